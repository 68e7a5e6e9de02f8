"""Writes a campaign's call jobs into a file: in pages by key, so that memory stays flat.

The columns of ``reportData`` come in the order the script gave, those of later rows after them. A
table's columns stand at its top, so a column that first appears on a later page begins it anew;
scripts write the same columns from the first row on, and then once through is enough.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.domain.contacts import open_writer
from bot.services.reporting.table import Export, header, table_columns
from bot.store import reports
from bot.store.engine import Database
from bot.store.reports import FilePage

PAGE_ROWS = 2_000
_TIMES_THROUGH = 4


class _MoreColumns(Exception):
    """The table has to begin anew: there are columns that it does not have."""


class Exporter:
    """Writes files of call jobs."""

    def __init__(self, db: Database, page_rows: int = PAGE_ROWS) -> None:
        self._db = db
        self._page_rows = page_rows

    async def write(self, export: Export, path: Path) -> int:
        """Write the file; how many call jobs are in it."""
        names: dict[str, None] = {}
        for _ in range(_TIMES_THROUGH):
            try:
                return await self._once_through(export, path, names)
            except _MoreColumns:
                continue
        raise RuntimeError("the columns of reportData change while they are read")

    async def _once_through(self, export: Export, path: Path, names: dict[str, None]) -> int:
        """Write page by page; after a new column only look which others there are."""
        page = await self._page(export, "", names)
        columns, count = list(names), 0
        with path.open("wb") as target:
            table = open_writer(target, header(columns), export.kind, export.zone)
            try:
                while page:
                    count += len(page)
                    if len(names) == len(columns):
                        table.write_columns(table_columns(export, columns, page))
                    page = await self._page(export, page.last, names)
            finally:
                await asyncio.to_thread(table.close)
        if len(names) > len(columns):
            raise _MoreColumns
        return count

    async def _page(self, export: Export, after: str, names: dict[str, None]) -> FilePage:
        """The next page; ``names`` grows by the columns of the script's that are new."""
        async with self._db.read() as tx:
            page = await reports.file_page(tx, export.campaign_id, after, self._page_rows)
        for data in filter(None, page.data):
            if not data.keys() <= names.keys():
                names |= dict.fromkeys(data)
        return page
