"""Which sheet of a workbook holds the contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.contacts.columns import ColumnGuess
from bot.domain.contacts.guess import guess_columns
from bot.domain.contacts.table import Table, head
from bot.errors import BadInput


def choose_sheet(
    sheets: Mapping[str, Table], region: str | None = None
) -> tuple[Table, ColumnGuess]:
    """The first sheet that has a column of phones, and what its columns hold.

    Title sheets and legends stand before it. :class:`BadInput` says of the first sheet what it
    lacks, if all lack it.
    """
    troubles: list[BadInput] = []
    for name, table in sheets.items():
        try:
            guess = guess_columns(head(table), region)
        except BadInput as trouble:
            troubles.append(trouble)
        else:
            unread = tuple(other for other in sheets if other != name)
            return table, replace(guess, sheet=name, unread=unread)
    raise troubles[0]
