"""Puts answers on the wire: at once, late, in drops, cut off, without end, or never."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from simulators.calls_api.answers import JSON, Answer
from simulators.calls_api.wire.faults import Fault
from simulators.calls_api.wire.spoiling import spoiled

_LOOK_SECONDS: Final = 0.05
_DROPS: Final = 20
_BLANKS: Final = b" " * 65536

Send = Callable[[web.Request, Fault, Answer], Awaitable[web.StreamResponse]]


def response(answer: Answer) -> web.Response:
    return web.Response(
        status=answer.status,
        body=answer.body,
        content_type=answer.content_type,
        headers=answer.headers,
    )


def drop(request: web.Request) -> web.Response:
    """Close the connection with a reset, so that the sender reads no answer."""
    if (transport := request.transport) is not None:
        if (sock := transport.get_extra_info("socket")) is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()


async def send_faulty(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    """Answer as the fault says. ``answer`` is what would have been sent."""
    send = _WAYS.get(fault.kind)
    if send is None:
        return response(spoiled(fault, answer))
    return await send(request, fault, answer)


async def _drop(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    return drop(request)


async def _hang(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    # aiohttp has no event for a connection that the other side gave up, so it is looked at.
    while request.transport is not None and not request.transport.is_closing():  # noqa: ASYNC110
        await asyncio.sleep(_LOOK_SECONDS)
    return web.Response()


async def _late(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    await asyncio.sleep(fault.seconds)
    return response(answer)


async def _cut_off(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    stream = await _begin(request, answer, length=len(answer.body) + 1)
    await stream.write(answer.body[: len(answer.body) // 2] or b" ")
    return drop(request)


async def _slow_drip(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    stream = await _begin(request, answer, length=len(answer.body))
    step = max(1, -(-len(answer.body) // _DROPS))
    for start in range(0, len(answer.body), step):
        await asyncio.sleep(fault.seconds / _DROPS)
        await stream.write(answer.body[start : start + step])
    return stream


async def _huge_body(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    stream = await _begin(request, answer, length=None)
    for _ in range(-(-fault.size // len(_BLANKS))):
        await stream.write(_BLANKS)
    return stream


async def _begin(request: web.Request, answer: Answer, length: int | None) -> web.StreamResponse:
    stream = web.StreamResponse(status=answer.status, headers=answer.headers)
    stream.content_type = JSON
    stream.content_length = length
    await stream.prepare(request)
    return stream


_WAYS: Final[dict[str, Send]] = {
    "reset": _drop,
    "hang": _hang,
    "drop_after_processing": _drop,
    "hang_after_processing": _hang,
    "delay_after_processing": _late,
    "cut_off": _cut_off,
    "slow_drip": _slow_drip,
    "huge_body": _huge_body,
}
