"""When a read of Slack is tried again; a post never is, for Slack may have taken it."""

from __future__ import annotations

import random

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_interval_calculators import BackoffRetryIntervalCalculator
from slack_sdk.http_retry.jitter import Jitter
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.slack.client.verdicts import retry_after

LONGEST_WAIT = 10.0
ATTEMPTS_MORE = 2


class _Spread(Jitter):
    """Half to all of the pause; the SDK's own adds up to a second, too long within an ack."""

    def recalculate(self, duration: float) -> float:
        return random.uniform(duration / 2, duration)  # noqa: S311 - a pause is no secret


_PAUSES = BackoffRetryIntervalCalculator(backoff_factor=0.2, jitter=_Spread())


class _ShortRateLimit(AsyncRateLimitErrorRetryHandler):
    """Waits out a 429 only where the wait is short: a caller must not hang for minutes."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        wait = retry_after(response.headers, default=LONGEST_WAIT + 1)
        return wait <= LONGEST_WAIT


class _ServerTrouble(AsyncRetryHandler):
    """Tries again after any 5xx; the SDK's own handler leaves 502 and 504 out."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code >= 500


def for_reading() -> list[AsyncRetryHandler]:
    """Handlers for calls that may be repeated: lost connections, short rate limits, any 5xx."""
    return [
        AsyncConnectionErrorRetryHandler(ATTEMPTS_MORE, _PAUSES),
        _ShortRateLimit(ATTEMPTS_MORE, _PAUSES),
        _ServerTrouble(ATTEMPTS_MORE, _PAUSES),
    ]
