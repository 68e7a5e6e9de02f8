"""Turns rows into contacts: the one set of rules for lists, whatever way they came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.domain.contacts.columns import ColumnGuess
from bot.domain.contacts.reading import Bad, Options, RowReader
from bot.domain.contacts.rows import BadRow, Contact, Counts, Page, RowProblem, Warned
from bot.domain.contacts.table import MAX_ROWS, PAGE_ROWS, Row, Table, pages, too_many_rows
from bot.domain.phones import Phone
from bot.domain.policy import shadowed_days, wire_moment
from bot.texts import N_


def validate(
    table: Table, guess: ColumnGuess, options: Options, size: int = PAGE_ROWS
) -> Iterator[tuple[Page, Counts]]:
    """The list in pages, each with the counts so far; give way to others between two pages."""
    validation = Validation(guess, options)
    for rows in pages(table.rows(), size):
        yield validation.page(rows), validation.counts


class Validation:
    """Goes through a list once. Of equal numbers in the whole list the first is kept.

    Memory: one number and one line for each contact.
    """

    def __init__(self, guess: ColumnGuess, options: Options) -> None:
        self.counts = Counts()
        self._reader = RowReader(guess, options)
        self._data_from = guess.data_from
        self._now = options.now
        self._first_lines: dict[int, int] = {}

    def page(self, rows: Iterable[Row]) -> Page:
        """Judge the next rows; :class:`BadInput` beyond 100,000."""
        page = Page([], [])
        for row in rows:
            if row.line >= self._data_from and any(row.cells):
                self._judge(row, page)
        self.counts.total += len(page.contacts) + len(page.bad)
        self.counts.ready += len(page.contacts)
        if self.counts.total > MAX_ROWS:
            raise too_many_rows()
        return page

    def _judge(self, row: Row, page: Page) -> None:
        try:
            page.contacts.append(self._contact(row, self.counts.ready + len(page.contacts)))
        except Bad as bad:
            page.bad.append(BadRow(row.line, bad.problem, bad.message, bad.values, row.cells))
            self.counts.problems[bad.problem] += 1

    def _contact(self, row: Row, position: int) -> Contact:
        read = self._reader
        cells = read.whole(row.cells)
        phone, policy, payload = read.number(cells), read.policy_of(cells), read.payload(cells)
        first = self._first_lines.get(number := int(phone.digits))
        if first is not None:
            raise Bad(RowProblem.DUPLICATE, N_("The same number as in line {first}."), first=first)
        self._first_lines[number] = row.line
        warnings = self._warnings(phone, policy)
        return Contact(position, row.line, phone.digits, payload, policy, warnings)

    def _warnings(self, phone: Phone, policy: Mapping[str, Any]) -> tuple[Warned, ...]:
        if phone.valid and not policy:
            return ()
        noticed = _noticed(phone, policy, self._now)
        self.counts.warnings.update(noticed)
        return noticed


def _noticed(phone: Phone, policy: Mapping[str, Any], now: datetime | None) -> tuple[Warned, ...]:
    finish = policy.get("finishDateTime")
    found = {
        Warned.UNUSUAL_NUMBER: not phone.valid,
        Warned.SHADOWED_HOURS: bool(shadowed_days(policy)),
        Warned.WINDOW_OVER: bool(finish and now and finish <= wire_moment(now)),
    }
    return tuple(warned for warned, holds in found.items() if holds)
