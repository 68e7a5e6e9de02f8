"""One PostgreSQL database for all tests of a process, swept empty after each.

To copy a migrated template anew takes 0.35 s, and to delete the rows of a test two milliseconds.
"""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

_BREAK_OTHERS_OFF = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
_KEPT = "alembic_version"


class SweptDatabase:
    """A migrated database; ``sweep`` makes it as it was when this was made."""

    def __init__(self, url: URL) -> None:
        self.url = url
        # Rows are deleted table by table, so foreign keys must not be looked at meanwhile.
        self._connection: psycopg.Connection[Any] = psycopg.connect(
            host=url.host,
            port=url.port,
            user=url.username,
            dbname=url.database,
            autocommit=True,
            options="-c session_replication_role=replica",
        )
        self._tables = self._names(_TABLES)
        self._sequences = self._names(_SEQUENCES)

    def sweep(self) -> None:
        """Break everybody off, drop what a test has made, delete every row, count from 1 again."""
        self._connection.execute(_BREAK_OTHERS_OFF)
        strangers = self._names(_TABLES) - self._tables
        self._run("DROP TABLE {} CASCADE", strangers)
        self._run("DELETE FROM {}", self._tables - {_KEPT})
        self._run("ALTER SEQUENCE {} RESTART", self._sequences)

    def close(self) -> None:
        self._connection.close()

    def _names(self, query: str) -> set[str]:
        return {name for (name,) in self._connection.execute(query).fetchall()}

    def _run(self, statement: str, names: set[str]) -> None:
        """One round trip for all of them."""
        parts = [sql.SQL(statement).format(sql.Identifier(name)) for name in sorted(names)]
        if parts:
            self._connection.execute(sql.SQL("; ").join(parts))
