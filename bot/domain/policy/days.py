"""Days of the week: ``mon-fri``, ``пн, ср``, ``1-5``, ``weekdays``."""

from __future__ import annotations

import re

import orjson

from bot.domain.cells import shown
from bot.errors import BadInput
from bot.texts import N_

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_RUSSIAN = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_RUSSIAN = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_NUMBERS = ("1", "2", "3", "4", "5", "6", "7")
_ONE = {
    name: index
    for names in (DAYS, _ENGLISH, _RUSSIAN, _SHORT_RUSSIAN, _NUMBERS)
    for index, name in enumerate(names)
} | {"среду": 2, "пятницу": 4, "субботу": 5, "tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_SEVERAL = {
    **dict.fromkeys(("weekdays", "workdays", "будни", "рабочие"), range(5)),
    **dict.fromkeys(("weekend", "weekends", "выходные"), range(5, 7)),
    **dict.fromkeys(("daily", "all", "everyday", "ежедневно", "все"), range(7)),
}
_RANGE = re.compile(r"(\w+)\.?\s*(?:-|–|—|−|\bto\b|\bпо\b)\s*(\w+)\.?")


def parse_days(text: str, field: str = "allowedDays") -> list[str]:
    """The days of a text in the order of the week, as ``mon`` … ``sun``."""
    plain = _from_json(text).casefold().strip(" .:")
    pieces = _RANGE.sub(r"\1-\2", plain)
    chosen: set[int] = set()
    for piece in filter(None, re.split(r"[\s,;/]+", pieces)):
        chosen.update(_days_of(piece.strip("."), text, field))
    if not chosen:
        raise _not_days(text, field)
    return [DAYS[index] for index in sorted(chosen)]


def _from_json(text: str) -> str:
    if not text.lstrip().startswith("["):
        return text
    try:
        return ",".join(map(str, orjson.loads(text)))
    except ValueError:
        return text.strip(" []")


def _days_of(piece: str, text: str, field: str) -> list[int]:
    if piece in _SEVERAL:
        return list(_SEVERAL[piece])
    first, dash, last = piece.partition("-")
    start, end = _ONE.get(first), _ONE.get(last if dash else first)
    if start is None or end is None:
        raise _not_days(text, field)
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]


def _not_days(text: str, field: str) -> BadInput:
    return BadInput(
        N_("{name}: “{value}” names no days. Write for example mon-fri, or mon, wed, sat."),
        field=field,
        name=field,
        value=shown(text),
    )
