"""Signed HTTP requests to the app's one address."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import aiohttp

from simulators.slack.app import InstalledApp
from simulators.slack.delivery.envelope import Ack, Envelope
from simulators.slack.delivery.signing import signed_headers
from simulators.slack.pace import Pace
from simulators.slack.shapes import Json

_FORM = "application/x-www-form-urlencoded"


class HttpDelivery:
    """Sends to ``url``; the answer has to come within ``ack_seconds``."""

    def __init__(self, app: InstalledApp, pace: Pace, url: str) -> None:
        self._app = app
        self._pace = pace
        self._session: aiohttp.ClientSession | None = None
        self.url = url
        self.ack_seconds = 3.0
        self.refuse_acks = 0

    async def carry(self, envelope: Envelope) -> Ack:
        """Send the envelope and read what the app answers."""
        body, content_type = _encoded(envelope)
        headers = {"Content-Type": content_type, **_retry_headers(envelope)}
        return await self.send(body, headers)

    async def send(self, body: bytes, headers: dict[str, str]) -> Ack:
        """Send any signed body, such as the ``url_verification`` of a new address."""
        timestamp = int(self._pace.now())
        signed = signed_headers(self._app.signing_secret, timestamp, body)
        timeout = aiohttp.ClientTimeout(total=self.ack_seconds)
        try:
            async with self._client().post(
                self.url,
                data=body,
                headers=headers | signed,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return self._ack(response, await response.text())
        except TimeoutError:
            return Ack(ok=False, reason="http_timeout")
        except (aiohttp.ClientError, OSError):
            return Ack(ok=False, reason="connection_failed")

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
            self._session = aiohttp.ClientSession(headers=agent)
        return self._session

    def _ack(self, response: aiohttp.ClientResponse, text: str) -> Ack:
        if self.refuse_acks > 0:
            self.refuse_acks -= 1
            return Ack(ok=False, reason="http_timeout")
        retry = response.headers.get("X-Slack-No-Retry") != "1"
        if not 200 <= response.status < 300:
            return Ack(ok=False, reason="http_error", status=response.status, retry=retry)
        try:
            body = _body(text, is_json=response.content_type == "application/json")
        except ValueError:
            return Ack(ok=False, reason="http_error", status=response.status, retry=retry)
        return Ack(ok=True, body=body, status=response.status)


def _body(text: str, *, is_json: bool) -> Json:
    if not text.strip():
        return {}
    if is_json:
        parsed = json.loads(text)
        return parsed if isinstance(parsed, dict) else {}
    return {"text": text}


def _encoded(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    if envelope.kind == "interactive":
        return urlencode({"payload": json.dumps(envelope.payload)}).encode(), _FORM
    return urlencode(envelope.payload).encode(), _FORM


def _retry_headers(envelope: Envelope) -> dict[str, str]:
    if not envelope.attempt:
        return {}
    return {
        "X-Slack-Retry-Num": str(envelope.attempt),
        "X-Slack-Retry-Reason": envelope.reason,
    }
