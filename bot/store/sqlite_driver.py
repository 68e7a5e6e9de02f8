"""sqlite3's connection, with cursors that fetch at once, and statements that can be cut short.

A result is fetched whole, in the thread that runs the statement, so a long one is read in pages by
its key, as everything long is here.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Self

# So many of SQLite's steps take some 20 µs where their pages are in memory.
_STEPS = 1_000

_Row = tuple[Any, ...]


class Cursor(sqlite3.Cursor):
    """A cursor that holds nothing open."""

    _rows: Iterator[_Row] = iter(())

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        super().execute(sql, parameters)
        self._rows = iter(super().fetchall() if self.description else ())
        return self

    def fetchone(self) -> _Row | None:
        return next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[_Row]:
        return list(islice(self._rows, size or self.arraysize))

    def fetchall(self) -> list[_Row]:
        return list(self._rows)


class Connection(sqlite3.Connection):
    """A connection for one thread at a time, which need not be the same one each time."""

    def cursor(self, factory: Any = Cursor) -> Any:
        return super().cursor(factory)

    @contextmanager
    def cut_short(self, seconds: float) -> Iterator[None]:
        """Within the block a statement that takes longer fails; see :func:`was_cut_short`.

        For reads only: SQLite undoes the whole transaction of a write that it stops.
        """
        end = time.perf_counter() + seconds
        self.set_progress_handler(lambda: time.perf_counter() > end, _STEPS)
        try:
            yield
        finally:
            self.set_progress_handler(None, 0)


def was_cut_short(error: BaseException | None) -> bool:
    """Whether a statement failed only because its time was up."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.OperationalError) and code == sqlite3.SQLITE_INTERRUPT
