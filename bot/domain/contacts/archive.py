"""Looks into an XLSX file before it is read, so that no file can eat the machine's memory.

calamine lays a sheet out as one rectangle and copies a shared text into each cell that names it,
without a limit: two cells in opposite corners abort the process (tafia/calamine#693). So every
part is unpacked once, in pieces that are dropped, and counted: bytes, cells, the corners of the
sheet, the longest shared text. What is written in a way that the count could miss is refused.

To the first count all digits are nines, and rows that are equal then are one. Of a sheet that a
program wrote that leaves next to nothing to look through, and it can only find more than there is;
what is too much by it is counted once more as it is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.errors import BadInput
from bot.texts import N_

_MAX_PARTS = 1_000
_MAX_UNPACKED = 256 << 20
_MAX_CELLS = 6_000_000
_MAX_TEXT = 1 << 30
_PIECE = 1 << 20
# Nearly every text is shorter: then one look tells it of all that end within so many bytes.
_USUAL_TEXT = 250

_LONGEST_TAG = 8 << 20
_OTHER_FORMATS = {"content.xml", "xl/workbook.bin"}

_CELL_TAG = re.compile(rb"<c[\s/>]")
_PREFIXED_CELL_TAG = re.compile(rb"<[^\s<>/:]+:c[\s/>]")
_NAMED = rb'<c(?:\s+[A-Za-z:]+="[^"<]*")*?\s+r="'
_COLUMN = re.compile(_NAMED + rb'([A-Z]{1,3})[0-9]{1,7}"')
_ROW = re.compile(_NAMED + rb'[A-Z]{1,3}([0-9]{1,7})"')
_TEXTS_TAG = re.compile(rb"</?(?:[^\s<>/:]+:)?sst[\s/>]")
_TEXT_END = re.compile(rb"</(?:x:)?si\s*>")
_FAR_ROW = re.compile(rb'[A-Z]([0-9]{6,7})"')
_NEAR = 99_999
_NINES = bytes.maketrans(b"012345678", b"9" * 9)


@dataclass(slots=True)
class _Part:
    """What was counted in one part of the archive."""

    roughly: bool
    is_sheet: bool = False
    is_texts: bool = False
    cells: int = 0
    unnamed: int = 0
    columns: set[bytes] = field(default_factory=set)
    last_row: int = 0
    longest_text: int = 0
    open_text: int = 0


def check(data: bytes) -> None:
    """Raise :class:`BadInput` unless this is a workbook of a size that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            if len(entries) > _MAX_PARTS:
                raise _bomb()
            if any(entry.filename.casefold() in _OTHER_FORMATS for entry in entries):
                raise _broken()
            _judge_twice(packed, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise _broken() from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise _locked() from error


def _judge_twice(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    roughly = list(_parts(packed, entries, roughly=True))
    try:
        _judge(roughly)
    except BadInput:
        _judge(list(_parts(packed, entries, roughly=False)))


def _parts(
    packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], *, roughly: bool
) -> Iterator[_Part]:
    left = _MAX_UNPACKED
    for entry in entries:
        entry.file_size = _MAX_UNPACKED + 1  # What it says itself may be a lie: unpack it all.
        part = _Part(roughly)
        carried = b""
        with packed.open(entry) as stream:
            while piece := stream.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise _bomb()
                carried = _count(part, carried + piece)
        _count(part, carried + b"<")
        yield part


def _count(part: _Part, piece: bytes) -> bytes:
    """Count in a piece up to its last tag, which may go on in the next one and is returned."""
    cut = max(piece.rfind(b"<"), 0)
    if len(piece) - cut > _LONGEST_TAG:
        raise _broken()
    whole = piece[:cut]
    seen, cells = _looked_through(part, whole)
    _count_cells(part, seen, cells)
    part.last_row = max(part.last_row, _last_row(part, seen, whole))
    _measure_texts(part, whole)
    return piece[cut:]


def _looked_through(part: _Part, whole: bytes) -> tuple[bytes, int]:
    """What there is to look through in a piece, and how many cells the piece has at most."""
    rows = whole.translate(_NINES).split(b"<row") if part.roughly else [whole]
    kinds = set(rows)
    # Each with its beginning, which may be that of another tag: <rows:c is a cell.
    seen = b"".join(b"<row" + kind for kind in kinds) if part.roughly else whole
    if b"x:" in seen:
        seen = seen.replace(b"<x:", b"<").replace(b"</x:", b"</")
        kinds = {seen}
    return seen, len(rows) * max(len(_CELL_TAG.findall(kind)) for kind in kinds)


def _count_cells(part: _Part, seen: bytes, cells: int) -> None:
    part.is_sheet = part.is_sheet or b"sheetData" in seen
    part.is_texts = part.is_texts or bool(_TEXTS_TAG.search(seen))
    part.unnamed += len(_PREFIXED_CELL_TAG.findall(seen)) if b":c" in seen else 0
    if not cells:
        return
    columns = _COLUMN.findall(seen)
    part.cells += cells
    part.unnamed += len(_CELL_TAG.findall(seen)) - len(columns)
    part.columns.update(columns)


def _last_row(part: _Part, seen: bytes, whole: bytes) -> int:
    """In nines, the list that is just longer than 99,999 rows would be ten times as long."""
    last = max(map(int, set(_ROW.findall(seen))), default=0)
    if part.roughly and last > _NEAR:
        return max(_NEAR, *map(int, set(_FAR_ROW.findall(whole))))
    return last


def _measure_texts(part: _Part, whole: bytes) -> None:
    """The stretches between the ends of shared texts; in a sheet there are none.

    Whether a part holds shared texts may show at its very end, so that all others are measured too.
    """
    if part.is_sheet and not part.is_texts:
        part.open_text += len(whole)
        return
    lengths = (part.roughly and _usual_lengths(whole)) or [
        len(text) for text in _TEXT_END.split(whole)
    ]
    lengths[0] += part.open_text
    part.longest_text = max(part.longest_text, *lengths)
    part.open_text = lengths[-1]


def _usual_lengths(whole: bytes) -> list[int]:
    """No less than the first, the others' longest, and the last; none if any is unusually long."""
    first = end = whole.find(b"</si>", 0, _USUAL_TEXT)
    while end >= 0 and len(whole) - end > _USUAL_TEXT:
        begin = end + 1
        end = whole.rfind(b"</si>", begin, begin + _USUAL_TEXT)
    return [] if end < 0 else [first, _USUAL_TEXT, len(whole) - end]


def _judge(parts: list[_Part]) -> None:
    sheets = [part for part in parts if part.is_sheet]
    if not sheets or any(sheet.unnamed for sheet in sheets):
        raise _broken()
    for sheet in sheets:
        width = max(map(_column_number, sheet.columns), default=0)
        if width * sheet.last_row > _MAX_CELLS:
            raise _too_large(sheet.last_row, width)
    longest = max((part.longest_text for part in parts if part.is_texts), default=0)
    if max(sheet.cells for sheet in sheets) * longest > _MAX_TEXT:
        raise _bomb()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _bomb() -> BadInput:
    return BadInput(
        N_(
            "This workbook unpacks to far more than a contact list needs, so it was not opened. "
            "Nothing was changed. Save the contacts alone as XLSX or CSV and send that."
        )
    )


def _too_large(rows: int, columns: int) -> BadInput:
    return BadInput(
        N_(
            "A sheet of this workbook reaches down to row {rows} and across {columns} columns, "
            "more than can be read. Nothing was changed. Copy the contacts alone into a new "
            "sheet, or save them as CSV, and send that."
        ),
        rows=rows,
        columns=columns,
    )


def _broken() -> BadInput:
    return BadInput(
        N_(
            "This file cannot be read as an XLSX workbook. Nothing was changed. Open it in a "
            "spreadsheet program, save it as XLSX or CSV, and send that."
        )
    )


def _locked() -> BadInput:
    return BadInput(
        N_(
            "This workbook is protected by a password. Nothing was changed. Save it without the "
            "password, or as CSV, and send that."
        )
    )
