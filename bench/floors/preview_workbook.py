"""An XLSX file into a table: calamine, one regular expression, one insert."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from python_calamine import CalamineWorkbook

from bench.floors.preview import contest_with
from bench.runner.rows import Lap


def _rows(data: bytes) -> Iterator[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    yield from book.get_sheet_by_index(0).iter_rows()


def contest(options: Mapping[str, Any]) -> AbstractAsyncContextManager[Lap]:
    """The same workbook, into a bare table."""
    return contest_with(options, _rows)
