"""When a read of Slack is tried again; a post never is, for Slack may have taken it."""

from __future__ import annotations

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.slack.client.verdicts import retry_after

LONGEST_WAIT = 10.0


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
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
        _ShortRateLimit(max_retry_count=2),
        _ServerTrouble(max_retry_count=2),
    ]
