"""Slack's Web API client, with a time-out of its own, no redirects, and an observer."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.slack.client.hosts import proxy_for
from bot.slack.client.outcomes import NotPosted
from bot.slack.client.verdicts import judge, word_of

OnCall = Callable[[str, str, float], None]
"""Told of each call: the method, its outcome (``ok``, Slack's word, ``timeout``…), the seconds."""

CONNECT_SECONDS = 5.0

# The SDK writes whole requests at DEBUG, so its logger must not follow the root's level.
_LOGGER = logging.getLogger("slack_sdk.callboard")
_LOGGER.setLevel(logging.INFO)
_WORD = re.compile(r"[a-z0-9_]{1,60}")


class WebClient(AsyncWebClient):
    """An :class:`AsyncWebClient` on a shared session.

    With a shared session the SDK forgets its own time-out and waits for five minutes; and it takes
    proxies from the environment for loopback too.
    """

    def __init__(
        self,
        *,
        token: str | None,
        base_url: str,
        session: aiohttp.ClientSession,
        seconds: float,
        retry_handlers: list[AsyncRetryHandler],
        on_call: OnCall,
        clock: Clock,
    ) -> None:
        super().__init__(
            token=token,
            base_url=base_url,
            session=session,
            timeout=round(seconds),
            logger=_LOGGER,
            retry_handlers=retry_handlers,
        )
        self.proxy = proxy_for(base_url)
        self._limits = aiohttp.ClientTimeout(total=seconds, connect=CONNECT_SECONDS)
        self._on_call = on_call
        self._clock = clock

    async def _request(self, *, http_verb: str, api_url: str, req_args: Any) -> dict[str, Any]:
        limited = {**req_args, "timeout": self._limits, "allow_redirects": False}
        method, began, outcome = api_url.rpartition("/")[2], self._clock.monotonic(), "canceled"
        try:
            answer = await super()._request(http_verb=http_verb, api_url=api_url, req_args=limited)
            outcome = _outcome(answer)
        except Exception as error:
            verdict = judge(error)
            outcome = verdict.error if isinstance(verdict, NotPosted) else verdict.reason
            raise
        finally:
            self._on_call(method, outcome, self._clock.monotonic() - began)
        if not isinstance(answer["data"], dict):
            answer["data"] = {}
        return answer


def _outcome(answer: dict[str, Any]) -> str:
    """One word for a metric: never more than Slack's own short word, whatever was answered."""
    data, status = answer["data"], answer["status_code"]
    if status == 200 and isinstance(data, dict) and data.get("ok"):
        return "ok"
    word = word_of(data) or f"http_{status}"
    return word if _WORD.fullmatch(word) else "other"
