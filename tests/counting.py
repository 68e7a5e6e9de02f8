"""Counts what is asked of a database: a cost that a test can hold to without a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from bot.store import Database


@dataclass(slots=True)
class Asked:
    """The statements in their order, and how many transactions they came in.

    ``writing`` tells how many of those changed anything, and so waited for the disk.
    """

    statements: list[str] = field(default_factory=list)
    transactions: int = 0
    writing: int = 0

    def __len__(self) -> int:
        return len(self.statements)


@contextmanager
def asked_of(database: Database) -> Iterator[Asked]:
    """Count while the block runs."""
    asked, engine = Asked(), database.engine

    has_written = False

    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        nonlocal has_written
        asked.statements.append(text)
        if not has_written and not text.startswith("SELECT"):
            has_written = True
            asked.writing += 1

    def begin(_connection: Any) -> None:
        nonlocal has_written
        has_written = False
        asked.transactions += 1

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "begin", begin)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "begin", begin)
