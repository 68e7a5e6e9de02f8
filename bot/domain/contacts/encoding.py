"""Which encoding a text file is in, found without holding a decoded copy of it."""

from __future__ import annotations

import codecs

from bot.errors import BadInput
from bot.texts import N_

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp1251", "cp866", "koi8_r", "mac_cyrillic", "cp1252")
_CHUNK = 1 << 18
_SAMPLE = 1 << 14


def encoding_of(data: bytes) -> str:
    """The codec name of a text file; :class:`BadInput` if it is no text."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if wide := _utf16_without_bom(data[:4096]):
        return wide
    if (at := data.find(0)) >= 0:
        raise BadInput(
            N_(
                "This file is not a table of text: line {line} holds NUL bytes. Nothing was "
                "changed. Save it as CSV (UTF-8) or XLSX and send it again."
            ),
            line=_line_of(data, at),
        )
    broken_at = _first_break_of_utf8(data)
    return "utf-8" if broken_at is None else _legacy(data, broken_at)


def _utf16_without_bom(sample: bytes) -> str | None:
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > half * 0.2 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.2 and not odd else None


def _first_break_of_utf8(data: bytes) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        before = len(decoder.getstate()[0])
        try:
            decoder.decode(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return start - before + error.start
    return None


def _legacy(data: bytes, broken_at: int) -> str:
    """An 8-bit encoding; a UTF-8 file with a few broken bytes is damaged, and no such thing."""
    sample = _around(data, broken_at)
    name = _guessed(sample)
    if _mostly_utf8(data[:_CHUNK]) or not name or not _decodes(data, name):
        raise BadInput(
            N_(
                "The text of this file is damaged: line {line} holds a byte that fits no "
                "encoding. Nothing was changed. Save the file as CSV (UTF-8) and send it again."
            ),
            line=_line_of(data, broken_at),
        )
    return name


def _around(data: bytes, at: int) -> bytes:
    start = data.rfind(b"\n", 0, at) + 1
    return data[max(start, at - 1024) : at + _SAMPLE]


def _guessed(sample: bytes) -> str | None:
    # Loaded where it is needed: nearly all files are UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    return best.encoding if best else None


def _mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - broken
    return good > 5 * broken


def _decodes(data: bytes, name: str) -> bool:
    try:
        for start in range(0, len(data), _CHUNK):
            data[start : start + _CHUNK].decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _line_of(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
