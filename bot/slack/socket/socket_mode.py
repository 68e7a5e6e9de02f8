"""Socket Mode on two connections, so that losing one loses nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.clock import Clock
from bot.slack.client import SlackClients, SlackTrouble
from bot.slack.socket.connection import Connection
from bot.slack.socket.dialer import Dialer
from bot.slack.socket.envelopes import Envelopes, OnAck
from bot.slack.socket.keeper import Keeper

CONNECTIONS = 2
ACK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class SocketHealth:
    """For ``/readyz``: ``age`` is the seconds since Slack last gave a sign of life."""

    ok: bool
    detail: str
    age: float | None


def _ignore(way_in: str, status: int, seconds: float) -> None:
    """Nobody watches."""


class SocketMode:
    """Keeps two connections open; Slack sends each envelope to one that it believes alive.

    One connection with the SDK's ping of 10 s lost 97 of 120 messages after an aborted TCP
    connection; two lost none. A connection that Slack announces to close is replaced before it is
    gone, which the SDK's client does not do, and no frame is logged at any level.

    :param on_ack: told of each envelope, for metrics.
    """

    def __init__(
        self,
        app: AsyncApp,
        clients: SlackClients,
        app_token: str,
        *,
        on_ack: OnAck = _ignore,
        connections: int = CONNECTIONS,
    ) -> None:
        self._clock: Clock = clients.clock
        self._dialer = Dialer(clients, app_token, Envelopes(app, on_ack, clients.clock))
        self._keepers = [
            Keeper(self._dialer, clients.clock, self._send_by_another) for _ in range(connections)
        ]
        self._keeping: list[asyncio.Task[None]] = []
        self._seen_at: float | None = None

    async def start(self) -> None:
        """Check the app token, then connect in the background, and again whenever it is needed.

        An outage of Slack is no start error: :meth:`health` tells.

        :raises AppTokenRefused: trying again cannot help.
        """
        try:
            addresses = [await self._dialer.address()]
        except SlackTrouble:
            addresses = []
        for index, keeper in enumerate(self._keepers):
            address = addresses[index] if index < len(addresses) else None
            self._keeping.append(asyncio.create_task(keeper.keep(address), name="socket mode"))

    def health(self) -> SocketHealth:
        """Whether Slack can reach us, by how many connections, and when it last did."""
        ready = self._ready()
        if ready:
            self._seen_at = max(connection.seen_at for connection in ready)
        age = None if self._seen_at is None else self._clock.monotonic() - self._seen_at
        detail = f"{len(ready)} of {len(self._keepers)} connections"
        troubles = ", ".join(sorted({keeper.trouble for keeper in self._keepers} - {""}))
        return SocketHealth(bool(ready), f"{detail} ({troubles})" if troubles else detail, age)

    async def stop_intake(self, seconds: float = ACK_SECONDS) -> None:
        """Take nothing new, let the acks in the making go out, and close both connections."""
        for keeper in self._keepers:
            keeper.stop_reading()
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        await asyncio.gather(*(keeper.close(seconds) for keeper in self._keepers))

    def _ready(self) -> list[Connection]:
        current = (keeper.current for keeper in self._keepers)
        return [connection for connection in current if connection and connection.ready]

    async def _send_by_another(self, frame: str) -> bool:
        for connection in self._ready():
            if await connection.send(frame):
                return True
        return False
