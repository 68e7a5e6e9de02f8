"""A small Web API of Slack for these tests: it keeps messages, and breaks on order."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebApi:
    """``break_next(method, fault, after=True)`` lets one call be processed before it breaks."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.authorizations: list[str] = []
        self.messages: list[dict[str, Any]] = []
        self.uploads: dict[str, bytes] = {}
        self.routes: dict[str, Answer] = {}
        self.data: dict[str, Any] = {}
        self._faults: dict[str, deque[tuple[Answer, bool]]] = defaultdict(deque)
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_route("*", "/{place:.+}", self._plain)
        self.server = TestServer(app)

    async def start(self) -> None:
        await self.server.start_server(shutdown_timeout=0.01)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/api/"))

    def at(self, path: str) -> str:
        return str(self.server.make_url(path))

    def break_next(self, method: str, fault: Answer, *, after: bool = False) -> None:
        self._faults[method].append((fault, after))

    def count(self, method: str) -> int:
        return sum(1 for called, _ in self.calls if called == method)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, args = request.match_info["method"], await _arguments(request)
        self.calls.append((method, args))
        self.authorizations.append(request.headers.get("Authorization", ""))
        fault, after = self._faults[method].popleft() if self._faults[method] else (None, False)
        if fault is not None and not after:
            return await fault(request)
        answer = self._process(method, args)
        if fault is not None:
            return await fault(request)
        return web.json_response({"ok": True, **answer}, headers={"X-OAuth-Scopes": "commands,a"})

    def _process(self, method: str, args: dict[str, Any]) -> dict[str, Any]:
        if method == "chat.postMessage":
            ts = f"{1_700_000_000 + len(self.messages)}.000100"
            self.messages.append({**args, "ts": ts, "bot_id": "B1"})
            return {"ts": ts, "channel": args["channel"]}
        if method in ("conversations.history", "conversations.replies"):
            return self._history(args)
        if method == "files.getUploadURLExternal":
            return {"file_id": "F1", "upload_url": self.at(f"/upload/{args['filename']}")}
        known: dict[str, dict[str, Any]] = {
            "chat.update": {"ts": args.get("ts"), "channel": args.get("channel")},
            "chat.postEphemeral": {"message_ts": "1700000001.000200"},
            "auth.test": {"team_id": "T1", "team": "Acme", "bot_id": "B1", "user_id": "U1"},
        }
        return self.data.get(method, known.get(method, {}))

    def _history(self, args: dict[str, Any]) -> dict[str, Any]:
        thread, size = args.get("ts"), 2
        found = [m for m in reversed(self.messages) if m["channel"] == args["channel"]]
        found = [m for m in found if not thread or thread in (m["ts"], m.get("thread_ts"))]
        found = [m for m in found if float(m["ts"]) >= float(args["oldest"])]
        start = int(args.get("cursor") or 0)
        more = str(start + size) if start + size < len(found) else ""
        page = [_seen(m, args) for m in found[start : start + size]]
        return {"messages": page, "response_metadata": {"next_cursor": more}}

    async def _plain(self, request: web.Request) -> web.StreamResponse:
        place = request.match_info["place"]
        self.authorizations.append(request.headers.get("Authorization", ""))
        if place in self.routes:
            return await self.routes[place](request)
        self.uploads[place] = await request.read()
        return web.Response(text="OK")


def _seen(message: dict[str, Any], args: dict[str, Any]) -> dict[str, Any]:
    wanted = args.get("include_all_metadata") == "1"
    return message if wanted else {k: v for k, v in message.items() if k != "metadata"}


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(json.loads(await request.text()))
    return {**request.query, **dict(await request.post())}


def says(word: str, status: int = 200, **headers: str) -> Answer:
    """A definite ``ok: false``."""

    async def answer(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response({"ok": False, "error": word}, status=status, headers=named)

    return answer


def text(body: str, status: int = 200, kind: str = "text/html", **headers: str) -> Answer:
    """Something that is not Slack's JSON."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text=body, status=status, content_type=kind, headers=headers)

    return answer


async def hang(_: web.Request) -> web.StreamResponse:
    """No answer, ever."""
    await asyncio.Event().wait()
    raise AssertionError


async def drop(request: web.Request) -> web.StreamResponse:
    """The connection is closed instead of an answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def reset(request: web.Request) -> web.StreamResponse:
    """The connection is reset instead of an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
