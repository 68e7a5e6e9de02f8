"""Answering one HTTP request, with the fault that was ordered for it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import struct
from collections.abc import Callable

from aiohttp import web

from simulators.slack.faults import Fault, Faults
from simulators.slack.shapes import Json

Work = Callable[[], web.Response]
"""Does what was asked, and says what to answer."""


async def serve(
    faults: Faults, request: web.Request, target: str, arguments: Json, work: Work
) -> web.StreamResponse:
    """Do the work and answer; or show the fault that stands for this call."""
    fault = faults.take(target, arguments)
    if fault is None:
        return work()
    if fault.kind == "kill":
        return await _kill(fault, request, work)
    answer = work() if fault.processed else None
    await _delay(fault)
    return _spoilt(fault, request) or answer or work()


async def _kill(fault: Fault, request: web.Request, work: Work) -> web.StreamResponse:
    if fault.stage == "received":
        os.kill(fault.pid, signal.SIGKILL)
        return _cut(request, reset=False)
    answer = work()
    if fault.stage == "answered":
        await answer.prepare(request)
        await answer.write_eof()
    os.kill(fault.pid, signal.SIGKILL)
    return answer


async def _delay(fault: Fault) -> None:
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    elif fault.kind in ("hold", "hang"):
        await fault.released.wait()


def _spoilt(fault: Fault, request: web.Request) -> web.Response | None:
    match fault.kind:
        case "drop" | "reset" | "hang":
            return _cut(request, reset=fault.kind == "reset")
        case "status":
            return web.Response(status=fault.status, text="<html>Server Error</html>")
        case "error":
            return web.json_response({"ok": False, "error": fault.error})
        case "ratelimited":
            return rate_limited(fault.seconds)
        case _:
            return None


def rate_limited(seconds: float) -> web.Response:
    """Slack's 429: Retry-After is in whole seconds."""
    return web.json_response(
        {"ok": False, "error": "ratelimited"},
        status=429,
        headers={"Retry-After": str(max(1, round(seconds)))},
    )


def _cut(request: web.Request, *, reset: bool) -> web.Response:
    if request.transport is not None:
        if reset:
            _linger_not(request.transport.get_extra_info("socket"))
        request.transport.abort()
    return web.Response()


def _linger_not(connection: socket.socket) -> None:
    # With a linger time of zero the kernel sends RST instead of FIN.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
