"""Strips what people and programs put around a number: links, labels, quotes, unseen signs."""

from __future__ import annotations

import re
import unicodedata

_SLACK_LINK = re.compile(r"<(?:tel:)?([^|<>]+)(?:\|[^<>]*)?>")
_LABEL = re.compile(
    r"(?:tel|phone|mob(?:ile)?|cell|тел(?:ефон)?|моб(?:ильный)?|сот(?:овый)?|т|м)\b\s*[.:]*\s*",
    re.IGNORECASE,
)
_QUOTES = "\"'`«»“”„‘’‚‹›"


def plain_signs(text: str) -> str:
    """The text in ASCII digits and signs, without links, labels, quotes and what is not seen."""
    link = _SLACK_LINK.fullmatch(text.strip())
    inner = link[1] if link else text
    seen = inner if inner.isascii() else "".join(map(_plain_sign, inner))
    signs = seen.strip(_QUOTES + " \t\r\n,;")
    label = _LABEL.match(signs)
    return signs[label.end() :] if label else signs


def _plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    kind = unicodedata.category(sign)
    if kind == "Cf":
        return ""
    if kind == "Pd" or sign == "\u2212":
        return "-"
    return {"＋": "+", "（": "(", "）": ")"}.get(sign, sign)
