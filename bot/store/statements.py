"""Statements that both databases understand, where SQL itself differs between them."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.dialects import postgresql, sqlite

SelectT = TypeVar("SelectT", bound=Select[Any])
Upsert = sqlite.Insert | postgresql.Insert


def skip_locked(select: SelectT) -> SelectT:
    """Rows to claim that no other worker is claiming: ``FOR UPDATE SKIP LOCKED``.

    On SQLite it says nothing, because a write transaction there has the database to itself.
    """
    return select.with_for_update(skip_locked=True)


def locked(select: SelectT) -> SelectT:
    """Rows that stay as they were read until the transaction ends: ``FOR UPDATE``."""
    return select.with_for_update()
