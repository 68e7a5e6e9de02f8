from collections.abc import AsyncIterator

import pytest

from bot.slack.client import SlackClients
from tests.slack.client.web_api import WebApi

TOKEN = "xoxb-not-a-real-token"


@pytest.fixture
async def api() -> AsyncIterator[WebApi]:
    web_api = WebApi()
    await web_api.start()
    yield web_api
    await web_api.server.close()


@pytest.fixture
def seen_calls() -> list[tuple[str, str, float]]:
    return []


@pytest.fixture
async def clients(api, seen_calls) -> AsyncIterator[SlackClients]:
    async with SlackClients(TOKEN, api.url, on_call=lambda *call: seen_calls.append(call)) as made:
        yield made


@pytest.fixture
async def hasty(api, seen_calls) -> AsyncIterator[SlackClients]:
    """Clients that soon lose patience, for calls that hang."""
    async with SlackClients(
        TOKEN,
        api.url,
        on_call=lambda *call: seen_calls.append(call),
        post_seconds=0.2,
        read_seconds=0.2,
    ) as made:
        yield made
