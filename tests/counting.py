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
    """The statements in their order, and how many transactions they came in."""

    statements: list[str] = field(default_factory=list)
    transactions: int = 0

    def __len__(self) -> int:
        return len(self.statements)


@contextmanager
def asked_of(database: Database) -> Iterator[Asked]:
    """Count while the block runs."""
    asked, engine = Asked(), database.engine

    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        asked.statements.append(text)

    def begin(_connection: Any) -> None:
        asked.transactions += 1

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "begin", begin)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "begin", begin)
