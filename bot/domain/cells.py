"""Cells that came from people or files: what may not be in them, and how to show them safely."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_LIKE_A_PHONE = re.compile(r"(?!\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4})\+?\d(?:[\s().\-]{0,2}\d){9,}")
_LONGEST_CELL = 32_767


def has_hidden(text: str) -> bool:
    """Control characters, direction overrides or broken Unicode: nobody sees what is there."""
    return not text.isprintable() and _HIDDEN.search(text) is not None


def shown(text: str, longest: int = 40) -> str:
    """A value for a sentence: on one line, short, nothing unseen in it, phone numbers masked."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text[:1_000]).split())
    plain = phones_hidden(plain)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def phones_hidden(text: str) -> str:
    """The text with everything that may be a phone number reduced to its last two digits."""
    return _LIKE_A_PHONE.sub(lambda found: "•••" + found[0][-2:], text)


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


def unguarded(text: str) -> str:
    """The cell as it was before :func:`harmless` put an apostrophe in front."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text, 1) else text
