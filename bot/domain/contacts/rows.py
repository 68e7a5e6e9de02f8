"""What a row of a contact list becomes: a contact to call, or a bad row with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from bot.domain.phones import PhoneProblem, mask
from bot.texts import N_


class RowProblem(StrEnum):
    """Why a row is bad though its number may be good."""

    DUPLICATE = "duplicate"
    SEVERAL_PHONES = "several_phones"
    HIDDEN_CHARACTERS = "hidden_characters"
    EXTRA_CELLS = "extra_cells"
    POLICY = "policy"


Problem = PhoneProblem | RowProblem

PROBLEM_LABELS: dict[Problem, str] = {
    PhoneProblem.EMPTY: N_("no phone number"),
    PhoneProblem.NOT_A_PHONE: N_("not a phone number"),
    PhoneProblem.NO_COUNTRY_CODE: N_("no country code"),
    PhoneProblem.TOO_SHORT: N_("too short"),
    PhoneProblem.TOO_LONG: N_("too long"),
    PhoneProblem.EXTENSION: N_("with an extension"),
    PhoneProblem.DIGITS_LOST: N_("digits lost in a spreadsheet"),
    RowProblem.DUPLICATE: N_("the same number again"),
    RowProblem.SEVERAL_PHONES: N_("several numbers in one cell"),
    RowProblem.HIDDEN_CHARACTERS: N_("invisible characters"),
    RowProblem.EXTRA_CELLS: N_("more cells than the header"),
    RowProblem.POLICY: N_("call policy not understood"),
}
"""A few words for each kind of problem, for counts: message ids."""


class Warned(StrEnum):
    """What a contact that will be called may still be worth a look for."""

    UNUSUAL_NUMBER = "unusual_number"
    SHADOWED_HOURS = "shadowed_hours"
    WINDOW_OVER = "window_over"


WARNING_LABELS: dict[Warned, str] = {
    Warned.UNUSUAL_NUMBER: N_("possible, but in no known number plan"),
    Warned.SHADOWED_HOURS: N_("hours for days that allowedDays leaves out"),
    Warned.WINDOW_OVER: N_("the last moment to call has passed"),
}


class Contact(NamedTuple):
    """Someone to call. ``position`` is the place among the contacts, from 0.

    ``policy`` is part of a ``CallJobParameters`` on the wire. ``payload`` and ``policy`` may be
    shared by contacts: they are for reading.
    """

    position: int
    line: int
    phone: str
    payload: Mapping[str, str]
    policy: Mapping[str, Any]
    warnings: tuple[Warned, ...] = ()

    def __repr__(self) -> str:
        return f"Contact(line={self.line}, phone={mask(self.phone)})"


# As Contact._make, which is written in Python and would be called for each row of a list.
contact_of: Callable[[Iterable[Any]], Contact] = partial(tuple.__new__, Contact)


class BadRow(NamedTuple):
    """A row that is left out: ``message`` with ``values`` is the sentence that says why.

    ``cells`` are as they were, for the file of bad rows; the values are short, masked and safe.
    """

    line: int
    problem: Problem
    message: str
    values: Mapping[str, Any]
    cells: list[str]

    def __repr__(self) -> str:
        return f"BadRow(line={self.line}, problem={self.problem})"


class Page(NamedTuple):
    """The outcome of one page of rows, in their order."""

    contacts: list[Contact]
    bad: list[BadRow]


@dataclass(slots=True)
class Counts:
    """How many rows of a list became what."""

    total: int = 0
    ready: int = 0
    problems: Counter[Problem] = field(default_factory=Counter)
    warnings: Counter[Warned] = field(default_factory=Counter)

    @property
    def duplicates(self) -> int:
        """Rows whose number came before."""
        return self.problems[RowProblem.DUPLICATE]

    @property
    def bad(self) -> int:
        """Rows that are left out for any other reason."""
        return self.problems.total() - self.duplicates
