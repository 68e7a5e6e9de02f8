"""The table that a file of call jobs holds: its columns, and the cells of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

import orjson

from bot.domain.cells import phones_hidden
from bot.domain.contacts.export import Cell, Kind
from bot.domain.phones import mask
from bot.store.reports import FileRow

COLUMNS = (
    *("callJobId", "phone", "jobStatus", "attemptsCount", "callDuration"),
    *("createdAt", "finishedAt", "redialNumber", "tagName"),
)
"""The Calls API's own names for what every call job has."""

_FIRST_LIKE_A_PHONE = 10**6
_TO_THE_SECOND = len("2026-11-24 10:00:00")


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


def table_rows(
    export: Export,
    names: Sequence[str],
    page: Sequence[FileRow],
    data: Sequence[dict[str, Any] | None],
) -> Iterator[list[Cell]]:
    """The rows of a page with the cells of these ``reportData`` columns."""
    cell, phone_cell = (_masked_cell, _masked_phone) if export.masked else (_whole_cell, str)
    moment = _moments(export)
    # A batch's call jobs were created in the same few instants.
    created_moment = lru_cache(maxsize=1024)(moment)
    nothing: list[Cell] = [None] * len(names)
    for row, written in zip(page, data, strict=True):
        job_id, phone, status, attempts, seconds, created, finished, redial, tag, _ = row
        yield [
            *(job_id, phone_cell(phone), status, attempts, seconds),
            *(created_moment(created), moment(finished), redial, cell(tag, phone)),
            *([cell(written.get(name), phone) for name in names] if written else nothing),
        ]


def _moments(export: Export) -> Callable[[int | None], Cell]:
    """Writes instants: as a spreadsheet's own type, or as text on the zone's wall clock."""
    zone = export.zone

    def moment(milliseconds: int | None) -> Cell:
        return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, zone)

    def text(milliseconds: int | None) -> Cell:
        if milliseconds is None:
            return None
        return str(datetime.fromtimestamp(milliseconds // 1000, zone))[:_TO_THE_SECOND]

    return text if export.kind == "csv" else moment


def _masked_phone(phone: str) -> str:
    # Without its plus, which a spreadsheet would take for a formula.
    return mask(phone).removeprefix("+")


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return orjson.dumps(value).decode()


def _whole_cell(value: Any, _phone: str) -> Cell:
    return _cell(value)


def _masked_cell(value: Any, phone: str) -> Cell:
    """Scripts write the number into ``reportData`` too, as text or as a number."""
    if isinstance(value, str):
        return phones_hidden(value, phone)
    if isinstance(value, int | float) and abs(value) >= _FIRST_LIKE_A_PHONE:
        return phones_hidden(str(value), phone)
    cell = _cell(value)
    return phones_hidden(cell, phone) if isinstance(cell, str) else cell
