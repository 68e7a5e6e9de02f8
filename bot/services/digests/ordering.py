"""Digests as people order them: set, list, off, now. They belong to a channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.domain.cadence import Cadence, next_due, zone_of
from bot.domain.digest_orders import Order, StandingOrder
from bot.domain.people import Actor
from bot.errors import NotFound, TooLate
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.digests import posting
from bot.services.digests.scope import Scope, Scopes
from bot.services.digests.standing import standing_orders
from bot.store import channels, runs, schedules
from bot.store.schedules import Schedule
from bot.texts import N_

_DAY = timedelta(days=1)
_OFF_ALREADY = N_("That digest is off already. Nothing was changed.")


class Digests:
    """What an operator orders for a channel."""

    def __init__(self, desk: Desk, access: Access, scopes: Scopes) -> None:
        self._desk = desk
        self._access = access
        self._scopes = scopes

    async def order(
        self, actor: Actor, name: str | None, cadence: Cadence, zone: str | None, asker: tzinfo
    ) -> StandingOrder:
        """Order a digest; its zone is as typed, else the channel's, else the asker's."""
        scope = await self._scopes.of(actor, name)
        now = self._desk.clock.now()
        scope.must_cover_something()
        async with self._desk.db.begin() as tx:
            here = await channels.manners(tx, scope.channel_id)
            in_zone = zone or here.zone or _name_of(asker, now)
            _must_be_new(await standing_orders(tx, scope.channel_id, now), scope, cadence, in_zone)
            schedule_id = await schedules.order_digest(
                tx,
                campaign_id=scope.campaign_id,
                channel_id=scope.channel_id,
                cadence=cadence,
                zone=in_zone,
                created_by=actor.user_id,
                created_at=now,
                next_at=next_due(cadence, zone_of(in_zone), now),
            )
            listed = await standing_orders(tx, scope.channel_id, now)
        self._desk.wakeups.notify("schedules")
        await self._access.audit(actor, "digest", "done", scope.chosen)
        return next(one for one in listed if one.schedule_id == schedule_id)

    async def listing(self, actor: Actor) -> list[StandingOrder]:
        """The channel's digests, numbered."""
        scope = await self._scopes.of(actor, None)
        async with self._desk.db.read() as tx:
            return await standing_orders(tx, scope.channel_id, self._desk.clock.now())

    async def off(self, actor: Actor, name: str | None, number: int | None) -> list[StandingOrder]:
        """End the digest with that number, or all of a campaign's, or all of the channel's."""
        scope, now = await self._scopes.of(actor, name), self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            listed = await standing_orders(tx, scope.channel_id, now)
            ended = [one for one in listed if _is_meant(one, scope, number)]
            if number is not None and not ended:
                raise NotFound(
                    N_("This channel has no digest number {number}. Nothing was changed."),
                    number=number,
                )
            ids = [one.schedule_id for one in ended]
            await schedules.end(tx, ids, now, f"off:{actor.user_id}")
        await self._access.audit(actor, "digest off", "done", scope.chosen)
        return ended

    async def place(self, actor: Actor, schedule_id: int) -> Actor:
        """The actor in the channel of a digest whose button was pressed outside of channels."""
        if actor.is_in_channel:
            return actor
        async with self._desk.db.read() as tx:
            found = await schedules.by_id(tx, schedule_id)
        if found is None:
            raise TooLate(_OFF_ALREADY)
        return replace(actor, channel_id=found.channel_id, is_direct=False)

    async def pressed(self, actor: Actor, schedule_id: int) -> StandingOrder:
        """The digest whose button was pressed.

        :raises TooLate: it is off by now.
        """
        for one in await self.listing(actor):
            if one.schedule_id == schedule_id:
                return one
        raise TooLate(_OFF_ALREADY)

    async def now(self, actor: Actor, name: str | None, key: str) -> None:
        """Post at once what changed since the last digest, or within a day where none was."""
        scope, now = await self._scopes.of(actor, name), self._desk.clock.now()
        scope.must_cover_something()
        async with self._desk.db.begin() as tx:
            orders = await schedules.digests_of(tx, scope.channel_id)
            covering = [one.id for one in orders if _covers(one, scope)]
            done = await runs.last_of_each(tx, covering)
            since = max((run.due_at for run in done), default=now - _DAY)
            covers = await posting.covered(tx, scope.covered, done, since, now)
            order = Order(since, covers)
            await posting.put(tx, f"digest:now:{key}", scope.channel_id, order, now, now)
        self._desk.wakeups.notify("outbox")
        await self._access.audit(actor, "digest now", "done", scope.chosen)


def _must_be_new(
    listed: Sequence[StandingOrder], scope: Scope, cadence: Cadence, zone: str
) -> None:
    wanted = (scope.chosen.name if scope.chosen else None, cadence, zone)
    for one in listed:
        if (one.campaign, one.cadence, one.zone) == wanted:
            raise TooLate(
                N_("This channel has that digest already: it is number {number}. Nothing changed."),
                number=one.number,
            )


def _is_meant(one: StandingOrder, scope: Scope, number: int | None) -> bool:
    if number is not None:
        return one.number == number
    return scope.chosen is None or one.campaign == scope.chosen.name


def _covers(one: Schedule, scope: Scope) -> bool:
    return one.campaign_id in (None, scope.campaign_id)


def _name_of(zone: tzinfo, now: datetime) -> str:
    """What the schedule keeps of the asker's zone."""
    return getattr(zone, "key", None) or zone.tzname(now) or "UTC"
