"""A database comes to the current schema once, however many processes try, and loses nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from bot.store import Database, open_database
from bot.store.failures import MigrationBroke, SchemaTooNew
from bot.store.migrate import MIGRATIONS, current_revision, head_revision, is_current, upgrade
from tests.postgres import Cluster

ROOT = Path(__file__).parents[2]

FIRST = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "first", None

def upgrade():
    def table(name, *columns):
        op.create_table(name, sa.Column("id", sa.Integer, primary_key=True), *columns)

    table("campaign", sa.Column("n", sa.Text))
    campaign = sa.ForeignKey("campaign.id", ondelete="CASCADE")
    table("batch", sa.Column("campaign", sa.Integer, campaign, nullable=False))
    op.execute("INSERT INTO campaign VALUES (1, 'spring')")
    op.execute("INSERT INTO batch VALUES (1, 1)")
"""

SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "second", "first"

def upgrade():
    with op.batch_alter_table("campaign") as table:
        table.alter_column("n", nullable=False, existing_type=sa.Text)
        table.add_column(sa.Column("zone", sa.Text))
"""

BREAKS = """
from alembic import op

revision, down_revision = "second", "first"

def upgrade():
    op.execute("DELETE FROM campaign")
"""

TWELVE = """
import asyncio, os, pathlib, sys
from bot.logs import configure_logs
from bot.store import open_database
from bot.store.migrate import upgrade

configure_logs("warning")  # To standard error; a retry is a warning.

async def migrate():
    database = open_database(sys.argv[1])
    revision = await upgrade(database, pathlib.Path(sys.argv[2]))
    os.write(1, f"{revision}\\n".encode())
    await database.close()

def child():
    try:
        asyncio.run(migrate())
    except BaseException as error:
        os.write(2, repr(error).encode())
        os._exit(1)
    os._exit(0)

children = [os.fork() or child() for _ in range(12)]
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children))
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A folder of revisions like the bot's own, with two of the tests'."""
    folder = tmp_path / "migrations 100%"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(MIGRATIONS / "env.py", folder)
    (folder / "versions" / "first.py").write_text(FIRST)
    (folder / "versions" / "second.py").write_text(SECOND)
    return folder


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """A database that nothing was ever in."""
    if request.param == "sqlite":
        yield URL.create("sqlite", database=str(tmp_path / "empty.db"))
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    cluster.execute("CREATE DATABASE {}", "empty")
    yield cluster.url("empty")
    cluster.execute("DROP DATABASE {} WITH (FORCE)", "empty")


@pytest.fixture
async def empty(empty_url: URL) -> Database:
    return open_database(empty_url)


async def count(database: Database, table: str) -> int:
    async with database.read() as connection:
        return int((await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())  # noqa: S608


async def test_an_empty_database_is_brought_to_the_head_once(
    empty: Database, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert await current_revision(empty) is None
    assert not await is_current(empty, migrations)
    assert await upgrade(empty, migrations) == "second" == head_revision(migrations)
    assert await is_current(empty, migrations)
    assert await upgrade(empty, migrations) == "second"
    await empty.close()


async def test_a_changed_table_keeps_the_rows_that_refer_to_it(
    empty: Database, migrations: Path
) -> None:
    await upgrade(empty, migrations)
    assert (await count(empty, "campaign"), await count(empty, "batch")) == (1, 1)
    with pytest.raises(IntegrityError):
        async with empty.begin() as connection:
            await connection.execute(text("INSERT INTO batch VALUES (2, 99)"))
    await empty.close()


async def test_a_failed_migration_changes_nothing(empty: Database, migrations: Path) -> None:
    second = migrations / "versions" / "second.py"
    second.write_text(SECOND + "    raise RuntimeError('power cut')\n")
    with pytest.raises(RuntimeError, match="power cut"):
        await upgrade(empty, migrations)
    assert await current_revision(empty) is None
    second.write_text(SECOND)
    assert await upgrade(empty, migrations) == "second"
    await empty.close()


async def test_on_sqlite_rows_left_without_their_campaign_are_noticed(
    tmp_path: Path, migrations: Path
) -> None:
    (migrations / "versions" / "second.py").write_text(BREAKS)
    database = open_database(f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(MigrationBroke, match="1 rows of batch"):
        await upgrade(database, migrations)
    assert await current_revision(database) is None
    await database.close()


async def test_a_database_of_a_newer_version_is_left_alone(
    empty: Database, migrations: Path
) -> None:
    await upgrade(empty, migrations)
    (migrations / "versions" / "second.py").unlink()
    with pytest.raises(SchemaTooNew, match="newer version"):
        await upgrade(empty, migrations)
    assert await current_revision(empty) == "second"
    await empty.close()


def run_twelve(url: URL, migrations: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", TWELVE, url.render_as_string(False), migrations],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_twelve_processes_may_migrate_at_once(empty_url: URL, migrations: Path) -> None:
    done = await asyncio.to_thread(run_twelve, empty_url, migrations)
    assert (done.returncode, done.stdout.split()) == (0, ["second"] * 12), done.stderr
    database = open_database(empty_url)
    assert await count(database, "batch") == 1
    await database.close()
