"""Hands Socket Mode envelopes to Bolt and writes what goes back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import orjson
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.clock import Clock

OnAck = Callable[[str, int, float], None]
"""Told of each request from Slack: the way in, the status that Bolt gave, the seconds it took."""

WAY_IN = "socket"
_LOGGER = logging.getLogger(__name__)


class Envelopes:
    """Bolt's answer to an envelope, as the text of a frame.

    The app must run with ``process_before_response=True``: otherwise each ack waits for a poll of
    10 ms.
    """

    def __init__(self, app: AsyncApp, on_ack: OnAck, clock: Clock) -> None:
        self._app = app
        self._on_ack = on_ack
        self._clock = clock

    async def answer(self, envelope: dict[str, Any]) -> str | None:
        """The frame that acknowledges it, or ``None``: Slack then tries again, or tells the person.

        Nothing of the payload is ever logged: a token may have been typed into it.
        """
        began = self._clock.monotonic()
        try:
            request = AsyncBoltRequest(
                mode="socket_mode", body=envelope["payload"], headers=_retry_headers(envelope)
            )
            response = await self._app.async_dispatch(request)
        except Exception as error:
            _LOGGER.exception("An envelope could not be handled: %s", type(error).__name__)
            response = BoltResponse(status=500)
        self._on_ack(WAY_IN, response.status, self._clock.monotonic() - began)
        return _frame(envelope["envelope_id"], response) if response.status == 200 else None


def _retry_headers(envelope: dict[str, Any]) -> dict[str, str | Sequence[str]]:
    """What HTTP mode says by headers, so that listeners see no difference."""
    said = {
        "x-slack-retry-num": envelope.get("retry_attempt"),
        "x-slack-retry-reason": envelope.get("retry_reason"),
    }
    return {name: str(value) for name, value in said.items() if value}


def _frame(envelope_id: str, response: BoltResponse) -> str:
    frame: dict[str, Any] = {"envelope_id": envelope_id}
    if response.body:
        kind = response.headers.get("content-type", [""])[0]
        is_json = kind.startswith("application/json")
        frame["payload"] = orjson.Fragment(response.body) if is_json else {"text": response.body}
    return orjson.dumps(frame).decode()
