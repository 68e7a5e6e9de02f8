"""The door for contact files: what a file really is, whatever it is called."""

from __future__ import annotations

from bot.domain.cells import shown
from bot.domain.contacts.delimited import DelimitedTable
from bot.domain.contacts.table import MAX_BYTES, Table
from bot.domain.contacts.workbook import sheets
from bot.errors import BadInput
from bot.texts import N_

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
)


def open_sheets(data: bytes, filename: str = "") -> dict[str, Table]:
    """Open a CSV or XLSX file of at most 10 MB; ``filename`` is for messages only.

    The sheets of a workbook come by name; of a CSV file there is one, without a name.
    :class:`bot.errors.BadInput` says what is wrong with it. Opening a workbook parses it wholly:
    call this in a thread.
    """
    name = shown(filename) or "file"
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise BadInput(N_("{file} is empty. Nothing was changed."), file=name)
    if len(data) > MAX_BYTES:
        raise _too_big(name)
    if data.startswith(_ZIP):
        return dict(sheets(data))
    if data.startswith(_OLE):
        raise _old_or_locked(data, name)
    for start, kind in _FOREIGN:
        if data.startswith(start) and not _is_text_after_all(data, start):
            raise _not_a_table(name, kind)
    return {"": DelimitedTable(data)}


def _is_text_after_all(data: bytes, start: bytes) -> bool:
    """``BM`` and the like may begin a header too."""
    return start in (b"BM", b"GIF8") and b"\0" not in data[:512]


def _too_big(name: str) -> BadInput:
    return BadInput(
        N_(
            "{file} is larger than {limit} MB. Nothing was changed. Split it into several files "
            "or remove the columns that the calls do not need."
        ),
        file=name,
        limit=MAX_BYTES >> 20,
    )


def _not_a_table(name: str, kind: str) -> BadInput:
    return BadInput(
        N_(
            "{file} is not a table: inside it is a file of the kind {kind}. Nothing was changed. "
            "Send the contacts as CSV or XLSX."
        ),
        file=name,
        kind=kind,
    )


def _old_or_locked(data: bytes, name: str) -> BadInput:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return BadInput(
            N_(
                "{file} is protected by a password. Nothing was changed. Save it without the "
                "password, or as CSV, and send that."
            ),
            file=name,
        )
    return BadInput(
        N_(
            "{file} is in the format of Excel 97–2003 or older Office. Nothing was changed. Save "
            "it as XLSX or CSV and send that."
        ),
        file=name,
    )
