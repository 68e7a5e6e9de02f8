"""How alembic runs here: on the connection it is handed, inside a transaction already begun.

A developer's ``alembic revision --autogenerate`` hands none, and gets one to DATABASE_URL.
"""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationInfo
from sqlalchemy import Connection, MetaData

from bot.store import types


def _render(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """Write a revision's types so that it means the same when our classes have moved on."""
    if kind == "type" and isinstance(item, types.Instant):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, types.Word):
        return "sa.Text()"
    if kind == "type" and isinstance(item, types.Json):
        autogenerate.imports.add("from bot.store import types")
        return f"types.{type(item).__name__}()"
    return False


def _run(connection: Connection, metadata: MetaData | None = None) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=_render,
        compare_type=True,
        on_version_apply=_tell,  # type: ignore[arg-type]
    )
    with context.begin_transaction():
        context.run_migrations()


def _tell(step: MigrationInfo, **_: Any) -> None:
    """Tell whoever waits that a revision was run."""
    if (told := context.config.attributes.get("on_revision")) is not None:
        told(str(step.up_revision_id))


async def _run_for_a_developer() -> None:
    from bot.settings import load_settings
    from bot.store.engine import open_database
    from bot.store.schema import metadata

    database = open_database(load_settings({"database"}).database_url)
    async with database.begin_migration() as connection:
        await connection.run_sync(_run, metadata)
    await database.close()


if (given := context.config.attributes.get("connection")) is not None:
    _run(given)
else:
    asyncio.run(_run_for_a_developer())
