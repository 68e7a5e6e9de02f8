"""What travels to the app, and how the app acknowledges it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from simulators.slack.shapes import Json

EnvelopeKind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Envelope:
    """One delivery. ``attempt`` counts the retries of an event from 1; 0 is the first try."""

    kind: EnvelopeKind
    payload: Json
    takes_answer: bool = False
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Ack:
    """How the app answered.

    ``reason`` of a failure: ``http_timeout``, ``http_error``, ``connection_failed`` or, in
    Socket Mode, ``timeout``. ``body`` is the JSON the app sent along; plain text comes as
    ``{"text": …}``. ``seconds`` is how long the app took.
    """

    ok: bool
    body: Json = field(default_factory=dict)
    reason: str = ""
    status: int = 0
    retry: bool = True
    seconds: float = 0.0


@dataclass(frozen=True)
class Delivery:
    """An envelope with its acknowledgement, as tests read it in ``slack.deliveries``."""

    envelope: Envelope
    ack: Ack

    @property
    def payload(self) -> Json:
        """What the app was sent."""
        return self.envelope.payload
