"""What is remembered of a control that took effect, by whoever finds that out."""

from __future__ import annotations

from datetime import datetime

from bot.domain.campaign_state import Control
from bot.domain.campaign_state import asked as asked_state
from bot.domain.control import Seen
from bot.services.watching.changes import remember_seen
from bot.store import automatic_pauses, campaigns, showing
from bot.store.control import ControlRequest
from bot.store.transaction import Transaction


async def remember(
    tx: Transaction, request: ControlRequest, seen: Seen | None, now: datetime
) -> None:
    """Remember who has done what to a campaign, show it on the cards, and have it looked at."""
    asked = request.as_asked()
    if seen is not None:
        await remember_seen(tx, request.campaign_id, seen, now, done=asked)
    else:
        values = {**campaigns.as_columns(asked), "next_at": now}
        await campaigns.set_state(tx, request.campaign_id, asked_state(asked), **values)
    await showing.touch(tx, request.campaign_id, now)
    await end_automatic_pause(tx, request, now)


async def end_automatic_pause(tx: Transaction, request: ControlRequest, now: datetime) -> None:
    """Whoever resumes or ends a campaign ends the automatic pause that may stand.

    The caller holds the campaign.
    """
    if request.action != Control.PAUSE:
        await automatic_pauses.end(tx, request.campaign_id, now, request.asked_by)
