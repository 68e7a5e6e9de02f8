"""What every kind of file becomes first: numbered rows of text cells, in pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple, Protocol

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
PAGE_ROWS = 1_000
"""Rows worked on between two chances for the event loop: less than 20 ms."""
HEAD_ROWS = 50


class Row(NamedTuple):
    """A row of a table. ``line`` is what a person sees in an editor or a spreadsheet, from 1."""

    line: int
    cells: list[str]


class Table(Protocol):
    """An opened file. Its rows can be gone through again, for instance with other columns."""

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank; :class:`bot.errors.BadInput` where it cannot go on."""


def pages(rows: Iterable[Row], size: int = PAGE_ROWS) -> Iterator[list[Row]]:
    """The rows in lists of at most ``size``."""
    source = iter(rows)
    while page := list(islice(source, size)):
        yield page


def head(table: Table, size: int = HEAD_ROWS) -> list[Row]:
    """The first rows, from which the columns are guessed."""
    return list(islice(table.rows(), size))
