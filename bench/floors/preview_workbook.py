"""An XLSX file into a table: calamine, one regular expression, one insert."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from bench.floors.preview import filled
from bench.runner.rows import Laps, Sample


def _rows(data: bytes) -> Iterator[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    yield from book.get_sheet_by_index(0).iter_rows()


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The same workbook, into a bare table."""
    data = await asyncio.to_thread(Path(options["list"]).read_bytes)

    async def lap() -> Sample:
        sample = await filled(_rows(data))
        assert sample["rows"] == options["rows"]
        return sample

    yield lap
