"""The end of a request: stored, shown in its message, told to whoever asked, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.approvals import ApprovalRequest, ApprovalState
from bot.domain.rules import Deed
from bot.services.approvals.deeds import Doing
from bot.services.desk import Desk
from bot.store import approvals, audits, outbox
from bot.store.outbox import NewPost, Priority
from bot.store.transaction import Transaction

ACTION = "approval"
"""What deciding about a request is called in the audit."""

RENDER_APPROVAL_TOLD = "approval_told"
"""What the message to whoever asked is rendered by."""


class Endings:
    """Ends requests that nobody approved, and shows how others ended."""

    def __init__(self, desk: Desk, deeds: Mapping[Deed, Doing]) -> None:
        self._desk = desk
        self._deeds = deeds

    async def close(self, request: ApprovalRequest, to: ApprovalState, by: str | None) -> bool:
        """Decline, withdraw or expire a request; false if it was decided meanwhile."""
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            if not await approvals.close(tx, request.id, to, by, now):
                return False
            await self.show(tx, request.id, now)
            if by is None:
                await _write_down(tx, request, to, now)
        self.wake()
        return True

    async def show(self, tx: Transaction, request_id: int, now: datetime) -> None:
        """What belongs to the end of a request, now that its row says how it ended."""
        request = await approvals.by_id(tx, request_id)
        if request is None:
            return
        await self._deeds[request.deed].ended(tx, request, now)
        await edit(tx, request, now)
        if request.state is not ApprovalState.WITHDRAWN:
            await outbox.put(tx, _told(request, now), now)

    def wake(self) -> None:
        """Wake who edits the message."""
        self._desk.wakeups.notify("outbox")


async def edit(tx: Transaction, request: ApprovalRequest, now: datetime) -> None:
    """Show the message of a request anew."""
    if request.post_id is not None:
        await outbox.put_edit(tx, request.post_id, Priority.STATE, now)


async def _write_down(
    tx: Transaction, request: ApprovalRequest, to: ApprovalState, now: datetime
) -> None:
    """Nobody's deed is in the audit too."""
    await audits.add_own(
        tx,
        now,
        ACTION,
        str(to),
        campaign_id=request.campaign_id,
        people=request.people,
        detail=about(request),
    )


def about(request: ApprovalRequest) -> dict[str, Any]:
    """What the audit keeps of a request beside who decided it."""
    return {"deed": str(request.deed), "asked_by": request.asked_by, "approval": request.id}


def _told(request: ApprovalRequest, now: datetime) -> NewPost:
    return NewPost(
        key=f"approval:{request.id}:told",
        kind="direct",
        channel_id=request.asked_by,
        campaign_id=request.campaign_id,
        render=RENDER_APPROVAL_TOLD,
        subject_id=request.id,
        priority=Priority.STATE,
        happened_at=now,
    )
