"""Scenarios play over both simulators and real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenarios.office import ADMIN, Office, opened


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office over Socket Mode, with a host of the current generation that dials fast."""
    async with opened(tmp_path, calls={"speed": 1000}) as made:
        yield made


@pytest.fixture
async def spring(office: Office) -> Office:
    """The office with a campaign in progress, which the admin has just connected."""
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.close_all(ADMIN)
    return office
