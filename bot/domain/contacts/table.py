"""What every kind of file becomes first: numbered rows of text cells, in pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple, Protocol

from bot.errors import BadInput
from bot.texts import N_

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
PAGE_ROWS = 250
PAGE_CHARACTERS = 200_000
_CELL_COST = 8
"""What is worked on between two chances for the event loop: well under 20 ms."""
_TOGETHER = 10
_HEAD_ROWS = 50
_HEAD_LINES = 1_000
_MAX_LINES = 1_048_576


class Row(NamedTuple):
    """A row of a table. ``line`` is what a person sees in an editor or a spreadsheet, from 1."""

    line: int
    cells: list[str]


# As Row._make, which is written in Python and would be called for each row of a file.
row_of: Callable[[Iterable[Any]], Row] = partial(tuple.__new__, Row)


class Table(Protocol):
    """An opened file. Its rows can be gone through again, for instance with other columns."""

    def rows(self) -> Iterator[Row]:
        """Every row, blank ones too; :class:`bot.errors.BadInput` where it cannot go on."""


def pages(rows: Iterable[Row], size: int = PAGE_ROWS) -> Iterator[list[Row]]:
    """The rows in lists of at most ``size``, shorter where the rows are long."""
    remaining, page, work, seen = iter(rows), list[Row](), 0, 0
    while some := list(islice(remaining, min(_TOGETHER, size - len(page)))):
        # Where a page ends among them, one looks closer.
        is_short = work + (together := _work(some)) < PAGE_CHARACTERS
        parts = [(some, together)] if is_short else [([row], _work([row])) for row in some]
        for part, its_work in parts:
            page += part
            work += its_work
            if len(page) >= size or work >= PAGE_CHARACTERS:
                yield page
                page, work = [], 0
        seen += len(some)
        if seen > _MAX_LINES:
            raise too_many_rows()
    if page:
        yield page


def _work(rows: Iterable[Row]) -> int:
    cells = list(chain.from_iterable([row.cells for row in rows]))
    return len("".join(cells)) + _CELL_COST * len(cells)


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
