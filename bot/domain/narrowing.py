"""A contact's call policy, narrowed to the calling hours of the campaign: never made wider.

Where the called person is, is told by the row's own ``gmtZone``, else by the campaign's zone, else
by the number. What a number tells of several zones must be open in all of them; where it tells of
none, nobody can keep the hours, and the contact is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

import orjson

from bot.domain.hours import common_hours, hours_policy, policy_hours
from bot.domain.phone_zones import zones_of
from bot.domain.policy import zone_of
from bot.domain.shared_hours import midst, shared_hours
from bot.domain.windows import CallingHours, next_open
from bot.texts import N_, MessageId

Policy = Mapping[str, Any]

_HOURS = ("allowedDays", "allowedTime")
_READ = (*_HOURS, "gmtZone", "startDateTime", "finishDateTime")
_UNCERTAIN = "UTC"


class Closed(StrEnum):
    """Why there is no hour at which somebody may be called."""

    ZONE_UNKNOWN = "zone_unknown"
    NO_HOURS = "no_hours"


CLOSED_LABELS: Mapping[Closed, MessageId] = {
    Closed.ZONE_UNKNOWN: N_("zone unknown, so that the calling hours cannot be kept"),
    Closed.NO_HOURS: N_("no hour at which the calling hours and the call policy are both open"),
}


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a campaign keeps: its hours, its ``zone`` as on the wire if it has one, and now."""

    hours: CallingHours
    zone: str | None
    now: datetime


def narrowed(policy: Policy, phone: str, keeping: Keeping) -> Policy | Closed:
    """The policy with the hours that are left and the zone that they are meant in."""
    if keeping.hours.at_any_hour:
        return policy
    own = str(policy.get("gmtZone") or "")
    zones = _zones(own, phone, keeping.zone)
    if not zones:
        return Closed.ZONE_UNKNOWN
    # Most contacts of a list have the same policy or none, so each is worked out once.
    told = orjson.dumps({name: policy[name] for name in _READ if name in policy})
    hour = keeping.now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    change = _change(told, zones, own, keeping.hours, hour)
    return change if isinstance(change, Closed) else {**policy, **change}


def _zones(own: str, phone: str, campaign_zone: str | None) -> tuple[str, ...]:
    if own and not own.startswith(_UNCERTAIN):
        return (own,)
    return (campaign_zone,) if campaign_zone else zones_of(phone)


@lru_cache(maxsize=4_096)
def _change(
    told: bytes, zones: tuple[str, ...], own: str, hours: CallingHours, now: datetime
) -> Mapping[str, Any] | Closed:
    policy, today = orjson.loads(told), now.date()
    clock, left = zones[0], common_hours(policy_hours(policy), hours)
    if own.startswith(_UNCERTAIN):
        # The hours of the policy were put on this clock before, and stay on it.
        shared = shared_hours(hours, zones, own, today)
        clock, left = own, common_hours(policy_hours(policy), shared)
    elif len(zones) > 1:
        clock = midst(zones, today)
        left = shared_hours(left, zones, clock, today)
    wire = hours_policy(left)
    if wire is None or not _is_ever_open(left, clock, policy, now):
        return Closed.NO_HOURS
    return {**wire, "gmtZone": clock}


def _is_ever_open(hours: CallingHours, clock: str, policy: Policy, now: datetime) -> bool:
    start, finish = (_instant(policy.get(name)) for name in ("startDateTime", "finishDateTime"))
    return next_open(CallingHours(hours.days, start, finish), [zone_of(clock)], now) is not None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
