"""Hours of the day: ``09:00-18:00``, ``пн-пт: 9-18; сб: 10-14``, or the Calls API's own JSON."""

from __future__ import annotations

import re
from typing import Any

import orjson

from bot.domain.cells import shown
from bot.domain.policy.days import DAYS, parse_days
from bot.errors import BadInput
from bot.texts import N_

Interval = dict[str, str]
"""``{"localTimeFrom": "09:00", "localTimeTo": "18:00"}``, both ends allowed."""

_FIELD = "allowedTime"
_CLAUSES = re.compile(r"[;\n]+|,\s*(?=[^\W\d])")
_CLAUSE = re.compile(r"(?P<days>\D*?)[\s:]*(?P<hours>\d.*)?", re.DOTALL)
_HOURS = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|−|\bto\b|\bдо\b)\s*(\d{1,2})(?:[:.](\d{2}))?"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_LAST_MINUTE = 24 * 60 - 1


def parse_windows(text: str) -> dict[str, list[Interval]]:
    """The hours as ``allowedTime`` wants them: by day, or ``default`` for every day."""
    minutes = _from_json(text) if text.lstrip()[:1] in ("{", "[") else _from_words(text)
    if not minutes:
        raise _not_hours(text)
    return {day: _intervals(spans, text) for day, spans in minutes.items()}


Spans = list[tuple[int, int]]


def _from_words(text: str) -> dict[str, Spans]:
    found: dict[str, Spans] = {}
    waiting: list[str] = []
    for clause in filter(str.strip, _CLAUSES.split(text)):
        match = _CLAUSE.fullmatch(clause.strip())
        if match is None:
            raise _not_hours(text)
        waiting += [match["days"].strip(" :.")] if match["days"].strip(" :.") else []
        if match["hours"]:
            for day in parse_days(",".join(waiting), _FIELD) if waiting else ["default"]:
                found.setdefault(day, []).extend(_spans(match["hours"], text))
            waiting = []
    if waiting:
        raise _not_hours(text)
    return found


def _spans(hours: str, text: str) -> Spans:
    if _HOURS.sub("", hours).strip(" ,/&") not in ("", "and", "и"):
        raise _not_hours(text)
    return [
        (_minute(h1, m1, text), _minute(h2, m2, text)) for h1, m1, h2, m2 in _HOURS.findall(hours)
    ]


def _from_json(text: str) -> dict[str, Spans]:
    try:
        given = orjson.loads(text)
    except ValueError as error:
        raise _not_hours(text) from error
    by_day = {"default": given} if isinstance(given, list) else given
    return {
        _day(day, text): [_span(one, text) for one in _list(by_day[day], text)] for day in by_day
    }


def _day(name: str, text: str) -> str:
    if name not in (*DAYS, "default"):
        raise _not_hours(text)
    return name


def _list(spans: Any, text: str) -> list[Any]:
    if not isinstance(spans, list) or not spans:
        raise _not_hours(text)
    return spans


def _span(given: Any, text: str) -> tuple[int, int]:
    ends = given if isinstance(given, dict) else {}
    start, end = (
        _CLOCK.fullmatch(str(ends.get(side))) for side in ("localTimeFrom", "localTimeTo")
    )
    if start is None or end is None:
        raise _not_hours(text)
    return _minute(start[1], start[2], text), _minute(end[1], end[2], text)


def _minute(hour: str, minute: str, text: str) -> int:
    total = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or total > _LAST_MINUTE + 1:
        raise _not_hours(text)
    return min(total, _LAST_MINUTE)


def _intervals(spans: Spans, text: str) -> list[Interval]:
    """Sorted, with spans that touch joined, because both of their ends are allowed."""
    joined: Spans = []
    for start, end in sorted(spans):
        if start >= end:
            raise _backwards(text)
        if joined and start < joined[-1][1]:
            raise _overlap(text)
        if joined and start == joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [{"localTimeFrom": _clock(start), "localTimeTo": _clock(end)} for start, end in joined]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _not_hours(text: str) -> BadInput:
    return BadInput(
        N_(
            "{name}: “{value}” names no hours. Write for example 09:00-18:00, or "
            "mon-fri: 9:00-18:00; sat: 10:00-14:00."
        ),
        field=_FIELD,
        name=_FIELD,
        value=shown(text),
    )


def _backwards(text: str) -> BadInput:
    return BadInput(
        N_(
            "{name}: in “{value}” hours end before they begin. Hours over midnight are written as "
            "two: 20:00-23:59, 00:00-06:00."
        ),
        field=_FIELD,
        name=_FIELD,
        value=shown(text),
    )


def _overlap(text: str) -> BadInput:
    return BadInput(
        N_("{name}: in “{value}” hours of the same day overlap."),
        field=_FIELD,
        name=_FIELD,
        value=shown(text),
    )
