"""A SQLite file belongs to one process: a lock that a killed process leaves free."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import CallboardError
from bot.texts import N_


class AlreadyServed(CallboardError):
    """Another process serves this SQLite file."""

    def __init__(self, path: Path, process: str) -> None:
        super().__init__(
            N_(
                "Another Callboard, process {process}, is serving {path}. A SQLite file belongs to"
                " one process: stop that one, or give this one a DATABASE_URL of its own. Several"
                " processes need PostgreSQL."
            ),
            path=path,
            process=process,
        )


@contextmanager
def one_process(database: Path) -> Iterator[Path]:
    """Hold ``<database>.lock`` for the block; raise :class:`AlreadyServed` if another does.

    The kernel holds the lock for the open file, so that it ends with the process however that
    ends. The file stays: removing it would let two processes lock two files of one name.
    """
    path = database.with_name(f"{database.name}.lock")
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyServed(database, file.read().strip() or "unknown") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield path
