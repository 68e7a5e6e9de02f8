"""Which column holds what: a guess from header and content, which a person may correct."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.cells import shown
from bot.domain.policy import POLICY_CELLS
from bot.errors import BadInput
from bot.texts import N_


class Role(StrEnum):
    """What a column is for."""

    PHONE = "phone"
    POLICY = "policy"
    PAYLOAD = "payload"
    IGNORED = "ignored"


COLUMN_FIELD = "column_"
"""The input of a column in a form is named this and the column's index."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key`` is the policy field or the payload key that its cells are for."""

    index: int
    header: str
    role: Role
    key: str


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """The columns of a table; its contacts begin at line ``data_from``."""

    columns: tuple[Column, ...]
    data_from: int = 1
    guarded: bool = False
    """A file of bad rows that came from here, mended: its cells carry our apostrophes."""
    sheet: str = ""
    """The sheet of a workbook that the columns are of."""
    unread: tuple[str, ...] = ()
    """Its other sheets that have rows."""

    @property
    def phone(self) -> Column | None:
        """The column of the numbers, if there is one."""
        return next((c for c in self.columns if c.role is Role.PHONE), None)

    def with_role(self, index: int, role: Role, key: str = "") -> ColumnGuess:
        """The same with one column put right; a column that had a role of which there is one
        (the phone, a policy field) becomes payload."""
        if role is Role.POLICY and key not in POLICY_CELLS:
            raise BadInput(N_("There is no policy field “{field_name}”."), field_name=shown(key))
        chosen = replace(self.columns[index], role=role, key=key)
        single = role in (Role.PHONE, Role.POLICY)
        rest = (_freed(c, chosen) if single else c for c in self.columns)
        return replace(self, columns=distinct([chosen if c.index == index else c for c in rest]))


def _freed(column: Column, chosen: Column) -> Column:
    taken = column.role is chosen.role and (chosen.role is Role.PHONE or column.key == chosen.key)
    return replace(column, role=Role.PAYLOAD, key="") if taken else column


ONE_PHONE = ColumnGuess((Column(0, "", Role.PHONE, ""),))
"""The columns of a list that holds nothing but numbers."""


def distinct(columns: list[Column]) -> tuple[Column, ...]:
    """Give every payload column a key of its own: its header, or ``column3`` without one."""
    used: set[str] = set()
    named: list[Column] = []
    for column in columns:
        if column.role is Role.PAYLOAD:
            wanted = column.key or column.header or f"column{column.index + 1}"
            column = replace(column, key=_free(wanted, used))
            used.add(column.key)
        named.append(column)
    return tuple(named)


def _free(wanted: str, used: set[str]) -> str:
    key, number = wanted, 1
    while key in used:
        number += 1
        key = f"{wanted} {number}"
    return key
