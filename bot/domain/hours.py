"""Calling hours as people type them, as they are shown, and as a call policy carries them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.domain.policy.windows import parse_windows
from bot.domain.windows import ALL_DAY, DAYS, CallingHours, Interval, calling_hours
from bot.errors import BadInput
from bot.texts import N_

Policy = dict[str, Any]

HOURS_LABEL = N_("Calling hours")

_LAST_MINUTE = 24 * 60 - 1


def typed_hours(text: str) -> CallingHours:
    """``mon-fri: 9-20; sat: 10-18``, or ``9-20`` for every day; days without hours are closed.

    Raises :class:`BadInput` for the field ``hours``.
    """
    try:
        return calling_hours(allowed_time=parse_windows(text))
    except BadInput as error:
        told = error.values | {"field": "hours", "name": HOURS_LABEL}
        raise BadInput(error.message, **told) from None


def hours_text(hours: CallingHours, names: Sequence[str] = DAYS) -> str:
    """The same hours in such words; days in a row that are alike are named together.

    ``names`` are those of the days in the reader's language, Monday first.
    """
    open_days = ((index, day) for index, day in enumerate(hours.days) if day)
    # Days that follow each other have one difference of index and rank.
    ranked = ((index - rank, index, day) for rank, (index, day) in enumerate(open_days))
    clauses = []
    for (_, day), run in groupby(ranked, key=lambda one: (one[0], one[2])):
        indexes = [index for _, index, _ in run]
        clauses.append(f"{_days(names, indexes)}: {_spans(day)}")
    if len(clauses) == 1 and all(hours.days):
        return clauses[0].partition(": ")[2]
    return "; ".join(clauses)


def _days(names: Sequence[str], indexes: list[int]) -> str:
    first, last = names[indexes[0]], names[indexes[-1]]
    return first if first == last else f"{first}-{last}"


def _spans(day: Iterable[Interval]) -> str:
    return ", ".join(f"{_clock(part.opens)}-{_clock(part.closes)}" for part in day)


def hours_policy(hours: CallingHours) -> Policy | None:
    """The hours as ``allowedDays``, which names every open day, and ``allowedTime``.

    Nothing is left to how a host reads a day without hours. ``None``: no minute is open.
    """
    if hours.at_any_hour:
        return {}
    days = {name: _wires(day) for name, day in zip(DAYS, hours.days, strict=True)}
    open_days = {name: parts for name, parts in days.items() if parts}
    if not open_days:
        return None
    alike = list(open_days.values())
    usual = max(alike, key=alike.count)
    others = {name: parts for name, parts in open_days.items() if parts != usual}
    return {"allowedDays": list(open_days), "allowedTime": {"default": usual, **others}}


def _wires(day: Iterable[Interval]) -> list[dict[str, str]]:
    return [_wire(part) for part in day if part.opens < min(part.closes, _LAST_MINUTE)]


def _wire(part: Interval) -> dict[str, str]:
    return {"localTimeFrom": _clock(part.opens), "localTimeTo": _clock(part.closes)}


def _clock(minute: int) -> str:
    """A time of day; the format has no 24:00, so the day ends with its last minute."""
    minute = min(minute, _LAST_MINUTE)
    return f"{minute // 60:02d}:{minute % 60:02d}"


def policy_hours(policy: Mapping[str, Any]) -> CallingHours:
    """The hours that a call policy allows, its dates left aside."""
    return calling_hours(policy.get("allowedDays"), policy.get("allowedTime"))


def common_hours(one: CallingHours, other: CallingHours) -> CallingHours:
    """When both are open."""
    days = (_common(a, b) for a, b in zip(one.days, other.days, strict=True))
    return CallingHours(tuple(days))


def _common(one: tuple[Interval, ...], other: tuple[Interval, ...]) -> tuple[Interval, ...]:
    if one == ALL_DAY:
        return other
    pairs = (Interval(max(a.opens, b.opens), min(a.closes, b.closes)) for a in one for b in other)
    return tuple(sorted(pair for pair in pairs if pair.opens < pair.closes))
