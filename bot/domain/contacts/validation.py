"""Turns rows into contacts: the one set of rules for lists, whatever way they came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from bot.domain.cells import has_hidden, shown, unguarded
from bot.domain.contacts.columns import ColumnGuess, Role
from bot.domain.contacts.rows import BadRow, Contact, Counts, Page, Problem, RowProblem, Warned
from bot.domain.contacts.table import MAX_ROWS, PAGE_ROWS, Row, Table, pages, too_many_rows
from bot.domain.contacts.typed import phones_in
from bot.domain.phones import Phone, PhoneProblem, mask_written, normalise
from bot.domain.policy import check_window, policy_from, shadowed_days, wire_moment
from bot.errors import BadInput
from bot.texts import N_

_REMEMBERED_POLICIES = 4_096
_LONGEST_CELL = 300


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for the whole list; a row's own cells win over it.

    ``region`` is the ISO 3166 country of numbers without a country code, ``zone`` that of dates
    without an offset, ``policy`` is in wire form. With ``now`` a window that is over is noticed.
    """

    region: str | None = None
    zone: tzinfo = UTC
    policy: Mapping[str, Any] = field(default_factory=dict)
    payload: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None


def validate(
    table: Table, guess: ColumnGuess, options: Options, size: int = PAGE_ROWS
) -> Iterator[tuple[Page, Counts]]:
    """The list in pages, each with the counts so far; give way to others between two pages."""
    validation = Validation(guess, options)
    for rows in pages(table.rows(), size):
        yield validation.page(rows), validation.counts


class _Bad(Exception):
    """One row is bad; the list goes on."""

    def __init__(self, problem: Problem, message: str, **values: Any) -> None:
        super().__init__(problem)
        self.problem, self.message, self.values = problem, message, values


class Validation:
    """Goes through a list once. Of equal numbers in the whole list the first is kept.

    Memory: one number and one line for each contact.
    """

    def __init__(self, guess: ColumnGuess, options: Options) -> None:
        if guess.phone is None:
            raise BadInput(N_("No column is chosen for the phone numbers. Nothing was changed."))
        self.counts = Counts()
        self._options = options
        self._data_from = guess.data_from
        self._guarded = guess.guarded
        self._width = len(guess.columns)
        self._phone = guess.phone.index
        self._named = [
            (c.index, c.key) for c in guess.columns if c.role is Role.PAYLOAD and c.header
        ]
        self._unnamed = [
            (c.index, c.key) for c in guess.columns if c.role is Role.PAYLOAD and not c.header
        ]
        self._policy = [(c.index, c.key) for c in guess.columns if c.role is Role.POLICY]
        self._policies: dict[tuple[str, ...], Mapping[str, Any]] = {}
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
        except _Bad as bad:
            page.bad.append(BadRow(row.line, bad.problem, bad.message, bad.values, row.cells))
            self.counts.problems[bad.problem] += 1

    def _contact(self, row: Row, position: int) -> Contact:
        cells = self._whole(row.cells)
        phone = self._number(cells[self._phone])
        policy = self._policy_of(cells) if self._policy else self._options.policy
        first = self._first_lines.get(number := int(phone.digits))
        if first is not None:
            raise _Bad(RowProblem.DUPLICATE, N_("The same number as in line {first}."), first=first)
        self._first_lines[number] = row.line
        warnings = self._warnings(phone, policy)
        return Contact(position, row.line, phone.digits, self._payload(cells), policy, warnings)

    def _whole(self, cells: list[str]) -> list[str]:
        """The cells of a row, as many as there are columns, with nothing hidden in them."""
        missing = self._width - len(cells)
        if missing < 0 and any(cells[self._width :]):
            raise _extra_cells(len(cells), self._width)
        if missing > 0:
            cells = cells + [""] * missing
        if not "".join(cells).isprintable():
            self._refuse_hidden(cells)
        return [unguarded(cell) for cell in cells] if self._guarded else cells

    def _refuse_hidden(self, cells: list[str]) -> None:
        for index, cell in enumerate(cells):
            if index != self._phone and has_hidden(cell):
                raise _Bad(
                    RowProblem.HIDDEN_CHARACTERS,
                    N_("Column {column} (“{value}”) holds characters that nobody can see."),
                    column=index + 1,
                    value=shown(cell),
                )

    def _number(self, cell: str) -> Phone:
        found = normalise(cell, self._options.region)
        if isinstance(found, Phone):
            return found
        several = len(phones_in(cell[:_LONGEST_CELL], self._options.region))
        if several > 1 and found is not PhoneProblem.EXTENSION:
            raise _Bad(
                RowProblem.SEVERAL_PHONES,
                N_("The cell holds {count} numbers: put each into a row of its own."),
                count=several,
            )
        value = shown(cell) if found is PhoneProblem.DIGITS_LOST else mask_written(cell)
        raise _Bad(found, found.message, value=value)

    def _policy_of(self, cells: list[str]) -> Mapping[str, Any]:
        """The row's policy; rows that say the same share one."""
        texts = tuple(cells[index] for index, _ in self._policy)
        if texts not in self._policies:
            if len(self._policies) >= _REMEMBERED_POLICIES:
                self._policies.clear()
            self._policies[texts] = self._parsed_policy(texts)
        return self._policies[texts]

    def _parsed_policy(self, texts: tuple[str, ...]) -> Mapping[str, Any]:
        named = {key: text for (_, key), text in zip(self._policy, texts, strict=True)}
        try:
            own = policy_from(named, self._options.zone)
            whole = {**self._options.policy, **own}
            check_window(whole)
        except BadInput as error:
            raise _Bad(RowProblem.POLICY, error.message, **error.values) from error
        return whole if own else self._options.policy

    def _payload(self, cells: list[str]) -> Mapping[str, str]:
        """Named columns always, so that a script finds them; others where they hold a text."""
        payload = {key: cells[index] for index, key in self._named}
        for index, key in self._unnamed:
            if cells[index]:
                payload[key] = cells[index]
        return {**self._options.payload, **payload} if self._options.payload else payload

    def _warnings(self, phone: Phone, policy: Mapping[str, Any]) -> tuple[Warned, ...]:
        if phone.valid and not policy:
            return ()
        noticed = _noticed(phone, policy, self._options.now)
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


def _extra_cells(cells: int, columns: int) -> _Bad:
    return _Bad(
        RowProblem.EXTRA_CELLS,
        N_(
            "The row has {cells} cells under {columns} columns: put a text that holds the "
            "separator between quotation marks."
        ),
        cells=cells,
        columns=columns,
    )
