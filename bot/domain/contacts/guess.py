"""Guesses which column holds what, from the header's words and from the content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from bot.domain.cells import has_hidden, shown, unguarded
from bot.domain.contacts.columns import Column, ColumnGuess, Role, distinct
from bot.domain.contacts.headers import is_reject_file, phone_rank, policy_field
from bot.domain.contacts.table import Row
from bot.domain.phones import Phone, normalise
from bot.errors import BadInput
from bot.texts import N_

_HEADER_SEARCH = 10
_MOST_TRIALS = 1_000
_LIKE_A_PHONE = re.compile(r"\W{0,3}\d[\d\s().\-]{5,20}\W?")
_SOME_DIGITS = re.compile(r"(?:\D*\d){5}")


def guess_columns(rows: Sequence[Row], region: str | None = None) -> ColumnGuess:
    """Guess from the first rows of a table.

    The header is a row with a word for phone, or else what stands above the first number; title
    lines above it are passed over. :class:`BadInput` if no column can be the phone.
    """
    if not rows:
        raise BadInput(N_("The list is empty. Nothing was changed."))
    header = next((row for row in rows[:_HEADER_SEARCH] if _names_phone(row.cells)), None)
    data = [row for row in rows if header is None or row.line > header.line]
    scores = _scores(data, region)
    if header is None:
        header = _above_first_number(rows, scores)
    phone = _phone_index(header.cells if header else [], scores)
    if phone is None:
        raise _no_phone_column()
    return _laid_out(header, phone, max(len(row.cells) for row in rows))


def _names_phone(cells: list[str]) -> bool:
    named = any(phone_rank(cell) is not None for cell in cells)
    return named and not any(_LIKE_A_PHONE.fullmatch(cell.strip()) for cell in cells)


def _scores(rows: Sequence[Row], region: str | None) -> dict[int, float]:
    """How many numbers each column holds; a number outside its plan counts little."""
    scores: dict[int, float] = {}
    cells = ((index, cell) for row in rows for index, cell in enumerate(row.cells))
    candidates = ((i, cell) for i, cell in cells if _LIKE_A_PHONE.fullmatch(cell))
    for index, cell in islice(candidates, _MOST_TRIALS):
        found = normalise(cell, region)
        if isinstance(found, Phone):
            scores[index] = scores.get(index, 0) + (1 if found.valid else 0.2)
    return scores


def _above_first_number(rows: Sequence[Row], scores: dict[int, float]) -> Row | None:
    column = max(scores, key=lambda index: scores[index], default=None)
    if column is None:
        return None
    above = None
    for row in rows[:_HEADER_SEARCH]:
        if len(row.cells) > column and _SOME_DIGITS.match(row.cells[column]):
            return above
        above = row
    return above


def _phone_index(header: list[str], scores: dict[int, float]) -> int | None:
    """A sure word wins; a vague one (``номер``) only over columns that hold no numbers."""
    ranks = {i: rank for i, cell in enumerate(header) if (rank := phone_rank(cell)) is not None}
    by_name = min(
        ranks, key=lambda i: (not scores.get(i), ranks[i], -scores.get(i, 0)), default=None
    )
    by_content = max(scores, key=lambda i: scores[i], default=None)
    if by_name is None or (
        ranks[by_name] > 1 and not scores.get(by_name) and by_content is not None
    ):
        return by_content
    return by_name


def _laid_out(header: Row | None, phone: int, width: int) -> ColumnGuess:
    names = [_clean(name, i) for i, name in enumerate(header.cells if header else [])]
    width = len(names) if names else width
    own = is_reject_file(names)
    names = [unguarded(name) for name in names] if own else names
    columns: list[Column] = []
    taken: set[str] = set()
    for index in range(width):
        name = names[index] if names else ""
        columns.append(_column(index, name, phone=index == phone, own=own, taken=taken))
    return ColumnGuess(distinct(columns), header.line + 1 if header else 1, own)


def _column(index: int, name: str, *, phone: bool, own: bool, taken: set[str]) -> Column:
    if phone:
        return Column(index, name, Role.PHONE, "")
    if own and index < 2:
        return Column(index, name, Role.IGNORED, "")
    field = policy_field(name)
    if field and field not in taken:
        taken.add(field)
        return Column(index, name, Role.POLICY, field)
    return Column(index, name, Role.PAYLOAD, "")


def _clean(name: str, index: int) -> str:
    if has_hidden(name):
        raise BadInput(
            N_(
                "The header of column {column} (“{value}”) holds control characters that nobody "
                "can see. Nothing was changed. Type that header again."
            ),
            column=index + 1,
            value=shown(name),
        )
    return " ".join(name.split())


def _no_phone_column() -> BadInput:
    return BadInput(
        N_(
            "No column of this list holds phone numbers. Nothing was changed. Name the column "
            "“phone” in the first row, and write the numbers with + and their country code."
        )
    )
