from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.calls_api import CallsApi, CampaignClient, HttpTransport, Limits, RetryPolicy
from tests.calls_api.host import TOKEN, Host, running_host

QUICK = RetryPolicy(attempts=3, first_wait=0, jitter=0, longest_wait=0.3)


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with running_host() as host:
        yield host


@pytest.fixture
async def api(host: Host) -> AsyncIterator[CallsApi]:
    transport = HttpTransport(Limits(connect=2, read=2, total=3, body=64 << 10))
    async with CallsApi(transport, allowed_hosts=[host.place], retries=QUICK) as api:
        yield api


@pytest.fixture
def campaign(api: CallsApi, host: Host) -> CampaignClient:
    return api.campaign(host.base_url, SecretStr(TOKEN))
