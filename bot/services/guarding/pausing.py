"""The automatic pause: too many calls fail, so the campaign is paused until a person resumes it.

What is decided is a row, written with the message that tells of it; the pause itself is a control
like every other, asked for in Callboard's own name. Where its sender died, or the host did not take
it, the next look at the campaign sees that and asks again.
"""

from __future__ import annotations

from typing import Final

import structlog

from bot.calls_api import CallsApiError
from bot.domain.audit import SCHEDULER
from bot.domain.automatic_pause import (
    TRIES,
    WINDOW,
    AutomaticPause,
    Evidence,
    PauseFacts,
    PauseStage,
    crossing,
    wait_before,
)
from bot.domain.campaign_state import Control, Word, already, too_late
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor
from bot.domain.rules import Rules
from bot.errors import CallboardError
from bot.services.control import AUTOMATIC, Controls
from bot.services.desk import Desk
from bot.store import automatic_pauses, campaigns, control, rules
from bot.store.control import OPEN_STATES, ControlRequest
from bot.store.transaction import Transaction

_TOOK_EFFECT: Final = frozenset({"done", "already"})
_STAGES: Final = {
    "asked": PauseStage.UNDER_WAY,
    "sending": PauseStage.UNDER_WAY,
    "under_way": PauseStage.UNDER_WAY,
    "done": PauseStage.PAUSED,
    "already": PauseStage.PAUSED,
    "unconfirmed": PauseStage.UNCONFIRMED,
    "unclear": PauseStage.UNKNOWN,
    "unknown": PauseStage.UNKNOWN,
}

_log = structlog.get_logger(__name__)


class Pausing:
    """Pauses campaigns by themselves, and tells how far that has got."""

    def __init__(self, desk: Desk, controls: Controls) -> None:
        self._desk = desk
        self._controls = controls

    async def after_look(self, campaign_id: int) -> None:
        """Judge a campaign by what the look that has just ended has brought."""
        async with self._desk.db.read() as tx:
            held_to = await rules.of(tx, campaign_id)
            if not await self._is_worth_a_decision(tx, campaign_id, held_to):
                return
        async with self._desk.db.begin() as tx:
            campaign = await campaigns.lock(tx, campaign_id)
            if campaign is None:
                return
            ask_as = await self._decide(tx, campaign, held_to)
        self._wake()
        if ask_as is not None:
            await self._pause(campaign, ask_as)

    async def _is_worth_a_decision(self, tx: Transaction, campaign_id: int, held_to: Rules) -> bool:
        """Most looks bring nothing to decide, and then nobody else's writing has to wait."""
        last = await automatic_pauses.latest(tx, campaign_id)
        if last is not None and last.stands:
            return True
        campaign = await campaigns.by_id(tx, campaign_id) if held_to.pause_share else None
        return campaign is not None and bool(await self._evidence(tx, campaign, held_to, last))

    async def _decide(self, tx: Transaction, campaign: Campaign, held_to: Rules) -> str | None:
        """The key to ask for a pause by; ``None`` if there is nothing to ask for."""
        last = await automatic_pauses.latest(tx, campaign.id)
        if last is not None and last.stands:
            return await self._go_on(tx, campaign, last)
        if campaign.state.word == Word.PAUSED or too_late(campaign.state, Control.PAUSE):
            return None
        evidence = await self._evidence(tx, campaign, held_to, last)
        if evidence is None:
            return None
        _log.info("automatic_pause", campaign=campaign.id, bad=evidence.bad, of=evidence.finished)
        now = self._desk.clock.now()
        return _key(await automatic_pauses.begin(tx, campaign.id, evidence, now), 0)

    async def _evidence(
        self, tx: Transaction, campaign: Campaign, held_to: Rules, last: AutomaticPause | None
    ) -> Evidence | None:
        """What finished within the window, and since the last pause was ended, if it is too bad."""
        begin = self._desk.clock.now() - WINDOW
        ended_at = last.ended_at if last is not None else None
        since = max(begin, ended_at or begin) + campaign.host_clock
        counts = await automatic_pauses.finished(tx, campaign.id, since, ended_at)
        return crossing(counts, held_to)

    async def _go_on(
        self, tx: Transaction, campaign: Campaign, pause: AutomaticPause
    ) -> str | None:
        """A pause stands: see that it was taken, or that it was ended outside of here."""
        asked, now = (
            await control.with_key(tx, campaign.id, f"{AUTOMATIC}{pause.id}:"),
            self._desk.clock.now(),
        )
        if campaign.state.ended:
            await automatic_pauses.end(tx, campaign.id, now, None)
            return None
        if not asked:
            return _key(pause.id, 0)
        last = asked[-1]
        if last.state in _TOOK_EFFECT:
            if campaign.state.says(Word.IN_PROGRESS):
                await automatic_pauses.end(tx, campaign.id, now, None)
            return None
        return _key(pause.id, len(asked)) if self._must_ask_again(campaign, asked) else None

    def _must_ask_again(self, campaign: Campaign, asked: list[ControlRequest]) -> bool:
        last = asked[-1]
        if last.state in OPEN_STATES or already(campaign.state, Control.PAUSE):
            return False
        if last.state == "unconfirmed" and not campaign.state.says(Word.IN_PROGRESS):
            return False
        waited = self._desk.clock.now() - last.asked_at
        return len(asked) < TRIES and waited >= wait_before(len(asked))

    async def _pause(self, campaign: Campaign, key: str) -> None:
        # Nobody pressed for it, so that it is asked for with the rights of the machine's own.
        actor = Actor(SCHEDULER, None, key, is_direct=True, is_console=True)
        try:
            await self._controls.act(actor, campaign, Control.PAUSE, key)
        except (CallsApiError, CallboardError) as error:
            _log.warning("automatic_pause_failed", reason=type(error).__name__)
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            if pause := await automatic_pauses.standing(tx, campaign.id):
                await automatic_pauses.show_anew(tx, pause, now)
        self._wake()

    def _wake(self) -> None:
        self._desk.wakeups.notify("outbox")

    async def facts(self, pause_id: int) -> PauseFacts | None:
        """What the message about a pause shows; ``None`` once its campaign is disconnected."""
        async with self._desk.db.read() as tx:
            pause = await automatic_pauses.by_id(tx, pause_id)
            campaign = await campaigns.by_id(tx, pause.campaign_id) if pause else None
            if pause is None or campaign is None:
                return None
            asked = await control.with_key(tx, campaign.id, f"{AUTOMATIC}{pause_id}:")
            held_to = await rules.of(tx, campaign.id)
        stage = _STAGES.get(asked[-1].state, PauseStage.FAILED) if asked else PauseStage.UNDER_WAY
        return PauseFacts(campaign, pause, stage, held_to.approve_resume)


def _key(pause_id: int, tries: int) -> str:
    return f"{AUTOMATIC}{pause_id}:{tries}"
