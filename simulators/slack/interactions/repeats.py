"""Deliveries once more, events of any kind, and addresses verified."""

from __future__ import annotations

import json
from typing import Any

from simulators.slack.delivery.envelope import Ack, Delivery
from simulators.slack.errors import Refused
from simulators.slack.interactions.base import Acts
from simulators.slack.shapes import Json


class Repeats(Acts):
    """What Slack does by itself, now on order."""

    async def event(self, kind: str, *, scope: str = "", **fields: Any) -> Ack | None:
        """Any event; None if the app has not subscribed to it."""
        event: Json = {"type": kind, "event_ts": self.core.ids.ts(), **fields}
        return await self.core.events.tell(kind, event, scope=scope)

    async def redeliver(self, delivery: Delivery | None = None) -> Ack:
        """The same delivery once more, byte for byte: the last one if none is given."""
        if delivery is None:
            if not self.core.outbound.deliveries:
                raise Refused("Nothing was delivered yet.")
            delivery = self.core.outbound.deliveries[-1]
        return await self.core.outbound.carry(delivery.envelope)

    def double_events(self, count: int = 1) -> None:
        """Deliver so many of the coming events twice at once, with the same event_id."""
        self.core.events.doubled += count

    async def verify_url(self) -> bool:
        """Ask the app's address to echo a challenge, as Slack does when it is set."""
        challenge = self.core.ids.new("Ch")
        body: Json = {
            "token": self.core.app.verification_token,
            "challenge": challenge,
            "type": "url_verification",
        }
        headers = {"Content-Type": "application/json"}
        ack = await self.core.outbound.http.send(json.dumps(body).encode(), headers)
        return ack.ok and challenge in (ack.body.get("challenge"), ack.body.get("text"))
