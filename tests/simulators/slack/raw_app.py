"""Apps without Bolt, so that a test decides itself what is acknowledged, and when."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for

Frame = dict[str, Any]
Answer = Callable[[Frame], Frame | None]


def acknowledge(frame: Frame) -> Frame | None:
    """An acknowledgement without anything in it."""
    return {}


def silent(frame: Frame) -> Frame | None:
    """No acknowledgement at all."""
    return None


@dataclass
class SocketApp:
    """One Socket Mode connection; ``answer`` gives the payload of the ack, None for none."""

    slack: LocalSlack
    socket: aiohttp.ClientWebSocketResponse
    answer: Answer = acknowledge
    frames: list[Frame] = field(default_factory=list)

    async def listen(self) -> None:
        async for message in self.socket:
            frame = json.loads(message.data)
            self.frames.append(frame)
            self.slack.core.changes.announce({"kind": "frame"})
            payload = self.answer(frame) if "envelope_id" in frame else None
            if payload is not None:
                ack = {"envelope_id": frame["envelope_id"], "payload": payload}
                await self.socket.send_json(ack)

    @property
    def envelopes(self) -> list[Frame]:
        return [frame for frame in self.frames if "envelope_id" in frame]


@asynccontextmanager
async def socket_app(slack: LocalSlack, answer: Answer = acknowledge) -> AsyncIterator[SocketApp]:
    """A connection for the time of the test."""
    opened = await client_for(slack).apps_connections_open(app_token=slack.app_token)
    before = len(slack.socket.connections)
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
        app = SocketApp(slack, socket, answer)
        task = asyncio.create_task(app.listen())
        await slack.until(lambda: len(slack.socket.connections) > before)
        try:
            yield app
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@dataclass
class HttpApp:
    """A web server in the app's place; ``answer`` makes each response."""

    url: str = ""
    answer: Callable[[web.Request], web.Response] = lambda request: web.Response()
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read()))
        return self.answer(request)


@asynccontextmanager
async def http_app(slack: LocalSlack) -> AsyncIterator[HttpApp]:
    """A server that ``slack`` delivers to."""
    app, server = HttpApp(), web.Application()
    server.router.add_post("/slack/events", app.handle)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    app.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    slack.mode, slack.events_url = "http", app.url
    try:
        yield app
    finally:
        await runner.cleanup()
