"""A newsroom on either database."""

from __future__ import annotations

import pytest

from bot.store import Database
from tests.clocks import ManualClock
from tests.desks import a_desk
from tests.services.alerting.newsroom import Newsroom


@pytest.fixture
async def newsroom(database: Database, clock: ManualClock) -> Newsroom:
    return Newsroom(await a_desk(database, clock), clock)
