"""Numbers in text that people type or paste: commands, modals, messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.contacts.columns import ONE_PHONE, ColumnGuess
from bot.domain.contacts.delimited import DelimitedTable
from bot.domain.contacts.guess import guess_columns
from bot.domain.contacts.headers import phone_rank
from bot.domain.contacts.table import Row, Table, head
from bot.domain.phones import Phone, PhoneProblem, normalise

_LINK = re.compile(r"<tel:([^|<>]+)(?:\|[^<>]*)?>")
_OTHER_LINK = re.compile(r"<[@#!a-z][^<>\n]*>")
_SEPARATORS = re.compile(r"[,;\t|\"“”„«»]+")
_PLUS = re.compile(r"(?<=[\w)])\s*(?=[+＋])")
_DIGIT_WORD = re.compile(r"(?=.*\d)[+＋]?[\d().\-‐-―−/]+|[(\-)‐-―−/+]+")
_LIST_NUMBER = re.compile(r"\d{1,4}[.)]?\s+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{2,4}")
_MOST_DIGITS = 15
_WHOLE_NUMBER = 11
_FEWEST_DIGITS = 5
_FEWEST_POSSIBLE = 7


class TypedTable:
    """Numbers found in a text: a row each, one column. ``strict`` as for :func:`phones_in`."""

    def __init__(self, text: str, region: str | None, *, strict: bool) -> None:
        self._text, self._region, self._strict = text, region, strict

    def rows(self) -> Iterator[Row]:
        """A row for each number, and for each text that was meant as one."""
        return _found(self._text, self._region, strict=self._strict)


def read_text(
    text: str, region: str | None = None, *, strict: bool = False
) -> tuple[Table, ColumnGuess]:
    """A list that was typed or pasted; one with a header is read as the table that it is."""
    first = text.lstrip().split("\n", 1)[0]
    cells = re.split(r"[,;\t|]", first)
    if len(cells) > 1 and any(phone_rank(cell) is not None for cell in cells):
        table = DelimitedTable(text.encode("utf-8", "replace"))
        return table, guess_columns(head(table), region)
    return TypedTable(text, region, strict=strict), ONE_PHONE


def phones_in(text: str, region: str | None = None, *, strict: bool = False) -> list[str]:
    """The numbers of a text, each as it was written, bad ones too.

    In a message words, dates and short figures are passed over. In a field that is meant for
    numbers (``strict``) every line, and every part between commas, counts as one.
    """
    return [row.cells[0] for row in _found(text, region, strict=strict)]


def _found(text: str, region: str | None, *, strict: bool) -> Iterator[Row]:
    plain = _OTHER_LINK.sub(",", _LINK.sub(r",\1,", text))
    for line, words in enumerate(plain.splitlines(), start=1):
        for piece in _SEPARATORS.split(words):
            if part := piece.strip():
                for number in _numbers(part, region, strict=strict):
                    yield Row(line, [number])


def _numbers(part: str, region: str | None, *, strict: bool) -> Iterator[str]:
    whole = normalise(part, region)
    if isinstance(whole, Phone) or whole is PhoneProblem.EXTENSION:
        yield part
        return
    numbered = _LIST_NUMBER.match(part)
    if numbered and isinstance(normalise(part[numbered.end() :], region), Phone):
        yield part[numbered.end() :]
        return
    nothing = True
    for run in _runs(_PLUS.sub(" ", part.replace("/", " ")).split(), strict=strict):
        for number in _cut(run, region):
            nothing = False
            yield number
    if nothing and strict:
        yield part


def _runs(words: list[str], *, strict: bool) -> Iterator[list[str]]:
    """Words of digits that stand together and are long enough to be meant as a number."""
    run: list[str] = []
    for word in [*words, ""]:
        if _DIGIT_WORD.fullmatch(word) and (strict or not _DATE.fullmatch(word)):
            run.append(word)
        elif run:
            if _digits(run) >= _FEWEST_DIGITS:
                yield run
            run = []


def _cut(run: list[str], region: str | None) -> Iterator[str]:
    """Cut a run into numbers: the longest that is valid, else the longest that is possible."""
    while run:
        length = _length(run, region)
        number, run = " ".join(run[:length]), run[length:]
        if any(map(str.isdigit, number)):
            yield number.strip(" -‐‑‒–—―−.")


def _length(run: list[str], region: str | None) -> int:
    best, valid = 0, False
    for length in range(1, len(run) + 1):
        digits = _digits(run[:length])
        if length > 1 and (digits > _MOST_DIGITS or run[length - 1][0] in "+＋"):
            break
        if digits < _FEWEST_POSSIBLE:
            continue
        found = normalise(" ".join(run[:length]), region)
        if isinstance(found, Phone) and (found.valid or not valid):
            best, valid = length, found.valid
        if length == 1 and valid and _digits(run[:1]) >= _WHOLE_NUMBER:
            break
    return best or _to_next_plus(run)


def _to_next_plus(run: list[str]) -> int:
    """Nothing fits: a word long enough to be a number fails alone, short ones fail together."""
    if _digits(run[:1]) >= _WHOLE_NUMBER - 1:
        return 1
    stops = (i for i in range(1, len(run)) if run[i][0] in "+＋" or _digits(run[i : i + 1]) >= 10)
    return next(stops, len(run))


def _digits(words: list[str]) -> int:
    return sum(map(str.isdigit, "".join(words)))
