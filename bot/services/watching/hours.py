"""The hours in which a campaign's people may be called, as far as they are known here.

The Calls API tells no campaign's hours. Those that somebody set for it here come first, then those
of the newest call batch that has any.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.campaigns import Campaign
from bot.domain.windows import ANY_TIME, CallingHours, calling_hours
from bot.errors import BadInput
from bot.store import batches
from bot.store.transaction import Transaction


async def hours_of(tx: Transaction, campaign: Campaign) -> CallingHours:
    """The calling hours; any time where nobody said."""
    return hours_by(campaign, await batches.newest_policy(tx, campaign.id))


def hours_by(campaign: Campaign, newest_policy: Mapping[str, Any]) -> CallingHours:
    """The same for whoever has read the newest policy with other things."""
    if _says(campaign.limits):
        return _read(campaign.limits)
    return _read(newest_policy) if _says(newest_policy) else ANY_TIME


def _says(policy: Mapping[str, Any]) -> bool:
    return bool(policy.get("allowedDays") or policy.get("allowedTime"))


def _read(policy: Mapping[str, Any]) -> CallingHours:
    try:
        return calling_hours(policy.get("allowedDays"), policy.get("allowedTime"))
    except (BadInput, KeyError, TypeError, AttributeError):
        # What was stored by another version is no reason to stop watching.
        return ANY_TIME
