"""A host to call in tests: it answers what a test tells it to, over a real socket."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

TOKEN = "123456.789.mBoMyfZLZqKHIPKjFjWYfRw9hgfIV9InFC4bHGVw5ND"

WILD_ROW: Mapping[str, Any] = {
    "attemptsCount": 0,
    "callDuration": 0,
    "callJobId": "5665336642",
    "createdAt": 1691006924166,
    "finishedAt": None,
    "jobStatus": "planned",
    "phone": "12025550100",
    "redialNumber": None,
    "reportData": None,
    "tagName": None,
    "tagPayload": None,
}
"""A row as public clients have seen it, with a fictional phone."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived; ``at`` is a monotonic time in seconds."""

    method: str
    raw_path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def route(self) -> str:
        """What follows the token in the path."""
        return "/".join(self.raw_path.split("/")[5:])

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


Reply = Callable[[Seen, web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Host:
    """Answers of a route are taken one after another; the last one stays."""

    base_url: str = ""
    seen: list[Seen] = field(default_factory=list)
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    otherwise: list[Reply] = field(default_factory=lambda: [page_not_found])

    @property
    def place(self) -> str:
        """The host as a list of allowed hosts names it."""
        return self.base_url.removeprefix("http://")

    def on(self, route: str, *replies: Reply) -> None:
        self.replies[route] = list(replies)

    def asked(self, route: str) -> list[Seen]:
        return [seen for seen in self.seen if seen.route == route]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        at = time.monotonic()
        seen = Seen(request.method, request.raw_path, request.headers, body, at)
        self.seen.append(seen)
        replies = self.replies.get(seen.route) or self.otherwise
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        return await reply(seen, request)


def says(body: Any = None, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A reply with a JSON body, or with bytes as they are; None is an empty body."""
    raw = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)

    async def reply(_: Seen, __: web.Request) -> web.StreamResponse:
        kind = "application/json" if raw[:1] in b'[{"' else "text/html"
        return web.Response(body=raw, status=status, content_type=kind, headers=headers)

    return reply


def answers(make: Callable[[Seen], Any]) -> Reply:
    """A reply whose JSON is computed from the request; a tuple has the status first."""

    async def reply(seen: Seen, _: web.Request) -> web.StreamResponse:
        made = make(seen)
        status, body = made if isinstance(made, tuple) else (200, made)
        return web.json_response(body, status=status, dumps=lambda v: orjson.dumps(v).decode())

    return reply


async def page_not_found(_: Seen, __: web.Request) -> web.StreamResponse:
    return web.Response(status=404, text="<html>nothing here</html>", content_type="text/html")


async def hangs_up(_: Seen, request: web.Request) -> web.StreamResponse:
    """The connection is lost after the request was processed."""
    assert request.transport
    request.transport.abort()
    return web.Response()


def cut(body: bytes, length: int) -> Reply:
    """A body that ends before the length that was announced."""

    async def reply(_: Seen, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-length": str(length)})
        await response.prepare(request)
        await response.write(body)
        assert request.transport
        request.transport.abort()
        return response

    return reply


def no(kind: str, status: int = 400, **facts: Any) -> Reply:
    """A typed refusal."""
    return says({"type": kind, "message": "No.", **facts}, status)


@asynccontextmanager
async def running_host() -> AsyncIterator[Host]:
    host = Host()
    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/{path:.*}", host.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        host.base_url = f"http://127.0.0.1:{port}"
        yield host
    finally:
        await runner.cleanup()
