"""The file of bad rows: what was wrong with each, beside its cells, ready to be mended and sent."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from bot.domain.contacts.columns import Column, ColumnGuess, Role
from bot.domain.contacts.export import Cell, Kind, open_writer
from bot.domain.contacts.rows import BadRow
from bot.texts import N_, Texts

LINE, REASON = N_("line"), N_("reason")
"""The first two headers; :func:`bot.domain.contacts.read` knows them again and passes over them."""


def reject_columns(guess: ColumnGuess, t: Texts) -> list[str]:
    """The headers: line, reason, and those of the list itself."""
    return [t(LINE), t(REASON), *(_header(column) for column in guess.columns)]


def reject_rows(bad: Iterable[BadRow], t: Texts) -> Iterator[list[Cell]]:
    """The rows, each with its sentence in the reader's language."""
    for row in bad:
        yield [row.line, t(row.message, **row.values), *row.cells]


def reject_file(guess: ColumnGuess, bad: Iterable[BadRow], t: Texts, kind: Kind = "csv") -> bytes:
    """The whole file at once, for lists of a few thousand bad rows."""
    target = io.BytesIO()
    with open_writer(target, reject_columns(guess, t), kind) as table:
        table.write(reject_rows(bad, t))
    return target.getvalue()


def _header(column: Column) -> str:
    return column.header or column.key or (Role.PHONE.value if column.role is Role.PHONE else "")
