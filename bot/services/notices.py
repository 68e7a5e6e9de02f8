"""What a channel is told of the things that people do with its campaigns.

The words are made by a function that the composition root joins: services know no Slack.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from bot.domain.alerts import Deed
from bot.domain.cadence import zone_of
from bot.domain.control import Controlled
from bot.domain.people import Actor
from bot.services.desk import Desk
from bot.store import campaigns, cards, channels, incidents, outbox, people
from bot.store.control import ControlRequest
from bot.store.incidents import Stored
from bot.store.outbox import NewPost, Priority
from bot.store.transaction import Transaction
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

    async def manners(self, tx: Transaction, channel_id: str) -> tuple[Texts, tzinfo]:
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
        async with self._desk.db.read() as tx:
            every = await self._of_control(tx, result, place, thread_ts)
        if not every:
            return
        async with self._desk.db.begin() as tx:
            for new in every:
                await outbox.put(tx, new, self._desk.clock.now())
        self._desk.wakeups.notify("outbox")

    async def _of_control(
        self, tx: Transaction, result: Controlled, place: str | None, thread_ts: str | None
    ) -> list[NewPost]:
        connected = await campaigns.channels(tx, result.campaign.id)
        going_on = await incidents.told(tx, [result.campaign.id], _MOST_THREADS)
        told = {one.channel_id: one for one in going_on if one.channel_id in connected}
        every = [await self._for_thread(tx, result, one) for one in told.values()]
        if place in connected and not await _is_in(tx, told.get(place), thread_ts):
            every.append(await self._for_channel(tx, result, place, thread_ts))
        return [new for new in every if new is not None]

    async def _for_channel(
        self, tx: Transaction, result: Controlled, place: str, thread_ts: str | None
    ) -> NewPost | None:
        if thread_ts is None and await cards.lives_in(tx, result.campaign.id, place):
            return None
        t, zone = await self.manners(tx, place)
        body = self._control_words(t, result, zone)
        key, campaign_id = f"control:{result.request_id}", result.campaign.id
        return self._new(key, campaign_id, place, body, thread_ts=thread_ts)

    async def _for_thread(self, tx: Transaction, result: Controlled, one: Stored) -> NewPost | None:
        """What people do with the campaign is part of an alert's story."""
        if one.post_id is None:
            return None
        t, zone = await self.manners(tx, one.channel_id)
        body = self._control_words(t, result, zone)
        key = f"control:{result.request_id}:{one.id}"
        return self._new(key, one.campaign_id, one.channel_id, body, thread_post_id=one.post_id)

    async def deed(self, tx: Transaction, one: Stored, deed: Deed) -> None:
        """Tell in an incident's thread what somebody did about it."""
        if one.post_id is None:
            return
        t, zone = await self.manners(tx, one.channel_id)
        # A second click in the same minute mutes for a moment longer, which is no news.
        mark = f"taken:{deed.who}:{self._desk.clock.now().timestamp() * 1000:.0f}"
        if deed.muted_until is not None:
            mark = f"muted:{deed.muted_until:%Y-%m-%dT%H:%M}"
        key, body = f"incident:{one.id}:{mark}", self._deed_words(t, deed, zone)
        place, thread = one.channel_id, one.post_id
        new = self._new(key, one.campaign_id, place, body, thread_post_id=thread)
        await outbox.put(tx, new, self._desk.clock.now())

    def _new(
        self, key: str, campaign_id: int, channel_id: str, body: Body, **where: Any
    ) -> NewPost:
        return NewPost(
            key=key,
            channel_id=channel_id,
            campaign_id=campaign_id,
            body=body,
            priority=Priority.STATE,
            happened_at=self._desk.clock.now(),
            **where,
        )

    async def late(self, tx: Transaction, request: ControlRequest, result: Controlled) -> None:
        """Tell where it was asked what became of a control after all: the channel, or the person
        alone where the campaign is not connected to it."""
        place = request.channel_id
        is_public = place is not None and place in await campaigns.channels(tx, result.campaign.id)
        t, zone = await self._manners_of(tx, request.asked_by)
        if place is not None and is_public:
            t, zone = await self.manners(tx, place)
        channel_id = place if place is not None and is_public else request.asked_by
        key, kind = f"control:{request.id}:late", "message" if is_public else "direct"
        body = self._control_words(t, result, zone)
        new = self._new(key, result.campaign.id, channel_id, body, kind=kind)
        await outbox.put(tx, new, self._desk.clock.now())

    async def _manners_of(self, tx: Transaction, user_id: str) -> tuple[Texts, tzinfo]:
        """The language and the zone of a person, as far as they are known."""
        known, rules = await people.find(tx, user_id), self._desk.rules
        language = known.person.language if known else None
        zone = known.person.zone if known else None
        return texts_for(language, rules.default_language), zone or rules.default_zone


async def _is_in(tx: Transaction, told: Stored | None, thread_ts: str | None) -> bool:
    """Whether an alert shows it where it is to be told: in the channel, or in this very thread."""
    if told is None or thread_ts is None:
        return told is not None
    return thread_ts == await outbox.shown_ts(tx, told.post_id)
