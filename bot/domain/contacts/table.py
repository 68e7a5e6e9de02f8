"""What every kind of file becomes first: numbered rows of text cells, in pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, Protocol

from bot.errors import BadInput
from bot.texts import N_

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
PAGE_ROWS = 250
PAGE_CHARACTERS = 200_000
_CELL_COST = 8
"""What is worked on between two chances for the event loop: well under 20 ms."""
_HEAD_ROWS = 50
_HEAD_LINES = 1_000
_MAX_LINES = 1_048_576


class Row(NamedTuple):
    """A row of a table. ``line`` is what a person sees in an editor or a spreadsheet, from 1."""

    line: int
    cells: list[str]


class Table(Protocol):
    """An opened file. Its rows can be gone through again, for instance with other columns."""

    def rows(self) -> Iterator[Row]:
        """Every row, blank ones too; :class:`bot.errors.BadInput` where it cannot go on."""


def pages(rows: Iterable[Row], size: int = PAGE_ROWS) -> Iterator[list[Row]]:
    """The rows in lists of at most ``size``, shorter where the rows are long."""
    page: list[Row] = []
    characters = 0
    for number, row in enumerate(rows):
        page.append(row)
        characters += len("".join(row.cells)) + _CELL_COST * len(row.cells)
        if len(page) >= size or characters >= PAGE_CHARACTERS:
            yield page
            page, characters = [], 0
        if number > _MAX_LINES:
            raise too_many_rows()
    if page:
        yield page


def head(table: Table) -> list[Row]:
    """The first rows that are not blank, from which the columns are guessed."""
    beginning = islice(table.rows(), _HEAD_LINES)
    return list(islice((row for row in beginning if any(row.cells)), _HEAD_ROWS))


def too_many_rows() -> BadInput:
    """The error for a list that is longer than :data:`MAX_ROWS`."""
    return BadInput(
        N_(
            "The list has more than {limit} rows. Nothing was changed. Split it into several files."
        ),
        limit=MAX_ROWS,
    )
