"""Reads one row by its columns: the number, the payload, the call policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import chain
from typing import Any

from bot.domain.cells import has_hidden, shown, unguarded
from bot.domain.contacts.columns import ColumnGuess, Role
from bot.domain.contacts.rows import Problem, RowProblem
from bot.domain.contacts.table import Row
from bot.domain.contacts.typed import phones_in
from bot.domain.phones import Phone, PhoneProblem, mask_written, normalise
from bot.domain.plain_phones import plain_phones
from bot.domain.policy import check_window, policy_from
from bot.errors import BadInput
from bot.texts import N_

_REMEMBERED_POLICIES = 4_096
_LONGEST_CELL = 100
_DIGITS_OF_TWO = 14


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


class Bad(Exception):
    """One row is bad; the list goes on."""

    def __init__(self, problem: Problem, message: str, **values: Any) -> None:
        super().__init__(problem)
        self.problem, self.message, self.values = problem, message, values


class RowReader:
    """Knows the columns of a list. Its methods raise :class:`Bad` for a row that is left out."""

    def __init__(self, guess: ColumnGuess, options: Options) -> None:
        if guess.phone is None:
            raise BadInput(N_("No column is chosen for the phone numbers. Nothing was changed."))
        self._options = options
        self._guarded = guess.guarded
        self._width = len(guess.columns)
        self._phone = guess.phone.index
        payload = [column for column in guess.columns if column.role is Role.PAYLOAD]
        self._named = [(column.index, column.key) for column in payload if column.header]
        self._unnamed = [(column.index, column.key) for column in payload if not column.header]
        self._policy = [(c.index, c.key) for c in guess.columns if c.role is Role.POLICY]
        self._policies: dict[tuple[str, ...], Mapping[str, Any]] = {}

    def plain_numbers(self, rows: Sequence[Row]) -> list[str]:
        """The valid number in each row; an empty text where a row is to be looked at by itself.

        Of a row with a number here :meth:`whole` would change and refuse nothing, and
        :meth:`number` would say the same: so nearly all rows of a list need neither.
        """
        return plain_phones(self._plain_cells([row.cells for row in rows]), self._options.region)

    def _plain_cells(self, rows: Sequence[list[str]]) -> list[str]:
        place, has_width = self._phone, set(map(len, rows)) == {self._width}
        if has_width and not self._guarded and "".join(chain.from_iterable(rows)).isprintable():
            return [cells[place] for cells in rows]
        return [cells[place] if self._is_plain(cells) else "" for cells in rows]

    def _is_plain(self, cells: list[str]) -> bool:
        is_whole = len(cells) == self._width and not self._guarded
        return is_whole and "".join(cells).isprintable()

    def whole(self, cells: list[str]) -> list[str]:
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
                raise Bad(
                    RowProblem.HIDDEN_CHARACTERS,
                    N_("Column {column} (“{value}”) holds characters that nobody can see."),
                    column=index + 1,
                    value=shown(cell),
                )

    def number(self, cells: list[str]) -> Phone:
        """The row's number."""
        cell = cells[self._phone]
        found = normalise(cell, self._options.region)
        if isinstance(found, Phone):
            return found
        several = self._several(cell) if found is not PhoneProblem.EXTENSION else 0
        if several > 1:
            raise Bad(
                RowProblem.SEVERAL_PHONES,
                N_("The cell holds {count} numbers: put each into a row of its own."),
                count=several,
            )
        value = shown(cell) if found is PhoneProblem.DIGITS_LOST else mask_written(cell)
        raise Bad(found, found.message, value=value)

    def _several(self, cell: str) -> int:
        if len(cell) > _LONGEST_CELL or sum(map(str.isdigit, cell)) < _DIGITS_OF_TWO:
            return 0
        return len(phones_in(cell, self._options.region))

    def policy_of(self, cells: list[str]) -> Mapping[str, Any]:
        """The row's policy; rows that say the same share one."""
        if not self._policy:
            return self._options.policy
        texts = tuple(cells[index] for index, _ in self._policy)
        if texts not in self._policies:
            if len(self._policies) >= _REMEMBERED_POLICIES:
                self._policies.clear()
            self._policies[texts] = self._parsed(texts)
        return self._policies[texts]

    def _parsed(self, texts: tuple[str, ...]) -> Mapping[str, Any]:
        named = {key: text for (_, key), text in zip(self._policy, texts, strict=True)}
        try:
            own = policy_from(named, self._options.zone)
            whole = {**self._options.policy, **own}
            check_window(whole)
        except BadInput as error:
            raise Bad(RowProblem.POLICY, error.message, **error.values) from error
        return whole if own else self._options.policy

    @property
    def shared_policy(self) -> Mapping[str, Any] | None:
        """The policy of all rows; ``None`` where each row has cells of its own for it."""
        return None if self._policy else self._options.policy

    def payload(self, cells: list[str]) -> Mapping[str, str]:
        """Named columns always, so that a script finds them; others where they hold a text."""
        return self.payloads([cells])[0]

    def payloads(self, rows: Sequence[list[str]]) -> list[Mapping[str, str]]:
        """The same of many rows."""
        payloads: list[dict[str, str]] = [
            {key: cells[index] for index, key in self._named} for cells in rows
        ]
        for index, key in self._unnamed:
            for payload, cells in zip(payloads, rows, strict=True):
                if cells[index]:
                    payload[key] = cells[index]
        shared = self._options.payload
        return [{**shared, **payload} for payload in payloads] if shared else list(payloads)


def _extra_cells(cells: int, columns: int) -> Bad:
    return Bad(
        RowProblem.EXTRA_CELLS,
        N_(
            "The row has {cells} cells under {columns} columns: put a text that holds the "
            "separator between quotation marks."
        ),
        cells=cells,
        columns=columns,
    )
