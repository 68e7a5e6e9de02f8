"""Digests on either database, with a clock that only the test moves."""

from __future__ import annotations

import pytest

from bot.store import Database
from tests.clocks import ManualClock
from tests.desks import a_desk
from tests.services.books import Books


@pytest.fixture
async def books(database: Database, clock: ManualClock) -> Books:
    """Empty books."""
    return Books(await a_desk(database, clock))
