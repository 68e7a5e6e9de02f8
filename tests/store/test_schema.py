"""The migrations make exactly the schema that the code believes in, on both databases."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store import Database
from bot.store.migrate import MIGRATIONS, head_revision, is_current
from bot.store.schema import metadata


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_nothing_is_left_for_autogenerate_to_do(database: Database) -> None:
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
    assert await is_current(database)


def test_the_newest_revision_is_the_one_that_alembic_finds() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert head_revision() == ScriptDirectory.from_config(config).get_current_head()
