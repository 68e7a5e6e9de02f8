"""A command's text as words, the way Slack delivers it and people paste it.

Slack sends ``<tel:+16502530000|+1 650-253-0000>``, ``<@U123|anna>``, ``<!subteam^S123|@sales>``,
``<#C123|general>``, ``<https://…|label>`` and the entities ``&amp; &lt; &gt;``; phones and word
processors add curly quotes, dashes and spaces of every width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["plain", "quoted", "tel", "user", "group", "channel"]

_PLAIN = {
    **dict.fromkeys(map(ord, "“”„‟«»″`"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
    ord("＋"): "+",
    ord("＃"): "#",
    ord("，"): ",",
    ord("；"): ";",
    ord("、"): ",",
}
_PIECES = re.compile(
    r"""
    <(?P<mark>[^<>]*)>
    | "(?P<double>[^"<\n]*)" | '(?P<single>[^'<\n]*)'
    | (?P<break>[\r\n\v\f\x85\u2028\u2029])
    | \s
    | (?P<plain>[^\s<]+)
    | <
    """,
    re.VERBOSE,
)
_MARKS: tuple[tuple[str, Kind], ...] = (
    ("tel:", "tel"),
    ("@", "user"),
    ("!subteam^", "group"),
    ("#", "channel"),
)
_ENTITIES = re.compile("&(amp|lt|gt);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}
_LEADING_MENTION = re.compile(r"\s*<@[^<>]*>[\s:,;.!-]*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word; ``apart`` if a comma, a semicolon or the end of a line stands before it."""

    text: str
    kind: Kind = "plain"
    apart: bool = False

    @property
    def key(self) -> str:
        """What keywords are compared by."""
        return self.text.casefold()


def split_words(text: str) -> list[Word]:
    """The words of a command's text, punctuation around them taken off."""
    words: list[Word] = []
    apart = False
    for found in _PIECES.finditer(text.translate(_PLAIN)):
        word = _word(found, apart)
        if word:
            words.append(word)
        apart = _sets_apart(found) or (apart and word is None)
    return words


def strip_mention(text: str) -> str:
    """The text of a mention without the bot's name in front: ``<@UBOT>: pause spring``."""
    found = _LEADING_MENTION.match(text)
    return text[found.end() :] if found else text


def _word(found: re.Match[str], apart: bool) -> Word | None:
    if found["mark"] is not None:
        text, kind = _read_mark(found["mark"])
    elif found["plain"] is not None:
        text, kind = _bare(_decode(found["plain"])), "plain"
    else:
        text, kind = _decode(found["double"] or found["single"] or ""), "quoted"
    return Word(text, kind, apart) if text.strip() else None


def _read_mark(mark: str) -> tuple[str, Kind]:
    target, _, label = mark.partition("|")
    for start, kind in _MARKS:
        if target.startswith(start):
            return target.removeprefix(start), kind
    return _decode(label or target), "plain"


def _bare(text: str) -> str:
    """Without the punctuation of a sentence; nothing is left of a lone dash."""
    return text.strip("\"',;").rstrip("\"':!?.,;") if text.strip("-\"':!?.,;") else ""


def _decode(text: str) -> str:
    return _ENTITIES.sub(lambda found: _CHARACTERS[found[1]], text)


def _sets_apart(found: re.Match[str]) -> bool:
    plain = _decode(found["plain"] or "")
    return found["break"] is not None or plain.rstrip("\"'").endswith((",", ";"))
