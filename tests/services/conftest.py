from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store import Database
from tests.clocks import ManualClock
from tests.shops import Shop, opened


@pytest.fixture
async def shop(database: Database, clock: ManualClock) -> AsyncIterator[Shop]:
    """A shop on each engine, with a host of the current generation."""
    async with opened(database, clock) as made:
        yield made
