"""How each deed is carried out once a second person has approved it: a class a kind of deed.

A new kind is a word of :class:`bot.domain.rules.Deed`, its role in
:data:`bot.domain.approvals.NEEDED`, its words in :mod:`bot.slack.blocks.approvals`, and a row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.domain.approvals import STILL_OPEN, ApprovalRequest, ApprovalState, Outcome
from bot.domain.batches import BatchState
from bot.domain.campaign_state import Control
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending
from bot.domain.people import Actor
from bot.domain.rules import Deed
from bot.errors import Refused, TooLate
from bot.services.adding import Adding
from bot.services.adding.overriding import left_out
from bot.services.asking import Consent
from bot.services.control import Controls
from bot.services.desk import Desk
from bot.store import automatic_pauses, batch_rows, batches, control, outbox
from bot.store.control import OPEN_STATES
from bot.store.outbox import NewPost, Priority
from bot.store.transaction import Transaction
from bot.texts import N_


class Doing(Protocol):
    """One kind of deed."""

    async def found(self, request: ApprovalRequest) -> Outcome | None:
        """What is known of an attempt of somebody who died over it; ``None`` if there was none."""

    async def do(
        self, request: ApprovalRequest, actor: Actor, campaign: Campaign, consent: Consent
    ) -> Outcome | None:
        """Do exactly what was asked, as ``actor``; ``None`` if ``consent`` was ended with it."""

    async def ended(self, tx: Transaction, request: ApprovalRequest, now: datetime) -> None:
        """What belongs to the end of a request, whichever it came to, in its transaction."""


class _OfList:
    """It ends in the transaction in which it is done, so there are no half attempts."""

    def __init__(self, adding: Adding) -> None:
        self._adding = adding

    async def found(self, request: ApprovalRequest) -> Outcome | None:
        """Never anything."""
        return None


class Addition(_OfList):
    """A draft is confirmed."""

    async def do(
        self, request: ApprovalRequest, actor: Actor, campaign: Campaign, consent: Consent
    ) -> Outcome | None:
        """Confirm that very draft, for as many people as were asked about."""
        batch_id, people = int(request.details["batch"]), request.people or 0
        made = await self._adding.confirming.confirm(actor, batch_id, people, consent)
        if made.changed:
            raise Refused(
                N_(
                    "It would be {count} people by now, since others were added or opted out "
                    "meanwhile. Nobody was added; please add the list anew."
                ),
                count=made.rows,
            )
        return None

    async def ended(self, tx: Transaction, request: ApprovalRequest, now: datetime) -> None:
        """Forget the people of a draft that is not added."""
        if request.state is ApprovalState.DONE:
            return
        batch_id, asked = int(request.details["batch"]), (BatchState.ASKED,)
        if await batches.move(tx, batch_id, to=BatchState.DISCARDED, out_of=asked):
            await batch_rows.clear(tx, batch_id)


class Overridden(_OfList):
    """People whom a rule left out join a draft, which stays one."""

    async def do(
        self, request: ApprovalRequest, actor: Actor, campaign: Campaign, consent: Consent
    ) -> Outcome | None:
        """Let as many in as were asked about."""
        batch_id, people = int(request.details["batch"]), request.people or 0
        shown = await self._adding.previews.of(await self._adding.drafts.of(batch_id))
        if request.details["left_out"] != left_out(shown):
            raise TooLate(N_("The rules leave out others by now. Nothing was changed."))
        await self._adding.overriding.override(actor, batch_id, people, consent)
        return None

    async def ended(self, tx: Transaction, request: ApprovalRequest, now: datetime) -> None:
        """Give whoever asked the preview as it is now."""
        if request.state is ApprovalState.DONE:
            await outbox.put(tx, _preview(request, now), now)


def _preview(request: ApprovalRequest, now: datetime) -> NewPost:
    batch_id = int(request.details["batch"])
    return NewPost(
        key=f"preview:{batch_id}:{request.id}",
        kind="direct",
        channel_id=request.asked_by,
        campaign_id=request.campaign_id,
        render="preview",
        subject_id=batch_id,
        priority=Priority.ALERT,
        happened_at=now,
    )


_DONE = frozenset({Ending.DONE, Ending.UNCONFIRMED, Ending.ALREADY, Ending.UNDER_WAY})


class Controlling:
    """A campaign is stopped or resumed. The press has the request's name, so it is sent once."""

    def __init__(self, desk: Desk, controls: Controls) -> None:
        self._desk = desk
        self._controls = controls

    async def found(self, request: ApprovalRequest) -> Outcome | None:
        """How the control stands that was asked of the host in this name, if one was."""
        async with self._desk.db.read() as tx:
            press = await control.by_key(tx, _key(request))
        if press is None:
            return None
        return STILL_OPEN if press.state in OPEN_STATES else _outcome(Ending(press.state))

    async def do(
        self, request: ApprovalRequest, actor: Actor, campaign: Campaign, consent: Consent
    ) -> Outcome | None:
        """Read the true state, and ask the host if that is still needed."""
        action = Control(request.details["action"])
        await self._refuse_another_pause(request)
        result = await self._controls.act(
            actor, campaign, action, _key(request), approved=consent.approved
        )
        if result.ending is Ending.UNKNOWN:
            return STILL_OPEN
        if result.ending is Ending.REPEATED:
            return await self.found(request)
        return _outcome(result.ending, result)

    async def _refuse_another_pause(self, request: ApprovalRequest) -> None:
        """A resume was approved for what that pause has shown, and not for what came later."""
        async with self._desk.db.read() as tx:
            paused = await automatic_pauses.standing(tx, request.campaign_id)
        if request.deed is Deed.RESUME and paused and paused.id != request.details["pause"]:
            raise Refused(
                N_("It was paused automatically once more since. Nothing was done; ask anew.")
            )

    async def ended(self, tx: Transaction, request: ApprovalRequest, now: datetime) -> None:
        """Nothing was kept for it."""


def _key(request: ApprovalRequest) -> str:
    return f"approval:{request.id}"


def _outcome(ending: Ending, result: Controlled | None = None) -> Outcome:
    state = ApprovalState.DONE if ending in _DONE else ApprovalState.FAILED
    return Outcome(state, str(ending), result.reason if result else None)


def deeds(desk: Desk, controls: Controls, adding: Adding) -> Mapping[Deed, Doing]:
    """The table of all that can be approved."""
    controlling = Controlling(desk, controls)
    return {
        Deed.ADD: Addition(adding),
        Deed.STOP: controlling,
        Deed.RESUME: controlling,
        Deed.OVERRIDE: Overridden(adding),
    }
