"""The Events API: subscriptions, envelopes, retries, and duplicates on order."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from simulators.slack.app import InstalledApp
from simulators.slack.delivery.envelope import Ack, Envelope
from simulators.slack.delivery.outbound import Outbound
from simulators.slack.ids import Ids
from simulators.slack.pace import Pace
from simulators.slack.shapes import Json

RETRY_AFTER = (0.0, 60.0, 300.0)
"""Slack tries again at once, after a minute, after five minutes, and then gives up."""


class Events:
    """Tells the app what happened, if it has subscribed and its scopes allow it."""

    def __init__(self, app: InstalledApp, outbound: Outbound, ids: Ids, pace: Pace) -> None:
        self._app = app
        self._outbound = outbound
        self._ids = ids
        self._pace = pace
        self._tasks: set[asyncio.Task[Any]] = set()
        self.doubled = 0
        """How many of the coming events are delivered twice, with the same event_id."""

    async def tell(self, name: str, event: Json, *, scope: str = "") -> Ack | None:
        """Deliver an event; returns after the first try, retries go on by themselves.

        ``name`` is the subscription (``message.im``), ``scope`` what reading it needs.
        None: the app has not subscribed, or may not have it.
        """
        if not self._app.hears(name, scope):
            return None
        return await self.deliver(self._wrapped(event))

    async def deliver(self, payload: Json) -> Ack:
        """Deliver a ready event_callback, also once more one that was delivered before."""
        again = self.doubled > 0
        self.doubled -= 1 if again else 0
        tries = [self._first_try(payload) for _ in range(2 if again else 1)]
        acks = await asyncio.gather(*tries)
        return acks[0]

    async def settle(self) -> None:
        """Wait until nothing is on its way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run something in the background until it is done or the local Slack ends."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is on its way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _first_try(self, payload: Json) -> Ack:
        ack = await self._outbound.carry(Envelope("events_api", payload))
        if not ack.ok and ack.retry:
            self.spawn(self._retry(payload, ack))
        return ack

    async def _retry(self, payload: Json, ack: Ack) -> None:
        for attempt, delay in enumerate(RETRY_AFTER, 1):
            await self._pace.wait(delay)
            envelope = Envelope("events_api", payload, attempt=attempt, reason=ack.reason)
            ack = await self._outbound.carry(envelope)
            if ack.ok or not ack.retry:
                return

    def _wrapped(self, event: Json) -> Json:
        bot = self._app.bot
        return {
            "token": self._app.verification_token,
            "team_id": bot.team_id,
            "api_app_id": self._app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": self._ids.new("Ev"),
            "event_time": int(self._pace.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": bot.team_id,
                    "user_id": bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": self._ids.new("EC"),
        }
