"""The two Web API clients of the bot, on one session."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler

from bot.clock import Clock, SystemClock
from bot.slack.client import retries
from bot.slack.client.hosts import SlackHosts
from bot.slack.client.web_client import CONNECT_SECONDS, OnCall, WebClient

READ_SECONDS = 15.0
POST_SECONDS = 10.0
IDLE_SECONDS = 10.0


def _ignore(method: str, outcome: str, seconds: float) -> None:
    """Nobody watches."""


class SlackClients:
    """``reading`` tries again where that is safe; ``posting`` never does.

    To be made inside the running loop and closed at the end; ``session`` is shared by everything
    that talks to Slack. The bot token is in no ``repr``.

    :param api_url: the base URL of the Web API.
    :param on_call: told of each call, for metrics.
    :param post_seconds: after this a post counts as unclear; keep it below a third of a lease.
    """

    def __init__(
        self,
        token: str,
        api_url: str = "https://slack.com/api/",
        *,
        on_call: OnCall = _ignore,
        clock: Clock | None = None,
        read_seconds: float = READ_SECONDS,
        post_seconds: float = POST_SECONDS,
    ) -> None:
        self.clock = clock or SystemClock()
        self.hosts = SlackHosts(api_url)
        self.on_call = on_call
        self.session = _session()
        self.token = token
        self.post_seconds = post_seconds
        shared: dict[str, Any] = {
            "base_url": api_url,
            "session": self.session,
            "on_call": on_call,
            "clock": self.clock,
        }
        never: list[AsyncRetryHandler] = []
        self.reading = WebClient(
            token=token, seconds=read_seconds, retry_handlers=retries.for_reading(), **shared
        )
        self.posting = WebClient(token=token, seconds=post_seconds, retry_handlers=never, **shared)

    async def close(self) -> None:
        """Close the session and its connections."""
        await self.session.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()


def _session() -> aiohttp.ClientSession:
    """One session without cookies, netrc and proxies of the environment.

    Connections are kept idle for a short time only: a post on one that the other side has just
    closed would be unclear.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, connect=CONNECT_SECONDS),
        trust_env=False,
    )
