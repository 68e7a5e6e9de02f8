"""Turns rows into contacts: the one set of rules for lists, whatever way they came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count, repeat
from typing import Any

from bot.domain.contacts.columns import ColumnGuess
from bot.domain.contacts.reading import Bad, Options, RowReader
from bot.domain.contacts.rows import BadRow, Contact, Counts, Page, RowProblem, Warned, contact_of
from bot.domain.contacts.table import MAX_ROWS, PAGE_ROWS, Row, Table, pages, too_many_rows
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
        filled = [row for row in rows if row.line >= self._data_from and any(row.cells)]
        numbers = self._reader.plain_numbers(filled)
        begin = 0
        for odd in [at for at, number in enumerate(numbers) if not number]:
            self._judge_plain(filled[begin:odd], numbers[begin:odd], page)
            self._judge(filled[odd], "", page)
            begin = odd + 1
        self._judge_plain(filled[begin:], numbers[begin:], page)
        self.counts.total += len(page.contacts) + len(page.bad)
        self.counts.ready += len(page.contacts)
        if self.counts.total > MAX_ROWS:
            raise too_many_rows()
        return page

    def _judge_plain(self, rows: Sequence[Row], numbers: Sequence[str], page: Page) -> None:
        """Rows in whose cells and numbers nothing is odd, at once, if nothing is odd among them."""
        policy = self._reader.shared_policy
        lines = [row.line for row in rows]
        if policy is None or not self._are_new(numbers, lines):
            for row, number in zip(rows, numbers, strict=True):
                self._judge(row, number, page)
            return
        payloads = self._reader.payloads([row.cells for row in rows])
        warnings = self._warnings(policy, times=len(rows)) if policy else ()
        positions = count(self.counts.ready + len(page.contacts))
        values = zip(positions, lines, numbers, payloads, repeat(policy), repeat(warnings))
        page.contacts.extend(map(contact_of, values))

    def _are_new(self, numbers: Sequence[str], lines: Sequence[int]) -> bool:
        """Whether none of them came before; they are noted then."""
        new = dict(zip(map(int, numbers), lines, strict=True))
        if len(new) < len(numbers) or not self._first_lines.keys().isdisjoint(new):
            return False
        self._first_lines.update(new)
        return True

    def _judge(self, row: Row, plain: str, page: Page) -> None:
        position = self.counts.ready + len(page.contacts)
        try:
            contact = self._plain(row, plain, position) if plain else self._read(row, position)
            page.contacts.append(contact)
        except Bad as bad:
            page.bad.append(BadRow(row.line, bad.problem, bad.message, bad.values, row.cells))
            self.counts.problems[bad.problem] += 1

    def _plain(self, row: Row, number: str, position: int) -> Contact:
        policy, payload = self._reader.policy_of(row.cells), self._reader.payload(row.cells)
        self._note(number, row.line)
        warnings = self._warnings(policy) if policy else ()
        return Contact(position, row.line, number, payload, policy, warnings)

    def _read(self, row: Row, position: int) -> Contact:
        read = self._reader
        cells = read.whole(row.cells)
        phone, policy, payload = read.number(cells), read.policy_of(cells), read.payload(cells)
        self._note(phone.digits, row.line)
        warnings = () if phone.valid and not policy else self._warnings(policy, valid=phone.valid)
        return Contact(position, row.line, phone.digits, payload, policy, warnings)

    def _note(self, number: str, line: int) -> None:
        first = self._first_lines.get(digits := int(number))
        if first is not None:
            raise Bad(RowProblem.DUPLICATE, N_("The same number as in line {first}."), first=first)
        self._first_lines[digits] = line

    def _warnings(
        self, policy: Mapping[str, Any], *, valid: bool = True, times: int = 1
    ) -> tuple[Warned, ...]:
        noticed = _noticed(policy, self._now, valid=valid)
        self.counts.warnings.update(noticed * times)
        return noticed


def _noticed(policy: Mapping[str, Any], now: datetime | None, *, valid: bool) -> tuple[Warned, ...]:
    finish = policy.get("finishDateTime")
    found = {
        Warned.UNUSUAL_NUMBER: not valid,
        Warned.SHADOWED_HOURS: bool(shadowed_days(policy)),
        Warned.WINDOW_OVER: bool(finish and now and finish <= wire_moment(now)),
    }
    return tuple(warned for warned, holds in found.items() if holds)
