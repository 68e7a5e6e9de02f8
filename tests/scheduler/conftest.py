"""What the tests of deliveries share: an office that delivers to a local Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store import Database
from simulators.slack import LocalSlack
from tests.scheduler.delivery.office import Office, Worker, open_office


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack() as local:
        yield local


@pytest.fixture
async def office(slack: LocalSlack, database: Database) -> AsyncIterator[Office]:
    """An office on each engine; no test may leave an error that nobody looked at."""
    made = await open_office(slack, database)
    async with made.stack:
        yield made
    assert not made.errors


@pytest.fixture
async def worker(office: Office) -> AsyncIterator[Worker]:
    hired = await office.hire()
    yield hired
    await hired.die()
