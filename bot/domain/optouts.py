"""Numbers that must never be called again: how a list of them is read, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.contacts import MAX_ROWS, ColumnGuess, Options, Row, Table, pages
from bot.domain.contacts.reading import Bad, RowReader
from bot.domain.contacts.rows import Problem
from bot.domain.contacts.table import too_many_rows
from bot.texts import N_

OPTED_OUT = "opted_out"
"""The reason that rows of a batch are held or taken out for."""

OPTED_OUT_LABEL = N_("never to be called")

PAGE = 500
"""Numbers that are looked up at a time."""


@dataclass(slots=True)
class ReadPage:
    """Numbers of a list as E.164 digits, each once, and how many rows were none, by problem."""

    phones: list[str] = field(default_factory=list, repr=False)
    bad: dict[Problem, int] = field(default_factory=dict)


def read_numbers(table: Table, columns: ColumnGuess, region: str | None) -> Iterator[ReadPage]:
    """The numbers of a list in pages, whatever else its rows hold.

    A row that would not be called because of its policy or its other cells counts all the same:
    what somebody asked for does not hang on the rest of the line.
    """
    reader, total = RowReader(columns, Options(region=region)), 0
    for rows in pages(table.rows(), PAGE):
        page = ReadPage()
        for row in rows:
            if row.line >= columns.data_from and any(row.cells):
                _read(reader, columns, row, page)
        page.phones = list(dict.fromkeys(page.phones))
        total += len(page.phones) + sum(page.bad.values())
        if total > MAX_ROWS:
            raise too_many_rows()
        yield page


def _read(reader: RowReader, columns: ColumnGuess, row: Row, page: ReadPage) -> None:
    missing = len(columns.columns) - len(row.cells)
    try:
        page.phones.append(reader.number(row.cells + [""] * missing).digits)
    except Bad as bad:
        page.bad[bad.problem] = page.bad.get(bad.problem, 0) + 1


@dataclass(frozen=True, slots=True)
class Left:
    """Call jobs of one campaign that could not be canceled, and why: a message id."""

    campaign: str
    jobs: int
    why: str


@dataclass(slots=True)
class OptedOut:
    """What came of an opt-out.

    ``new`` numbers are never called from now on, ``known`` ones were opted out before; ``held`` are
    rows of lists that will not be sent, ``under_way`` those that are being sent at this moment.
    """

    new: int = 0
    known: int = 0
    bad: dict[Problem, int] = field(default_factory=dict)
    held: int = 0
    under_way: int = 0
    canceled: int = 0
    left: list[Left] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many numbers were named."""
        return self.new + self.known

    def note(self, page: ReadPage) -> None:
        """Count the rows that were no numbers."""
        for problem, count in page.bad.items():
            self.bad[problem] = self.bad.get(problem, 0) + count


@dataclass(frozen=True, slots=True)
class OptedIn:
    """What came of taking opt-outs back: how many could be called again, how many never were."""

    removed: int
    unknown: int
    bad: int
