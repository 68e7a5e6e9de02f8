"""A small Slack for these tests: it hands out addresses, sends envelopes, and breaks on order."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer


class Wire:
    """One connection as Slack sees it."""

    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws = ws
        self._request = request
        self.alive = True

    def abort(self) -> None:
        """The TCP connection is reset."""
        self.alive = False
        assert self._request.transport is not None
        self._request.transport.abort()

    async def say(self, frame: dict[str, Any]) -> None:
        await self.ws.send_json(frame)


class Slack:
    def __init__(self, *, autoping: bool = True) -> None:
        self.wires: list[Wire] = []
        self.acks: dict[str, tuple[Wire, dict[str, Any]]] = {}
        self.refusal: str | None = None
        self.answer: dict[str, Any] | None = None
        self.tokens: list[str] = []
        self._autoping = autoping
        self._tickets: set[str] = set()
        app = web.Application()
        app.router.add_post("/api/apps.connections.open", self._open)
        app.router.add_get("/link", self._link)
        self.server = TestServer(app)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/api/"))

    @property
    def alive(self) -> list[Wire]:
        return [wire for wire in self.wires if wire.alive]

    async def _open(self, request: web.Request) -> web.Response:
        self.tokens.append(request.headers.get("Authorization", ""))
        if self.refusal:
            return web.json_response({"ok": False, "error": self.refusal})
        if self.answer:
            return web.json_response(self.answer)
        ticket = str(len(self.tokens))
        self._tickets.add(ticket)
        link = self.server.make_url("/link").with_scheme("ws").with_query(ticket=ticket)
        return web.json_response({"ok": True, "url": str(link)})

    async def _link(self, request: web.Request) -> web.StreamResponse:
        self._tickets.remove(request.query["ticket"])
        ws = web.WebSocketResponse(autoping=self._autoping)
        await ws.prepare(request)
        wire = Wire(ws, request)
        self.wires.append(wire)
        await wire.say({"type": "hello", "num_connections": len(self.alive)})
        async for message in ws:
            if message.type is WSMsgType.TEXT:
                frame = message.json()
                self.acks[frame["envelope_id"]] = (wire, frame)
        wire.alive = False
        return ws

    async def send(self, envelope_id: str, payload: Any, wire: Wire | None = None, **more: Any):
        frame = {
            "type": "slash_commands",
            "envelope_id": envelope_id,
            "payload": payload,
            "accepts_response_payload": True,
            **more,
        }
        await (wire or self.alive[-1]).say(frame)

    async def acked(self, envelope_id: str) -> dict[str, Any]:
        await until(lambda: envelope_id in self.acks)
        return self.acks[envelope_id][1]


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait for a condition."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the condition is the code's, not an event.
            await asyncio.sleep(0.005)


def command(text: str = "status") -> dict[str, str]:
    return {"command": "/campaign", "text": text, "user_id": "U1", "team_id": "T1"}


def event(event_id: str) -> dict[str, Any]:
    mention = {"type": "app_mention", "user": "U1", "text": "hi", "channel": "C1", "ts": "1.2"}
    return {"type": "event_callback", "team_id": "T1", "event_id": event_id, "event": mention}
