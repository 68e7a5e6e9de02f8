"""Tables in XLSX files, read by calamine after :mod:`bot.domain.contacts.archive` let them in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from bot.domain.contacts import archive
from bot.domain.contacts.table import MAX_COLUMNS, PAGE_ROWS, Row, row_of
from bot.errors import BadInput
from bot.texts import N_


class WorkbookTable:
    """A sheet of a workbook.

    Opening a workbook takes as long as parsing all of its sheets (about 1 µs a cell, half of it
    without the GIL), so it belongs into a thread; going through the rows is quick.
    """

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet

    def rows(self) -> Iterator[Row]:
        """Every row, its numbers and dates as text, a column of some rows at a time."""
        if self._sheet.width > MAX_COLUMNS:
            raise _too_wide(self._sheet.width)
        yield from map(row_of, enumerate(self._cells(), start=1))

    def _cells(self) -> Iterator[list[str]]:
        before = self._sheet.start[1] if self._sheet.start else 0
        every = self._sheet.iter_rows()
        while block := list(islice(every, PAGE_ROWS)):
            left = [("",) * len(block)] * before
            columns = map(_as_texts, zip(*block, strict=True))
            yield from map(list, zip(*left, *columns, strict=True))


def _as_texts(column: tuple[Any, ...]) -> Iterable[str]:
    kinds = set(map(type, column))
    if kinds == {str}:
        return column
    if len(kinds) == 1:
        return map(_TEXTS[kinds.pop()], column)
    return [v if type(v) is str else _TEXTS[type(v)](v) for v in column]


def sheets(data: bytes) -> dict[str, WorkbookTable]:
    """The visible sheets of a workbook that have rows, by name and in their order."""
    archive.check(data)
    try:
        filled = _filled(data)
    except CalamineError as error:
        raise _unreadable() from error
    except BaseException as error:
        # calamine is Rust: what it panics on arrives as a PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable() from error
    if not filled:
        raise BadInput(
            N_(
                "This workbook has no rows. Nothing was changed. Put the contacts on its first "
                "sheet and send it again."
            )
        )
    return {str(sheet.name): WorkbookTable(sheet) for sheet in filled}


def _filled(data: bytes) -> list[CalamineSheet]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
    ]
    every = (workbook.get_sheet_by_name(name) for name in visible or workbook.sheet_names)
    return [sheet for sheet in every if sheet.height]


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _moment(value: datetime) -> str:
    return (value + timedelta(milliseconds=500)).replace(microsecond=0).isoformat()


def _time(value: time) -> str:
    return value.isoformat("minutes" if not value.second else "seconds")


_TEXTS: dict[type, Callable[[Any], str]] = {
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    date: date.isoformat,
    datetime: _moment,
    time: _time,
    timedelta: str,
}


def _unreadable() -> BadInput:
    return BadInput(
        N_(
            "This workbook is damaged and cannot be read. Nothing was changed. Open it in a "
            "spreadsheet program, save it again as XLSX or CSV, and send that."
        )
    )


def _too_wide(columns: int) -> BadInput:
    return BadInput(
        N_(
            "The sheet has {columns} columns; at most {limit} can be read. Nothing was changed. "
            "Remove the columns that the calls do not need."
        ),
        columns=columns,
        limit=MAX_COLUMNS,
    )
