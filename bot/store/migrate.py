"""Bringing a database to the current schema: any number of processes may try it at once.

Alembic runs inside one transaction that the others wait for, so that the second process finds
everything done. It works from every folder, because the revisions lie beside this module. It is
loaded only where there is something to run: nearly every start finds the schema as it should be.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.store.engine import Database
from bot.store.failures import MigrationBroke, SchemaTooNew
from bot.store.statements import hold_number
from bot.store.transaction import Transaction

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parent / "migrations"

# Any number will do that nothing else takes: these are the bytes of "callbrd".
_ADVISORY_LOCK = int.from_bytes(b"callbrd")


async def upgrade(
    database: Database,
    migrations: Path = MIGRATIONS,
    on_revision: Callable[[str], None] | None = None,
) -> str | None:
    """Run what is missing and return the revision; ``on_revision`` hears of each that was run.

    Raises :class:`SchemaTooNew` where a newer version of the bot was here, and
    :class:`MigrationBroke` where rows would refer to nothing; both leave everything as it was.
    """
    if await is_current(database, migrations):
        return head_revision(migrations)
    async with database.begin_migration() as connection:
        if not database.is_sqlite:
            await _queue_up(connection)
        revision = await connection.run_sync(_run, migrations, on_revision)
        if database.is_sqlite:
            await _check_foreign_keys(connection)
        return revision


async def _queue_up(connection: Transaction) -> None:
    await connection.execute(text("SET LOCAL statement_timeout = 0"))
    await connection.execute(text("SET LOCAL lock_timeout = 0"))
    await hold_number(connection, _ADVISORY_LOCK)


async def _check_foreign_keys(connection: Transaction) -> None:
    broken = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
    if broken:
        raise MigrationBroke(table=broken[0][0], count=len(broken))


async def current_revision(database: Database) -> str | None:
    """The revision that the database is at; nothing if it is empty."""
    async with database.read() as connection:
        return await connection.run_sync(_current)


async def is_current(database: Database, migrations: Path = MIGRATIONS) -> bool:
    """Whether nothing is left to run."""
    return await current_revision(database) == head_revision(migrations)


def head_revision(migrations: Path = MIGRATIONS) -> str | None:
    """The newest revision that this version of the bot brings."""
    if migrations == MIGRATIONS:
        # Ours are numbered, and their files are named after them (a test asks Alembic, too).
        newest = max(path.name for path in (migrations / "versions").glob("[0-9]*.py"))
        return newest.partition("_")[0]
    return _scripts(migrations).get_current_head()


def _run(
    connection: Connection, migrations: Path, on_revision: Callable[[str], None] | None
) -> str | None:
    from alembic import command

    config, scripts = _config(migrations), _scripts(migrations)
    now = _current(connection)
    if now is not None and now not in {script.revision for script in scripts.walk_revisions()}:
        raise SchemaTooNew(revision=now)
    config.attributes |= {"connection": connection, "on_revision": on_revision}
    command.upgrade(config, "head")
    return scripts.get_current_head()


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _scripts(migrations: Path) -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config(migrations))


def _config(migrations: Path) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config
