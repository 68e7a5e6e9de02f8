"""A Slack that says yes: the Web API's methods, ``response_url`` and Socket Mode."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import orjson
from aiohttp import WSMsgType, web

TEAM, BOT, APP, CHANNEL, PERSON = "T0BENCH", "U0BENCHBOT", "A0BENCH", "C0BENCH", "U0BENCHADA"
TOKEN, SECRET = "xoxb-bench", "0123456789abcdef0123456789abcdef"
APP_TOKEN, FLOOR_APP_TOKEN = "xapp-bench", "xapp-floor"

_SELF = {"team_id": TEAM, "team": "Bench", "url": "https://bench.example/", "bot_id": "B0BENCH"}
_PERSON = {"id": PERSON, "team_id": TEAM, "is_owner": True, "tz": "UTC", "locale": "en-US"}


class SlackStand:
    """Notes when each method was called; ``heard`` is told of it, with the method's name."""

    def __init__(self) -> None:
        self.url = ""
        self.heard: Callable[[str, float], None] = lambda method, at: None
        self._numbers = count(1)
        self._acks: dict[str, asyncio.Future[float]] = {}
        self.sockets: dict[str, web.WebSocketResponse] = {}

    def application(self) -> web.Application:
        """Its routes."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/hook", self._hook)
        app.router.add_get("/link", self._link)
        app.router.add_post("/upload", self._upload)
        return app

    async def _call(self, request: web.Request) -> web.Response:
        at, method = time.perf_counter(), request.match_info["method"]
        await request.read()
        self.heard(method, at)
        answer = {"ok": True, **self._answer(method, request.headers.get("Authorization", ""))}
        headers = {"x-oauth-scopes": "commands,chat:write"}
        return web.Response(
            body=orjson.dumps(answer), content_type="application/json", headers=headers
        )

    def _answer(self, method: str, authorization: str) -> dict[str, Any]:
        number = next(self._numbers)
        match method:
            case "auth.test":
                return {**_SELF, "user_id": BOT}
            case "users.info":
                return {"user": _PERSON}
            case "apps.connections.open":
                app_token = authorization.removeprefix("Bearer ")
                return {"url": f"{self.url.replace('http', 'ws')}/link?app={app_token}"}
            case "files.getUploadURLExternal":
                return {"upload_url": f"{self.url}/upload", "file_id": f"F{number}"}
        return {"channel": CHANNEL, "ts": f"{1_700_000_000 + number}.000100", "message": {}}

    async def _hook(self, request: web.Request) -> web.Response:
        at = time.perf_counter()
        await request.read()
        self.heard("response_url", at)
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        async for _ in request.content.iter_chunked(1 << 16):
            pass
        return web.Response(text="OK")

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str('{"type": "hello", "num_connections": 1}')
        self.sockets[request.query["app"]] = socket
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self._acked(orjson.loads(message.data))
        return socket

    def _acked(self, frame: dict[str, Any]) -> None:
        waiting = self._acks.pop(str(frame.get("envelope_id")), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(time.perf_counter())

    async def send(self, app_token: str, payload: dict[str, Any]) -> float:
        """Send a command by the newest connection of an app; the seconds until its ack."""
        envelope_id = f"envelope-{next(self._numbers)}"
        acked = self._acks[envelope_id] = asyncio.get_running_loop().create_future()
        frame = {"envelope_id": envelope_id, "type": "slash_commands", "payload": payload}
        text = orjson.dumps({**frame, "accepts_response_payload": True}).decode()
        began = time.perf_counter()
        await self.sockets[app_token].send_str(text)
        seconds: float = await acked - began
        return seconds


@asynccontextmanager
async def slack_stand() -> AsyncIterator[SlackStand]:
    """A Slack on a loopback port."""
    stand = SlackStand()
    async with served(stand.application()) as url:
        stand.url = url
        yield stand


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """The application on a free loopback port; its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
