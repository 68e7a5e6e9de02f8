"""Writes tables that spreadsheets open safely: CSV with a BOM, and XLSX in constant memory.

Used for files of bad rows, templates and reports. Rows are written in pages, so that the caller
can give way in between; nothing is kept but the row at hand.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from types import TracebackType
from typing import Any, BinaryIO, Literal, Self, cast

from bot.domain.cells import harmless, harmless_all

Cell = str | int | float | bool | datetime | None
"""Text is made harmless; an aware time is written in the writer's zone."""

Kind = Literal["csv", "xlsx"]

_MOMENT = "yyyy-mm-dd hh:mm:ss"
_EXACT_DIGITS = 15
_QUOTED = ',"\r\n'
_TEXTS, _WHOLE_NUMBERS = {str, type(None)}, {int, type(None)}
_FEWEST_TO_JOIN = 2
"""In a table of one column csv tells an empty cell from an empty line, and joining does not."""
_SHEET_ROWS = 1_048_576


class Sound(list[str]):
    """A column of texts that were made here of figures alone, such as times on the wall clock: they
    begin with a digit, and no sign of theirs means anything to a file or to a spreadsheet."""


class TableWriter(ABC):
    """A table that is being written; leaving the ``with`` block completes the file."""

    def __init__(self, columns: Sequence[str], zone: tzinfo) -> None:
        self.columns = list(columns)
        self._zone = zone
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Append rows."""

    def write_columns(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Append rows that come as columns of one length, quicker where the format allows it."""
        self.write(zip(*columns, strict=True))

    def close(self) -> None:
        """Complete the file. For XLSX this packs all rows: do it in a thread."""
        if not self._closed:
            self._closed = True
            self._complete()

    @abstractmethod
    def _complete(self) -> None: ...


def open_writer(
    target: BinaryIO, columns: Sequence[str], kind: Kind, zone: tzinfo = UTC
) -> TableWriter:
    """Begin a table in an open binary file, which stays open when the table is complete."""
    if kind == "csv":
        return CsvWriter(target, columns, zone)
    return XlsxWriter(target, columns, zone)


class CsvWriter(TableWriter):
    """Commas, CRLF, UTF-8 with a BOM, which Excel needs to see that it is UTF-8."""

    def __init__(self, target: BinaryIO, columns: Sequence[str], zone: tzinfo = UTC) -> None:
        super().__init__(columns, zone)
        # Python writes "utf-8-sig" by a slow way, line by line.
        target.write(codecs.BOM_UTF8)
        self._text = io.TextIOWrapper(target, encoding="utf-8", newline="")
        self._rows = csv.writer(self._text)
        self._rows.writerow(map(harmless, self.columns))

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows.writerows(map(self._text_of, row) for row in rows)

    def write_columns(self, columns: Sequence[Sequence[Cell]]) -> None:
        if len(columns) < _FEWEST_TO_JOIN:
            super().write_columns(columns)
            return
        lines = map(",".join, zip(*map(self._texts_of, columns), strict=True))
        self._text.write("\r\n".join([*lines, ""]))

    def _texts_of(self, column: Sequence[Cell]) -> Sequence[str]:
        """The cells as they stand in the file. In a column they are nearly always of one kind."""
        if isinstance(column, Sound):
            return column
        kinds = set(map(type, column))
        if not (kinds <= _TEXTS or kinds <= _WHOLE_NUMBERS):
            return _quoted(list(map(self._text_of, column)))
        # Words of a status, masked numbers, attempts, answers: there are few different ones.
        different = list(set(column))
        texts = ["" if value is None else str(value) for value in different]
        safe = texts if int in kinds else _quoted(harmless_all(texts))
        if safe is texts and kinds == {str}:
            return cast("Sequence[str]", column)
        by_value = dict(zip(different, safe, strict=True))
        return [by_value[value] for value in column]

    def _text_of(self, value: Cell) -> str:
        if isinstance(value, str):
            return harmless(value)
        if isinstance(value, datetime):
            return value.astimezone(self._zone).replace(tzinfo=None).isoformat(" ", "seconds")
        return "" if value is None else str(value)

    def _complete(self) -> None:
        self._text.detach()


def _quoted(texts: Sequence[str]) -> Sequence[str]:
    """As csv does it: only cells with a comma, a quotation mark or a line break in them."""
    whole = "".join(texts)
    if not any(sign in whole for sign in _QUOTED):
        return texts
    return [
        '"' + text.replace('"', '""') + '"' if any(sign in text for sign in _QUOTED) else text
        for text in texts
    ]


class XlsxWriter(TableWriter):
    """One sheet, and another where a sheet's last row is reached; texts never become formulas."""

    def __init__(self, target: BinaryIO, columns: Sequence[str], zone: tzinfo = UTC) -> None:
        # Loaded where it is needed: most processes never write a workbook, and all of them start.
        import xlsxwriter

        super().__init__(columns, zone)
        self._book = xlsxwriter.Workbook(target, {"constant_memory": True})
        self._bold = self._book.add_format({"bold": True})
        self._moment = self._book.add_format({"num_format": _MOMENT})
        self._new_sheet()

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            if self._row == _SHEET_ROWS:
                self._new_sheet()
            for column, value in enumerate(row):
                self._put(column, value)
            self._row += 1

    def keep_text(self, columns: int) -> None:
        """Make what people type into these columns stay text: leading zeros, long numbers."""
        text = self._book.add_format({"num_format": "@"})
        self._sheet.set_column(0, columns - 1, 18, text)

    def _complete(self) -> None:
        self._book.close()

    def _new_sheet(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(self.columns):
            self._sheet.write_string(0, column, harmless(name), self._bold)
        self._row = 1

    def _put(self, column: int, value: Cell) -> None:
        sheet: Any = self._sheet
        if isinstance(value, str):
            sheet.write_string(self._row, column, harmless(value))
        elif isinstance(value, bool):
            sheet.write_boolean(self._row, column, value)
        elif isinstance(value, datetime):
            local = value.astimezone(self._zone).replace(tzinfo=None)
            sheet.write_datetime(self._row, column, local, self._moment)
        elif value is not None:
            self._put_number(column, value)

    def _put_number(self, column: int, value: float) -> None:
        """As text where a spreadsheet would round it: it keeps 15 digits."""
        if math.isfinite(value) and abs(value) < 10**_EXACT_DIGITS:
            self._sheet.write_number(self._row, column, value)
        else:
            self._sheet.write_string(self._row, column, harmless(str(value)))
