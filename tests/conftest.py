"""What every test may ask for: a clock, and a migrated database on either engine."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy.engine import URL, make_url

from bot.store import Database, open_database
from bot.store.migrate import upgrade
from tests.clocks import ManualClock
from tests.postgres import Cluster, or_skipped, start_cluster
from tests.sweeping import SweptDatabase

# The suite tries the same inputs each time: new ones are for `make fuzz`, not for whoever comes by.
hypothesis.settings.register_profile("suite", derandomize=True)
hypothesis.settings.load_profile("suite")
hypothesis.settings.register_profile(
    "long", max_examples=100_000, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
)


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: the stories wait for the bot more than they work."""
    return min(2 * (os.cpu_count() or 1), 8)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: at the end one worker would go on with them alone."""
    items.sort(key=lambda item: item.get_closest_marker("torture") is None)


@pytest.fixture
def clock() -> ManualClock:
    """A clock at a Monday morning, which only the test moves."""
    return ManualClock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running PostgreSQL; where CI runs, its absence is a failure."""
    with or_skipped():
        cluster = start_cluster()
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session")
def swept_postgres(postgres: Cluster) -> Iterator[SweptDatabase]:
    """A migrated database that all PostgreSQL tests use in turn."""
    postgres.execute("CREATE DATABASE {}", "callboard")
    _migrate(postgres.url("callboard"))
    database = SweptDatabase(postgres.url("callboard"))
    yield database
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file that the tests' files are copied from."""
    path = tmp_path_factory.mktemp("template") / "callboard.db"
    _migrate(make_url(f"sqlite:///{path}"))
    return path


def _migrate(url: URL) -> None:
    async def run() -> None:
        database = open_database(url)
        await upgrade(database)
        await database.close()

    # In a thread, because a loop of pytest-asyncio may be set in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> URL:
    """A migrated SQLite file of this test's own."""
    path = shutil.copy(sqlite_template, tmp_path / "callboard.db")
    return make_url(f"sqlite:///{path}")


@pytest.fixture
def postgres_url(swept_postgres: SweptDatabase) -> Iterator[URL]:
    """A migrated PostgreSQL database with nothing in it."""
    yield swept_postgres.url
    swept_postgres.sweep()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> URL:
    """Where a migrated database is, once on each engine."""
    url: URL = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: URL) -> AsyncIterator[Database]:
    """A migrated, open database, once on each engine."""
    database = open_database(database_url)
    yield database
    await database.close()


@pytest.fixture
def unused_tcp_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
