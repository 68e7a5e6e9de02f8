"""The table that a file of call jobs holds: its columns, and the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache, partial
from typing import Any

import orjson

from bot.domain.cells import may_hold_phones, phones_hidden
from bot.domain.contacts.export import Cell, Kind, Sound
from bot.domain.phones import mask_head
from bot.store.reports import FilePage

COLUMNS = (
    *("callJobId", "phone", "jobStatus", "attemptsCount", "callDuration"),
    *("createdAt", "finishedAt", "redialNumber", "tagName"),
)
"""The Calls API's own names for what every call job has."""

_FIRST_LIKE_A_PHONE = 10**6
_TO_THE_MINUTE = len("2026-11-24 10:00:")
_SECONDS = [f"{second:02d}" for second in range(60)]
_CELLS = {str, int, float, bool, type(None)}

_NOTHING: dict[str, Any] = {}

Instants = Sequence[int | None]
"""Milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Export:
    """What goes into a file. ``masked``: no number is to be known from it."""

    campaign_id: int
    kind: Kind
    masked: bool
    zone: tzinfo


def header(names: Sequence[str]) -> list[str]:
    """The column titles; a name of the script's that is also one of ours says whose it is."""
    return [
        *COLUMNS,
        *(f"{name} (reportData)" if name in COLUMNS else name for name in names),
    ]


def table_columns(
    export: Export,
    names: Sequence[str],
    page: FilePage,
) -> list[Sequence[Cell]]:
    """The rows of a page, with the cells of these ``reportData`` columns, as columns."""
    ids, phones, statuses, attempts, seconds, created, finished, redials, tags = page.columns
    moments = _text_moments if export.kind == "csv" else _moments
    data = [row or _NOTHING for row in page.data]
    written = ([row.get(name) for row in data] for name in names)
    cells = partial(_masked_cells, phones=phones) if export.masked else _whole_cells
    return [
        *(ids, _masked_phones(phones) if export.masked else phones, statuses, attempts, seconds),
        *(moments(created, export.zone), moments(finished, export.zone), redials, cells(tags)),
        *map(cells, written),
    ]


def _moments(column: Instants, zone: tzinfo) -> list[Cell]:
    """A spreadsheet's own type."""
    return [None if at is None else datetime.fromtimestamp(at / 1000, zone) for at in column]


def _text_moments(column: Instants, zone: tzinfo) -> Sequence[Cell]:
    """On the zone's wall clock, to the second."""
    # A batch's call jobs were created in the same few instants.
    different = list(set(column))
    texts = [
        _minute(at // 60_000, zone) + _SECONDS[at // 1_000 % 60] if at is not None else ""
        for at in different
    ]
    by_instant = dict(zip(different, texts, strict=True))
    return Sound([by_instant[at] for at in column])


@lru_cache(maxsize=1 << 14)
def _minute(number: int, zone: tzinfo) -> str:
    # Since 1972 no country's clock is, or was put forward or back, by parts of a minute.
    return str(datetime.fromtimestamp(number * 60, zone))[:_TO_THE_MINUTE]


def _masked_phones(phones: Sequence[str]) -> Sequence[Cell]:
    # Without its plus, which a spreadsheet would take for a formula.
    heads = {first: mask_head(first).removeprefix("+") for first in {one[:3] for one in phones}}
    return [heads[phone[:3]] + phone[-2:] for phone in phones]


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return orjson.dumps(value).decode()


def _whole_cells(values: Sequence[Any]) -> Sequence[Cell]:
    return values if set(map(type, values)) <= _CELLS else [_cell(value) for value in values]


def _masked_cells(values: Sequence[Any], phones: Sequence[str]) -> Sequence[Cell]:
    """Scripts write the number into ``reportData`` too, as text or as a number."""
    if set(map(type, values)) <= _CELLS and not _may_hold_phones(values):
        return values
    return list(map(_masked_cell, values, phones))


def _may_hold_phones(values: Sequence[Any]) -> bool:
    there = list(filter(None, values))
    texts = [value for value in there if isinstance(value, str)]
    numbers = () if len(texts) == len(there) else set(there).difference(texts)
    least = _FIRST_LIKE_A_PHONE
    return may_hold_phones(texts) or not all(-least < number < least for number in numbers)


def _masked_cell(value: Any, phone: str) -> Cell:
    if isinstance(value, int | float) and abs(value) >= _FIRST_LIKE_A_PHONE:
        value = str(value)
    cell = _cell(value)
    return phones_hidden(cell, phone) if isinstance(cell, str) else cell
