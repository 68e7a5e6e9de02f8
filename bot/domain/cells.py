"""Cells that came from people or files: what may not be in them, and how to show them safely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_LIKE_A_PHONE = re.compile(
    r"(?!\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4})"
    r"(?:\+\d(?:[\s().\-]{0,2}\d){6,}|\d(?:[\s().\-]{0,2}\d){9,})"
)
# Without its country's code a number may be as short as many a figure.
_SHORT = re.compile(r"\d(?:[\s().\-]{0,2}\d){6,8}")
# What is no number to the two patterns above is none to this one.
_SEVEN_DIGITS = re.compile(r"\d(?:[\s().\-]{0,2}\d){6}")
_BETWEEN = "\0"
_LONGEST_CELL = 32_767


def has_hidden(text: str) -> bool:
    """Control characters, direction overrides or broken Unicode: nobody sees what is there."""
    return not text.isprintable() and _HIDDEN.search(text) is not None


def shown(text: str, longest: int = 40, *, of: str = "") -> str:
    """A value for a sentence: on one line, short, nothing unseen in it, phone numbers masked.

    ``of`` as for :func:`phones_hidden`.
    """
    plain = " ".join("".join(c if c.isprintable() else " " for c in text[:1_000]).split())
    plain = phones_hidden(plain, of)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def phones_hidden(text: str, of: str = "") -> str:
    """The text with everything that may be a phone number reduced to its last two digits.

    ``of`` are the digits of whom the text is about: the end of that number is hidden too, which is
    how the people of its country write it.
    """
    if not _SEVEN_DIGITS.search(text):
        return text
    text = _LIKE_A_PHONE.sub(_masked, text)
    return _SHORT.sub(lambda found: _masked(found) if _ends(of, found[0]) else found[0], text)


def may_hold_phones(texts: Iterable[str]) -> bool:
    """Whether :func:`phones_hidden` might change one of these: a quick look at all of them."""
    return _SEVEN_DIGITS.search(_BETWEEN.join(texts)) is not None


def _masked(found: re.Match[str]) -> str:
    return "•••" + found[0][-2:]


def _ends(phone: str, written: str) -> bool:
    return phone.endswith(re.sub(r"\D", "", written))


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula and every file format can hold.

    What begins like a formula gets an apostrophe in front, and stays readable.
    """
    # Nearly every cell of a million is plain, and this takes a fifth of what the rest does.
    if text[:1].isalnum() and len(text) <= _LONGEST_CELL and text.isprintable():
        return text
    if not text.isprintable():
        text = _HIDDEN.sub("\ufffd", text)
    if _FORMULA.match(text):
        text = "'" + text
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def harmless_all(texts: Sequence[str]) -> Sequence[str]:
    """:func:`harmless` for a column: one look at all of it, which nearly always is enough."""
    firsts = "".join([text[:1] for text in texts])
    is_plain = (not firsts or firsts.isalnum()) and "".join(texts).isprintable()
    if is_plain and max(map(len, texts), default=0) <= _LONGEST_CELL:
        return texts
    return [harmless(text) for text in texts]


def unguarded(text: str) -> str:
    """The cell as it was before :func:`harmless` put an apostrophe in front."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text, 1) else text
