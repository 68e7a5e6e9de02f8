"""Puts answers on the wire: as they are, or as a fault spoils them."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Final

import orjson
from aiohttp import web

from simulators.calls_api.answers import HTML, JSON, Answer, html_answer
from simulators.calls_api.wire.faults import Fault

_TITLES: Final = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Time-out",
}
_LOOK_SECONDS: Final = 0.05
_DRIP_PIECES: Final = 20
_CHUNK: Final = b" " * 65536

Player = Callable[[web.Request, Fault, Answer], Awaitable[web.StreamResponse]]


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


async def play(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    """Answer as the fault says. ``answer`` is what would have been sent."""
    if fault.kind.isdigit():
        return response(_refusal(int(fault.kind), fault))
    return await _PLAYERS[fault.kind](request, fault, answer)


def _refusal(status: int, fault: Fault) -> Answer:
    headers = {"Retry-After": fault.retry_after} if fault.retry_after is not None else {}
    if status == 500:
        body = orjson.dumps({"status": status, "message": "unexpected"})
        return Answer(status, body, JSON, headers)
    page = html_answer(status, _TITLES[status])
    return Answer(status, page.body, HTML, headers)


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


async def _as_is(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    return response(answer)


async def _html(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    return response(html_answer(200, "Sign in"))


async def _redirect(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    return response(Answer(302, headers={"Location": f"http://{request.host}/elsewhere"}))


async def _empty(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    return response(Answer(answer.status, b"", answer.content_type))


async def _cut_json(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    body = answer.body or b'{"never":"ends"}'
    return response(Answer(answer.status, body[: len(body) // 2], JSON))


async def _wrong_types(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    is_array = answer.body.startswith(b"[")
    wrong = {"unexpected": [1, None]} if is_array else [{"unexpected": True}, 7]
    return response(Answer(answer.status, orjson.dumps(wrong)))


async def _cut_off(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    stream = await _begin(request, answer, length=len(answer.body) + 1)
    await stream.write(answer.body[: len(answer.body) // 2] or b" ")
    return drop(request)


async def _slow_drip(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    stream = await _begin(request, answer, length=len(answer.body))
    step = max(1, -(-len(answer.body) // _DRIP_PIECES))
    for start in range(0, len(answer.body), step):
        await asyncio.sleep(fault.seconds / _DRIP_PIECES)
        await stream.write(answer.body[start : start + step])
    await stream.write_eof()
    return stream


async def _huge_body(request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
    stream = await _begin(request, answer, length=None)
    for _ in range(-(-fault.size // len(_CHUNK))):
        await stream.write(_CHUNK)
    await stream.write_eof()
    return stream


async def _begin(request: web.Request, answer: Answer, length: int | None) -> web.StreamResponse:
    stream = web.StreamResponse(status=answer.status, headers=answer.headers)
    stream.content_type = JSON
    stream.content_length = length
    await stream.prepare(request)
    return stream


_PLAYERS: Final[dict[str, Player]] = {
    "reset": _drop,
    "hang": _hang,
    "drop_after_processing": _drop,
    "hang_after_processing": _hang,
    "delay": _as_is,
    "delay_after_processing": _late,
    "html": _html,
    "redirect": _redirect,
    "empty_body": _empty,
    "cut_json": _cut_json,
    "cut_off": _cut_off,
    "wrong_types": _wrong_types,
    "slow_drip": _slow_drip,
    "huge_body": _huge_body,
}
