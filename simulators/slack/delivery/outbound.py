"""The way to the app, whichever it is, with a record of everything that went over it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Literal

from simulators.slack.changes import Changes
from simulators.slack.delivery.envelope import Ack, Delivery, Envelope
from simulators.slack.delivery.http import HttpDelivery
from simulators.slack.delivery.socket import SocketMode

Mode = Literal["socket", "http"]


class Outbound:
    """Carries envelopes by Socket Mode or by HTTP; ``mode`` may be changed at any time."""

    def __init__(
        self, mode: Mode, socket: SocketMode, http: HttpDelivery, changes: Changes
    ) -> None:
        self.mode = mode
        self.socket = socket
        self.http = http
        self.deliveries: list[Delivery] = []
        self._changes = changes

    async def carry(self, envelope: Envelope) -> Ack:
        """Deliver once; the acknowledgement, or why there was none."""
        started = time.monotonic()
        courier = self.socket if self.mode == "socket" else self.http
        ack = replace(await courier.carry(envelope), seconds=time.monotonic() - started)
        self.deliveries.append(Delivery(envelope, ack))
        self._changes.announce({"kind": "delivery", "text": envelope.kind, "ok": ack.ok})
        return ack

    def set_ack_seconds(self, seconds: float) -> None:
        """How long the app has for its acknowledgement; three seconds at Slack."""
        self.socket.ack_seconds = self.http.ack_seconds = seconds

    def refuse_acks(self, count: int) -> None:
        """Treat so many coming acknowledgements as if they never arrived."""
        courier = self.socket if self.mode == "socket" else self.http
        courier.refuse_acks += count

    async def close(self) -> None:
        """Close both ways."""
        await self.socket.close()
        await self.http.close()
