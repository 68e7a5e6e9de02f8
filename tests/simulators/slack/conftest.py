"""A local Slack for each test, and one for each way of delivery."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import local_slack


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with local_slack() as local:
        yield local


@pytest.fixture(params=["socket", "http"])
async def slack_either_way(request: pytest.FixtureRequest) -> AsyncIterator[LocalSlack]:
    async with local_slack(mode=request.param) as local:
        yield local
