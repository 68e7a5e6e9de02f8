"""The migrations make exactly the schema that the code believes in, on both databases."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.store import Database
from bot.store.migrate import is_current
from bot.store.schema import metadata


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_nothing_is_left_for_autogenerate_to_do(database: Database) -> None:
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
    assert await is_current(database)
