"""Socket Mode: tickets, connections, envelopes to one of them, disconnects."""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from simulators.slack.changes import Changes
from simulators.slack.delivery.envelope import Ack, Envelope
from simulators.slack.ids import secret
from simulators.slack.shapes import Json

MOST_CONNECTIONS = 10
GRACE_SECONDS = 10.0
"""How long a connection may stay after it was asked to go."""


@dataclass(eq=False)
class Connection:
    """One open web socket of the app."""

    name: str
    socket: web.WebSocketResponse
    request: web.Request
    leaving: bool = False
    waiting: dict[str, asyncio.Future[Ack]] = field(default_factory=dict)

    def abort(self) -> None:
        """Cut the TCP connection without a word: whoever cuts it sends nothing more over it."""
        self.leaving = True
        if self.request.transport is not None:
            self.request.transport.abort()


class SocketMode:
    """The connections of the app; each envelope goes to one of them, in turn."""

    def __init__(self, changes: Changes, app_id: str, address: Callable[[], str]) -> None:
        self._changes = changes
        self._app_id = app_id
        self._address = address
        self._tickets: set[str] = set()
        self._turn = 0
        self.connections: list[Connection] = []
        self.ack_seconds = 3.0
        self.refuse_connections = False
        self.refuse_acks = 0
        """How many of the coming acknowledgements are treated as if they never arrived."""

    def new_url(self) -> str:
        """An address for one connection, as ``apps.connections.open`` gives it."""
        ticket = secret()
        self._tickets.add(ticket)
        return f"ws://{self._address()}/link/?ticket={ticket}&app_id={self._app_id}"

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Handle one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or self.refuse_connections:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(secret(8), socket, request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await self._say_goodbye(connection, "too_many_websockets")
            await socket.close()
            return socket
        await self._serve(connection)
        return socket

    async def carry(self, envelope: Envelope) -> Ack:
        """Send the envelope over one connection and wait for its acknowledgement."""
        connection = self._next()
        if connection is None:
            return Ack(ok=False, reason="connection_failed")
        envelope_id = str(uuid.uuid4())
        waiting: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = waiting
        try:
            await connection.socket.send_json(_frame(envelope, envelope_id))
            async with asyncio.timeout(self.ack_seconds):
                return await waiting
        except TimeoutError:
            return Ack(ok=False, reason="timeout")
        except ConnectionError:
            return Ack(ok=False, reason="connection_failed")
        finally:
            connection.waiting.pop(envelope_id, None)

    async def disconnect(self, reason: str = "refresh_requested", *, count: int = 1) -> None:
        """Ask connections to go: ``warning``, ``refresh_requested`` or ``link_disabled``.

        They get nothing more, and those that do not go by themselves are cut after a while.
        """
        for connection in [one for one in self.connections if not one.leaving][:count]:
            connection.leaving = True
            await self._say_goodbye(connection, reason)
            asyncio.get_running_loop().call_later(GRACE_SECONDS, connection.abort)

    def abort(self, count: int = 1) -> None:
        """Cut so many TCP connections without a word."""
        for connection in self.connections[:count]:
            connection.abort()

    async def close(self) -> None:
        """End every connection."""
        for connection in list(self.connections):
            await connection.socket.close()

    def _next(self) -> Connection | None:
        open_ones = [one for one in self.connections if not one.leaving and not one.socket.closed]
        self._turn += 1
        return open_ones[self._turn % len(open_ones)] if open_ones else None

    async def _serve(self, connection: Connection) -> None:
        self.connections.append(connection)
        try:
            await connection.socket.send_json(self._hello())
            self._changes.announce({"kind": "socket", "text": "connected"})
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    self._hear(connection, message.data)
        except ConnectionError:
            pass
        finally:
            self._forget(connection)

    def _forget(self, connection: Connection) -> None:
        self.connections.remove(connection)
        for waiting in connection.waiting.values():
            if not waiting.done():
                waiting.set_result(Ack(ok=False, reason="connection_failed"))
        self._changes.announce({"kind": "socket", "text": "disconnected"})

    def _hear(self, connection: Connection, data: str) -> None:
        try:
            frame: Json = json.loads(data)
        except ValueError:
            return
        if self.refuse_acks > 0:
            self.refuse_acks -= 1
            return
        waiting = connection.waiting.get(frame.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(Ack(ok=True, body=frame.get("payload") or {}))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": "applink-local",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self._app_id},
        }

    async def _say_goodbye(self, connection: Connection, reason: str) -> None:
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
        await connection.socket.send_json(frame)


def _frame(envelope: Envelope, envelope_id: str) -> Json:
    frame: Json = {
        "envelope_id": envelope_id,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.takes_answer,
    }
    if envelope.kind == "events_api":
        frame |= {"retry_attempt": envelope.attempt, "retry_reason": envelope.reason}
    return frame
