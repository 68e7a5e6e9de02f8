"""A CSV file into a table: csv, one regular expression, one insert."""

from __future__ import annotations

import asyncio
import csv
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import orjson

from bench.meters import metered
from bench.runner.rows import Lap, Laps, Sample

_NATIONAL = re.compile(r"(?:\+?7|8)(9\d{9})")
_SIGNS = str.maketrans("", "", " -()")
_TABLE = (
    "CREATE TABLE row (position INTEGER PRIMARY KEY, line INTEGER, phone TEXT, wire TEXT, "
    "state TEXT)"
)


def _ready(rows: Iterator[list[Any]]) -> Iterator[tuple[int, int, str, str, str]]:
    _, *names = next(rows)
    seen = set[str]()
    for position, (written, *cells) in enumerate(rows):
        match = _NATIONAL.fullmatch(written.translate(_SIGNS))
        assert match
        phone = f"7{match[1]}"
        if phone not in seen:
            seen.add(phone)
            wire = orjson.dumps({"phone": phone, "payload": dict(zip(names, cells, strict=True))})
            yield position, position + 2, phone, wire.decode(), "ready"


async def _filled(rows: Iterator[list[Any]]) -> Sample:
    """What it takes to bring the rows of a list into a bare table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(f"{folder}/rows.db", isolation_level=None)) as db,
    ):
        db.executescript(f"PRAGMA journal_mode = WAL; {_TABLE}")
        async with metered() as meter:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO row VALUES (?, ?, ?, ?, ?)", _ready(rows))
            db.execute("COMMIT")
        return {**meter.sample, "rows": db.execute("SELECT count(*) FROM row").fetchone()[0]}


def _rows(data: bytes) -> Iterator[list[str]]:
    yield from csv.reader(data.decode("utf-8-sig").splitlines())


@asynccontextmanager
async def contest_with(
    options: Mapping[str, Any], read: Callable[[bytes], Iterator[list[Any]]]
) -> Laps:
    """The file as ``read`` takes it apart, into a bare table."""
    data = await asyncio.to_thread(Path(options["list"]).read_bytes)

    async def lap() -> Sample:
        sample = await _filled(read(data))
        assert sample["rows"] == options["rows"]
        return sample

    yield lap


def contest(options: Mapping[str, Any]) -> AbstractAsyncContextManager[Lap]:
    """The same file, into a bare table."""
    return contest_with(options, _rows)
