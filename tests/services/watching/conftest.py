"""The watcher before a host of the current generation, on either database."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store import Database
from tests.clocks import ManualClock
from tests.services.tower import Tower, built


@pytest.fixture
async def tower(database: Database, clock: ManualClock) -> AsyncIterator[Tower]:
    """A host on which nothing moves but by a test's order: calls take no time of their own."""
    async with built(database, clock) as made:
        yield made
