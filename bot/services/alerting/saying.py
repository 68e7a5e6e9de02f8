"""Carries out what the rules of incidents decide: keeps the incident, puts its messages down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import structlog

from bot.domain.alerts import ChannelAlerts, Hold, ThreadLine, is_resolved
from bot.domain.campaigns import Campaign
from bot.domain.channels import News
from bot.domain.incidents import Act, Decision, Incident
from bot.services.alerting.affected import page_of
from bot.services.desk import Desk
from bot.services.notices import Notices
from bot.store import channels, incidents, outbox
from bot.store.incidents import CLOSED, GATHERING, OPEN, Stored
from bot.store.outbox import NewPost, Priority
from bot.store.transaction import Transaction
from bot.store.transitions import Recorded
from bot.texts import Texts

Body = dict[str, Any]
LineWords = Callable[[Texts, ThreadLine], Body]

_log = structlog.get_logger(__name__)

_LISTED = 20
_NEW = 0


class Saying:
    """``line_words`` makes a message of an incident's thread."""

    def __init__(self, desk: Desk, notices: Notices, line_words: LineWords) -> None:
        self._desk = desk
        self._notices = notices
        self._line_words = line_words

    async def carry_out(
        self,
        tx: Transaction,
        campaign: Campaign,
        place: ChannelAlerts,
        stored: Stored | None,
        decision: Decision,
        page: Sequence[Recorded],
        hold: Hold | None,
    ) -> bool:
        """Do what was decided; whether there is something to send."""
        if decision.incident is None:
            return False
        one = _grown(stored or _begun(place, decision.incident, page), decision, page)
        if decision.act is Act.WAIT:
            gathers = hold is not None and one.state == GATHERING
            held = str(hold.reason) if hold is not None and gathers else one.held
            await self._keep(tx, replace(one, held=held), decision)
            return False
        if decision.act is Act.OPEN:
            await self._open(tx, campaign, one, decision)
        elif decision.act is Act.UPDATE:
            await self._update(tx, campaign, one, decision)
        else:
            await self._close(tx, campaign, one, decision)
        _log.info("incident", act=str(decision.act), campaign=campaign.id, channel=one.channel_id)
        return True

    async def _keep(self, tx: Transaction, one: Stored, decision: Decision) -> Stored:
        if one.id != _NEW:
            await incidents.keep(tx, one, decision.wake_at)
            return one
        return replace(one, id=await incidents.begin(tx, one, decision.wake_at))

    async def _open(
        self, tx: Transaction, campaign: Campaign, one: Stored, decision: Decision
    ) -> None:
        """The incident's message; it says what is known when it is sent."""
        now = self._desk.clock.now()
        one = await self._keep(tx, replace(one, state=OPEN), decision)
        new = NewPost(
            key=f"incident:{one.id}:{now.timestamp() * 1000:.0f}",
            channel_id=one.channel_id,
            campaign_id=campaign.id,
            render="incident",
            subject_id=one.id,
            priority=Priority.ALERT,
            happened_at=one.incident.opened_at,
        )
        one = replace(one, post_id=await outbox.put(tx, new, now))
        one = await self._line(tx, campaign, one, decision)
        await self._keep(tx, one, decision)

    async def _update(
        self, tx: Transaction, campaign: Campaign, one: Stored, decision: Decision
    ) -> None:
        """An edit of the message, and what is fresh in its thread; of a note the edit alone."""
        await self._edit(tx, one)
        if not one.incident.is_note:
            one = await self._line(tx, campaign, one, decision)
        await self._keep(tx, one, decision)

    async def _close(
        self, tx: Transaction, campaign: Campaign, one: Stored, decision: Decision
    ) -> None:
        now = self._desk.clock.now()
        one = replace(one, state=CLOSED, closed_at=now)
        if not one.incident.is_note:
            await self._edit(tx, one)
            lasted = now - one.incident.opened_at
            resolved = is_resolved(one.incident, campaign)
            last = ThreadLine(campaign, lasted=lasted, is_resolved=resolved)
            one = await self._put_line(tx, one, last)
        await incidents.keep(tx, one, None)

    async def _edit(self, tx: Transaction, one: Stored) -> None:
        if one.post_id is not None:
            await outbox.put_edit(tx, one.post_id, Priority.ALERT, self._desk.clock.now())

    async def _line(
        self, tx: Transaction, campaign: Campaign, one: Stored, decision: Decision
    ) -> Stored:
        """What this message tells for the first time, with some of the call jobs it is about."""
        fresh = [count for count in decision.fresh if count.by is None]
        statuses = {count.reason for count in fresh if not count.reason.startswith("campaign.")}
        one, since = replace(one, listed=one.last_transition), one.listed
        if decision.act is Act.OPEN and not statuses:
            return one
        listed, _ = await page_of(
            tx, campaign.id, since, one.last_transition, statuses, limit=_LISTED
        )
        jobs = sum(count.events for count in fresh if count.reason in statuses)
        line = ThreadLine(campaign, decision.fresh, listed, max(0, jobs - len(listed)))
        return await self._put_line(tx, one, line, is_first=decision.act is Act.OPEN)

    async def _put_line(
        self, tx: Transaction, one: Stored, line: ThreadLine, *, is_first: bool = False
    ) -> Stored:
        """Into the incident's thread; what comes later as a message of its own, if so wished."""
        if one.post_id is None:
            return one
        wishes = await channels.manners(tx, one.channel_id)
        if wishes.news is News.NEW and not is_first:
            line = replace(line, is_alone=True)
        t, _ = await self._notices.manners(tx, one.channel_id)
        now = self._desk.clock.now()
        new = NewPost(
            key=f"incident:{one.id}:line:{one.thread_lines}",
            channel_id=one.channel_id,
            campaign_id=one.campaign_id,
            thread_post_id=None if line.is_alone else one.post_id,
            body=self._line_words(t, line),
            priority=Priority.ALERT,
            happened_at=now,
        )
        await outbox.put(tx, new, now)
        return replace(one, thread_lines=one.thread_lines + 1)


def _begun(place: ChannelAlerts, what: Incident, page: Sequence[Recorded]) -> Stored:
    """A new incident; its transitions begin where the channel's cursor stood."""
    first = page[0].id if page else place.cursor + 1
    return Stored(
        id=_NEW,
        campaign_id=place.campaign_id,
        channel_id=place.channel_id,
        incident=what,
        state=GATHERING,
        first_transition=first,
        last_transition=first,
        listed=first - 1,
        thread_lines=0,
    )


def _grown(one: Stored, decision: Decision, page: Sequence[Recorded]) -> Stored:
    """The incident as decided; what it covers grows by a page whose events it took in."""
    what = decision.incident or one.incident
    last = page[-1].id if page and decision.taken else one.last_transition
    return replace(one, incident=what, last_transition=max(one.last_transition, last))
