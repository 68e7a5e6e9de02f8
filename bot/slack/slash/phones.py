"""Phones and call job IDs out of words, the way people write several in one line.

``+7 999 123-45-67, 8 (999) 123-45-68`` are two phones in six words. Where one ends is settled by
commas, line ends, a plus, and by length; what each of them is worth is not judged here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from bot.slack.slash.words import Word

# Fewer digits than this are the tail of the phone before them, never a phone of their own.
_SHORTEST_PHONE = 7
_ITEM = re.compile(r"[^,;\s]+|[,;]")
_PIECE = re.compile(r"#[0-9]{1,20}|[\d+().-]+")
_TRUNK_OR_COUNTRY = re.compile(r"\+|0|[0-9]$|[178][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Called:
    """The phones as typed, with one space for any between; the jobs as digits."""

    phones: tuple[str, ...]
    jobs: tuple[str, ...]


def read_called(words: Iterable[Word], fail: Callable[[Word], NoReturn]) -> Called:
    """The phones and jobs, in order; ``fail`` is told of a word that is neither."""
    phones: list[str] = []
    jobs: list[str] = []
    for run in _runs(_pieces(words, fail)):
        if run[0].startswith("#"):
            jobs.append(run[0][1:])
        elif _digits(run):
            phones.extend(_phones_of(run))
        else:
            fail(Word(" ".join(run)))
    return Called(tuple(phones), tuple(jobs))


def _pieces(words: Iterable[Word], fail: Callable[[Word], NoReturn]) -> Iterator[tuple[str, bool]]:
    """The pieces between spaces, and whether each stands apart from the one before it."""
    apart = False
    for word in words:
        apart = apart or word.apart or word.kind == "tel"
        for item in _ITEM.findall(_visible(word.text)):
            if item in ",;":
                apart = True
            elif _PIECE.fullmatch(item):
                yield item, apart
                apart = False
            else:
                fail(word)
        apart = apart or word.kind == "tel"


def _visible(text: str) -> str:
    """Without the direction marks that phones' address books copy along with a number."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def _runs(pieces: Iterable[tuple[str, bool]]) -> Iterator[list[str]]:
    """Pieces that may belong to one phone, or are a job ID alone."""
    run: list[str] = []
    for piece, apart in pieces:
        begins = piece.lstrip("(").startswith("+") or piece.startswith("#")
        if run and (apart or begins or run[0].startswith("#")):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _phones_of(run: list[str]) -> Iterator[str]:
    left, phone, held = _digits(run), list[str](), 0
    for piece in run:
        if phone and left >= _SHORTEST_PHONE and held >= _whole(phone[0]):
            yield " ".join(phone)
            phone, held = [], 0
        size = _digits([piece])
        phone.append(piece)
        left, held = left - size, held + size
    yield " ".join(phone)


def _whole(first: str) -> int:
    """How many digits make a phone whole that begins so: one more after a trunk or country code."""
    return 11 if _TRUNK_OR_COUNTRY.match(first.translate({ord("("): None, ord(")"): None})) else 10


def _digits(pieces: Iterable[str]) -> int:
    return sum(character.isdecimal() for piece in pieces for character in piece)
