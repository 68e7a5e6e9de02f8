"""Tables in text files: commas, semicolons, tabs or bars, quotes, any usual encoding."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from typing import Any

from bot.domain.contacts.encoding import encoding_of
from bot.domain.contacts.table import MAX_COLUMNS, Row, row_of
from bot.errors import BadInput
from bot.texts import N_

_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
# How programs write a number that a spreadsheet must not take for one: ="00123".
_AS_TEXT = re.compile(r'="([^"]*)"')
_MAX_RECORD = 100_000
_SAMPLE_LINES = 60
_SAMPLE_WIDTH = 10_000
_PART = 50_000
"""Characters that are looked at together."""
_END = "\0"
"""A line put after the last: it comes back as a row of its own, or inside an open quote."""


class DelimitedTable:
    """A CSV file in memory, decoded as it is read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._encoding = encoding_of(data)
        sample = list(islice(chain.from_iterable(self._parts()), _SAMPLE_LINES))
        told = _SEPARATOR_LINE.fullmatch(sample[0]) if sample else None
        self._skip = 1 if told else 0
        self._delimiter = told[1] if told else _sniffed(sample)
        self._spaced = f'{self._delimiter} "' in "".join(sample)
        self._has_texts = '="' in "".join(sample)

    def rows(self) -> Iterator[Row]:
        """Every row; ``line`` is where it begins."""
        first, parts = 1 + self._skip, self._parts(self._skip)
        for lines in parts:
            rows = self._plain(lines)
            if rows is None:
                yield from self._records(chain(lines, chain.from_iterable(parts)), first)
            else:
                yield from map(row_of, zip(count(first), rows))
                first += len(rows)

    def _plain(self, lines: list[str]) -> list[list[str]] | None:
        """The rows of lines without quotation marks: of each line one. ``None``: look closer."""
        if '"' in "".join(lines) or max(map(len, lines)) > _MAX_RECORD:
            return None
        rows = list(self._reader(lines))
        is_known = len(rows) == len(lines) and max(map(len, rows)) <= MAX_COLUMNS
        return rows if is_known else None

    def _reader(self, lines: Iterable[str]) -> Any:
        return csv.reader(lines, delimiter=self._delimiter, skipinitialspace=self._spaced)

    def _records(self, lines: Iterator[str], first: int) -> Iterator[Row]:
        """Rows that may go over several lines, from the line ``first`` on."""
        records = _Records(lines, first)
        reader = self._reader(records)
        line, cells = first, [_END]
        for cells in reader:
            if records.ended:
                break
            if len(cells) > MAX_COLUMNS:
                raise _too_wide(line, len(cells))
            yield Row(line, [_as_text(cell) for cell in cells] if self._has_texts else cells)
            line = first + reader.line_num
            records.begin(line)
        if cells != [_END]:
            raise _open_quote(line)

    def _parts(self, skip: int = 0) -> Iterator[list[str]]:
        text = io.TextIOWrapper(io.BytesIO(self._data), self._encoding, newline="")
        try:
            for _ in range(skip):
                text.readline()
            while lines := text.readlines(_PART):
                yield lines
        except UnicodeDecodeError as error:
            raise BadInput(
                N_(
                    "The text of this file is damaged: it is not the {encoding} that it says it "
                    "is. Nothing was changed. Save it as CSV (UTF-8) and send it again."
                ),
                encoding=self._encoding,
            ) from error


class _Records:
    """The lines of a file, stopped when one record grows beyond what a contact can be."""

    def __init__(self, lines: Iterator[str], first: int) -> None:
        self._lines = lines
        self.ended = False
        self.begin(first)

    def begin(self, line: int) -> None:
        self._left = _MAX_RECORD
        self._line = line

    def __iter__(self) -> Iterator[str]:
        for text in self._lines:
            self._left -= len(text)
            if self._left < 0:
                raise _too_long(self._line) if len(text) > _MAX_RECORD else _open_quote(self._line)
            yield text
        self.ended = True
        yield _END


def _as_text(cell: str) -> str:
    text = _AS_TEXT.fullmatch(cell)
    return text[1] if text else cell


def _sniffed(sample: list[str]) -> str:
    """The delimiter that cuts most rows into the same number of columns."""
    return max(_DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))


def _fit(sample: list[str], delimiter: str) -> tuple[float, int]:
    short = (line[:_SAMPLE_WIDTH] for line in sample)
    try:
        widths = Counter(len(row) for row in csv.reader(short, delimiter=delimiter) if row)
    except csv.Error:
        return 0, 2  # An open quote swallowed the sample: it does open after this delimiter.
    if not widths:
        return 0, 0
    width, count = widths.most_common(1)[0]
    return (count / widths.total() if width > 1 else 0, width)


def _too_long(line: int) -> BadInput:
    return BadInput(
        N_(
            "Line {line} of this file is longer than a contact can be: it seems to have no line "
            "breaks. Nothing was changed. Put one contact on each line and send it again."
        ),
        line=line,
    )


def _open_quote(line: int) -> BadInput:
    return BadInput(
        N_(
            "A quotation mark that opens in line {line} of this file is never closed, so the "
            "rest cannot be told apart. Nothing was changed. Mend that line and send it again."
        ),
        line=line,
    )


def _too_wide(line: int, columns: int) -> BadInput:
    return BadInput(
        N_(
            "Line {line} of this file has {columns} columns; at most {limit} can be read. "
            "Nothing was changed. Remove the columns that the calls do not need."
        ),
        line=line,
        columns=columns,
        limit=MAX_COLUMNS,
    )
