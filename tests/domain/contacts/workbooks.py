"""Makes workbooks for the tests, honest ones and ones that were tampered with."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import xlsxwriter


def workbook(*sheets: Iterable[Sequence[Any]], hidden: int | None = None, **options: Any) -> bytes:
    """A workbook with these sheets; rows are written from the first cell on."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    dates = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for number, rows in enumerate(sheets):
        sheet = book.add_worksheet()
        if number == hidden:
            sheet.hide()
        elif hidden is not None:
            sheet.activate()
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(line, column, value, *([dates] if hasattr(value, "year") else []))
    book.close()
    return target.getvalue()


def edited(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The same archive with each part changed, or left out where the change gives nothing."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for entry in old.infolist():
            content = change(entry.filename, old.read(entry))
            if content is not None:
                new.writestr(entry.filename, content)
    return target.getvalue()


def with_sheet_xml(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with bytes of its first sheet replaced; they must be there."""

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return content
        assert old in content
        return content.replace(old, new, 1)

    return edited(data, change)
