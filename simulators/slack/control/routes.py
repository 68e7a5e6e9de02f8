"""``/_control/…``: for other processes, and for a page in a browser."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict

from aiohttp import web

from simulators.slack.acting import Acting
from simulators.slack.control.orders import ACTS, act
from simulators.slack.control.shown import shown, state_shown
from simulators.slack.errors import ConfirmNeeded, Refused
from simulators.slack.faults import Fault
from simulators.slack.shapes import Json
from simulators.slack.workspace import NoSuch

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keep other web sites away from the controls: only this host, only JSON."""
    if request.path.startswith(("/_control", "/_calls", "/_files")):
        if (request.url.host or "") not in ("127.0.0.1", "localhost"):
            return web.json_response({"ok": False, "refused": "loopback only"}, status=403)
        if request.method == "POST" and request.content_type != "application/json":
            return web.json_response({"ok": False, "refused": "JSON only"}, status=415)
    return await handler(request)


def control_routes(slack: Acting) -> list[web.RouteDef]:
    """The routes of the control API."""
    control = Control(slack)
    return [
        web.get("/_control/state", control.state),
        web.get("/_control/transcript", control.transcript),
        web.get("/_control/calls", control.calls),
        web.get("/_control/deliveries", control.deliveries),
        web.get("/_control/stream", control.stream),
        web.post("/_control/acts/{act}", control.act),
        web.post("/_control/faults", control.add_fault),
        web.delete("/_control/faults", control.clear_faults),
        web.post("/_control/faults/{number}/release", control.release_fault),
    ]


class Control:
    """Answers with ``{"ok": true, …}``, or false and why."""

    def __init__(self, slack: Acting) -> None:
        self._slack = slack

    async def state(self, request: web.Request) -> web.Response:
        """Everything as it is now; ``last`` is the number to follow the stream from.

        ``platform`` says whether there is a simulated Calls API beside it, under ``/_calls``.
        """
        state = state_shown(self._slack.core)
        return web.json_response({"ok": True, "platform": bool(self._slack.calls_url), **state})

    async def transcript(self, request: web.Request) -> web.Response:
        """The entries after ``?since=``."""
        entries = self._slack.transcript.since(int(request.query.get("since", "0")))
        return web.json_response({"ok": True, "entries": [asdict(one) for one in entries]})

    async def calls(self, request: web.Request) -> web.Response:
        """The app's calls, all or of ``?method=``."""
        wanted = request.query.get("method")
        found = [asdict(one) for one in self._slack.calls if wanted in (None, one.method)]
        return web.json_response({"ok": True, "calls": found})

    async def deliveries(self, request: web.Request) -> web.Response:
        """What was sent to the app, with its acknowledgements."""
        found = shown(self._slack.core, self._slack.deliveries)
        return web.json_response({"ok": True, "deliveries": found})

    async def act(self, request: web.Request) -> web.Response:
        """Do what a person does, or what Slack does on order."""
        name = request.match_info["act"]
        if name not in ACTS:
            return _no(404, f"There is no act {name!r}.")
        try:
            result = await act(self._slack, name, await request.json())
        except ConfirmNeeded as asked:
            dialog = {"title": asked.title, "text": asked.text, "yes": asked.yes, "no": asked.no}
            return _no(409, str(asked), confirm=dialog)
        except Refused as refused:
            return _no(409, str(refused))
        except NoSuch as missing:
            return _no(404, str(missing))
        except (TypeError, ValueError) as wrong:
            return _no(400, str(wrong))
        except AssertionError as late:
            return _no(408, str(late))
        return web.json_response({"ok": True, "result": shown(self._slack.core, result)})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Order a fault; its number releases it when it holds."""
        try:
            self._slack.core.faults.add(Fault(**await request.json()))
        except TypeError as wrong:
            return _no(400, str(wrong))
        return web.json_response({"ok": True, "number": len(self._slack.core.faults.orders) - 1})

    async def clear_faults(self, request: web.Request) -> web.Response:
        """Take all orders back."""
        self._slack.core.faults.clear()
        return web.json_response({"ok": True})

    async def release_fault(self, request: web.Request) -> web.Response:
        """Let go what a fault holds."""
        self._slack.core.faults.orders[int(request.match_info["number"])].release()
        return web.json_response({"ok": True})

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: the transcript from ``?since=`` on, then every change."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        since = request.headers.get("Last-Event-ID") or request.query.get("since")
        # A page that goes away ends its stream; that is no fault of anybody's.
        with self._slack.core.changes.follow() as queue, suppress(ConnectionError):
            await response.prepare(request)
            for entry in self._slack.transcript.since(int(since)) if since else []:
                await response.write(_sse(asdict(entry)))
            while not self._slack.core.closing:
                await response.write(_sse(await queue.get()))
        return response


def _sse(change: Json) -> bytes:
    number = f"id: {change['number']}\n" if "number" in change else ""
    return f"{number}data: {json.dumps(change)}\n\n".encode()


def _no(status: int, why: str, **extra: Json) -> web.Response:
    return web.json_response({"ok": False, "refused": why, **extra}, status=status)
