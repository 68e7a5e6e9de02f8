import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.clock import SystemClock
from bot.slack.client import SlackClients
from bot.slack.socket import SocketMode
from tests.slack.socket.slack import Slack, until

APP_TOKEN = "xapp-not-a-real-token"


class HastyClock(SystemClock):
    """Remembers the pauses that were asked for, and hurries through them."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0.01)


@pytest.fixture
def clock() -> HastyClock:
    return HastyClock()


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    made = Slack()
    await made.server.start_server(shutdown_timeout=0.01)
    yield made
    await made.server.close()


@pytest.fixture
async def clients(slack, clock) -> AsyncIterator[SlackClients]:
    async with SlackClients("xoxb-not-a-real-token", slack.url, clock=clock) as made:
        yield made


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="UB", bot_token="xoxb-x"
    )


@pytest.fixture
def app() -> AsyncApp:
    return AsyncApp(
        authorize=authorize, process_before_response=True, request_verification_enabled=False
    )


@pytest.fixture
def acks() -> list[tuple[str, int, float]]:
    return []


@pytest.fixture
async def idle(app, clients, acks) -> AsyncIterator[SocketMode]:
    made = SocketMode(app, clients, APP_TOKEN, on_ack=lambda *ack: acks.append(ack))
    yield made
    await made.stop_intake()


@pytest.fixture
async def socket(idle, slack) -> SocketMode:
    await idle.start()
    await until(lambda: len(slack.alive) == 2 and idle.health().detail == "2 of 2 connections")
    return idle
