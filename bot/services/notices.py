"""What a channel is told of the things that people do with its campaigns.

The words are made by a function that the composition root joins: services know no Slack.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.alerts import Deed
from bot.domain.cadence import zone_of
from bot.domain.control import Controlled
from bot.domain.people import Actor
from bot.services.desk import Desk
from bot.store import campaigns, cards, channels, incidents, outbox, people
from bot.store.control import ControlRequest
from bot.store.incidents import Stored
from bot.store.outbox import NewPost, Priority
from bot.texts import Texts, texts_for

Body = dict[str, Any]
ControlWords = Callable[[Texts, Controlled, tzinfo], Body]
DeedWords = Callable[[Texts, Deed, tzinfo], Body]

# More channels than any campaign is connected to.
_MOST_THREADS = 100


class Notices:
    """Puts down what a channel is to read, in the channel's own language and zone."""

    def __init__(self, desk: Desk, control_words: ControlWords, deed_words: DeedWords) -> None:
        self._desk = desk
        self._control_words = control_words
        self._deed_words = deed_words

    async def manners(self, tx: AsyncConnection, channel_id: str) -> tuple[Texts, tzinfo]:
        """The language and the zone that a channel reads in."""
        rules = self._desk.rules
        set_here = await channels.manners(tx, channel_id)
        zone = zone_of(set_here.zone) if set_here.zone else rules.default_zone
        return texts_for(set_here.language, rules.default_language), zone

    async def control(self, actor: Actor, result: Controlled, thread_ts: str | None) -> None:
        """Tell the channel who did what, unless a living card or an alert there shows it already,
        and the threads of the alerts that go on.

        A channel that the campaign is not connected to learns nothing of it.
        """
        place = None if actor.is_direct else actor.channel_id
        async with self._desk.db.begin() as tx:
            connected = await campaigns.channels(tx, result.campaign.id)
            threads = await self._tell_threads(tx, result, connected)
            is_told = place in threads and thread_ts in (None, threads[place])
            if place in connected and not is_told:
                await self._tell_channel(tx, result, place, thread_ts)
        self._desk.wakeups.notify("outbox")

    async def _tell_channel(
        self, tx: AsyncConnection, result: Controlled, place: str, thread_ts: str | None
    ) -> None:
        if thread_ts is None and await cards.lives_in(tx, result.campaign.id, place):
            return
        now = self._desk.clock.now()
        t, zone = await self.manners(tx, place)
        new = NewPost(
            key=f"control:{result.request_id}",
            channel_id=place,
            thread_ts=thread_ts,
            campaign_id=result.campaign.id,
            body=self._control_words(t, result, zone),
            priority=Priority.STATE,
            happened_at=now,
        )
        await outbox.put(tx, new, now)

    async def _tell_threads(
        self, tx: AsyncConnection, result: Controlled, connected: Collection[str]
    ) -> dict[str, str | None]:
        """What people do with the campaign is part of an alert's story; the threads told so by
        their channels, ``None`` for one that Slack does not show yet."""
        threads: dict[str, str | None] = {}
        for one in await incidents.told(tx, [result.campaign.id], _MOST_THREADS):
            if one.channel_id not in connected:
                continue
            t, zone = await self.manners(tx, one.channel_id)
            body = self._control_words(t, result, zone)
            await self._put_in_thread(tx, one, f"control:{result.request_id}:{one.id}", body)
            threads[one.channel_id] = await outbox.shown_ts(tx, one.post_id)
        return threads

    async def deed(self, tx: AsyncConnection, one: Stored, deed: Deed) -> None:
        """Tell in an incident's thread what somebody did about it."""
        t, zone = await self.manners(tx, one.channel_id)
        # A second click in the same minute mutes for a moment longer, which is no news.
        mark = f"taken:{deed.who}:{self._desk.clock.now().timestamp() * 1000:.0f}"
        if deed.muted_until is not None:
            mark = f"muted:{deed.muted_until:%Y-%m-%dT%H:%M}"
        await self._put_in_thread(
            tx, one, f"incident:{one.id}:{mark}", self._deed_words(t, deed, zone)
        )

    async def _put_in_thread(self, tx: AsyncConnection, one: Stored, key: str, body: Body) -> None:
        if one.post_id is None:
            return
        now = self._desk.clock.now()
        new = NewPost(
            key=key,
            channel_id=one.channel_id,
            campaign_id=one.campaign_id,
            thread_post_id=one.post_id,
            body=body,
            priority=Priority.STATE,
            happened_at=now,
        )
        await outbox.put(tx, new, now)

    async def late(self, tx: AsyncConnection, request: ControlRequest, result: Controlled) -> None:
        """Tell where it was asked what became of a control after all: the channel, or the person
        alone where the campaign is not connected to it."""
        place, now = request.channel_id, self._desk.clock.now()
        is_public = place is not None and place in await campaigns.channels(tx, result.campaign.id)
        t, zone = await self._manners_of(tx, request.asked_by)
        if place is not None and is_public:
            t, zone = await self.manners(tx, place)
        new = NewPost(
            key=f"control:{request.id}:late",
            kind="message" if is_public else "direct",
            channel_id=place if place is not None and is_public else request.asked_by,
            campaign_id=result.campaign.id,
            body=self._control_words(t, result, zone),
            priority=Priority.STATE,
            happened_at=now,
        )
        await outbox.put(tx, new, now)

    async def _manners_of(self, tx: AsyncConnection, user_id: str) -> tuple[Texts, tzinfo]:
        """The language and the zone of a person, as far as they are known."""
        known, rules = await people.find(tx, user_id), self._desk.rules
        language = known.person.language if known else None
        zone = known.person.zone if known else None
        return texts_for(language, rules.default_language), zone or rules.default_zone
