import asyncio
import hmac
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.clock import SystemClock
from bot.web import Health, Serving, SlackEvents, serve, web_application

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


async def until(condition: Callable[[], object]) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(40):
        while not condition():  # noqa: ASYNC110 - the condition is the code's, not an event.
            await asyncio.sleep(0.005)


class MovableClock(SystemClock):
    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead.total_seconds()


class Slack:
    """Sends requests as Slack does, or as somebody who would like to be Slack."""

    def __init__(self, session: aiohttp.ClientSession, url: str, clock: MovableClock) -> None:
        self.session = session
        self.url = url
        self._clock = clock

    def signed(self, body: bytes, kind: str, at: int | None = None) -> dict[str, str]:
        timestamp = str(int(self._clock.now().timestamp()) if at is None else at)
        message = b"v0:%s:%s" % (timestamp.encode(), body)
        return {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": "v0=" + hmac.digest(SECRET.encode(), message, "sha256").hex(),
        }

    async def send(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        where = f"{self.url}/slack/events"
        async with self.session.post(where, data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    async def form(self, body: bytes, **more: str) -> tuple[int, str]:
        headers = self.signed(body, "application/x-www-form-urlencoded")
        return await self.send(body, {**headers, **more})

    async def json(self, body: bytes, **more: str) -> tuple[int, str]:
        return await self.send(body, {**self.signed(body, "application/json"), **more})


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="UB", bot_token="xoxb-x"
    )


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def app() -> AsyncApp:
    return AsyncApp(
        authorize=authorize, process_before_response=True, request_verification_enabled=False
    )


@pytest.fixture
def seen() -> dict[str, list[Any]]:
    return {"acks": [], "refused": []}


@pytest.fixture
def checks() -> dict[str, Callable[[], Any]]:
    return {"database": lambda: Health(True, "works", 0.04)}


@pytest.fixture
async def front(app, clock, seen, checks) -> AsyncIterator[Serving]:
    events = SlackEvents(
        app,
        SECRET,
        clock=clock,
        on_ack=lambda *ack: seen["acks"].append(ack),
        on_refused=seen["refused"].append,
    )
    made = web_application(checks=checks, render_metrics=lambda: b"up 1.0\n", slack=events)
    serving = await serve(made, "127.0.0.1", 0)
    yield serving
    await serving.close()


@pytest.fixture
async def slack(front, clock) -> AsyncIterator[Slack]:
    async with aiohttp.ClientSession() as session:
        yield Slack(session, f"http://127.0.0.1:{front.port}", clock)
