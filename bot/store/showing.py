"""All that shows a campaign's state: its living cards, and the messages of its open incidents."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import union_all

from bot.store import cards, incidents, outbox
from bot.store.outbox import Priority
from bot.store.transaction import Transaction

_SHOWING = union_all(cards.LIVING, incidents.GOING_ON)


async def touch(tx: Transaction, campaign_id: int, now: datetime) -> None:
    """Ask that all of it be shown anew: an incident's buttons fit the state, too."""
    given = {"of_campaign": campaign_id}
    await outbox.put_edits(tx, _SHOWING, given, Priority.STATE, now)
