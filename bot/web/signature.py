"""Is this request Slack's? Decided from raw bytes, before any of them is parsed.

Bolt parses first and checks after: unsigned bad JSON, a timestamp that is no number or a signature
that is not ASCII would give a 500 and a traceback, and a badly signed body would be logged whole.
"""

from __future__ import annotations

import hmac
import re
from typing import Protocol

from bot.clock import Clock
from bot.web.refusals import Refusal

MAX_AGE = 300.0

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class Headers(Protocol):
    """Headers that may come more than once."""

    def getall(self, key: str, default: list[str]) -> list[str]: ...


class Signatures:
    """Checks ``X-Slack-Signature``: HMAC-SHA256 over version, timestamp and the raw body."""

    def __init__(self, signing_secret: str, clock: Clock) -> None:
        self._secret = signing_secret.encode()
        self._clock = clock

    def of(self, headers: Headers) -> tuple[str, str] | Refusal:
        """Timestamp and signature, if both are there once, well formed and recent."""
        timestamps = headers.getall("X-Slack-Request-Timestamp", [])
        signatures = headers.getall("X-Slack-Signature", [])
        if len(timestamps) != 1 or len(signatures) != 1:
            return Refusal.UNSIGNED
        timestamp, signature = timestamps[0], signatures[0]
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
            return Refusal.UNSIGNED
        if abs(self._clock.now().timestamp() - int(timestamp)) > MAX_AGE:
            return Refusal.STALE
        return timestamp, signature

    def fits(self, timestamp: str, signature: str, body: bytes) -> bool:
        """Whether whoever made the signature knows the secret and signed just this body."""
        signed = b"v0:%s:%s" % (timestamp.encode(), body)
        made = "v0=" + hmac.digest(self._secret, signed, "sha256").hex()
        return hmac.compare_digest(made, signature)
