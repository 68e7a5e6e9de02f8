"""``/_calls/…``: the controls of the simulated Calls API, on the page's own address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import aiohttp
from aiohttp import web

_AWAY = b'data: {"away": true}\n\n'
_RETRY_SECONDS = 0.5


class CallsProxy:
    """Passes requests on to ``{url}/_control/…``; without an address there is nothing there."""

    def __init__(self, url: Callable[[], str]) -> None:
        self._url = url

    async def pass_on(self, request: web.Request) -> web.Response:
        """One request and its answer; 502 if the simulator cannot be reached."""
        url, body = self._target(request), await request.read()
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.request(request.method, url, data=body) as answer,
            ):
                return web.Response(
                    status=answer.status,
                    body=await answer.read(),
                    content_type=answer.content_type,
                )
        except aiohttp.ClientError:
            raise web.HTTPBadGateway(text="the Calls API simulator is away") from None

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events for as long as the page listens, also while the simulator is away."""
        url = self._target(request)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        endless = aiohttp.ClientTimeout(total=None)
        with suppress(aiohttp.ClientConnectionResetError):  # The page has gone.
            async with aiohttp.ClientSession(timeout=endless) as session:
                while True:
                    await _pour(session, url, response)
                    await response.write(_AWAY)
                    await asyncio.sleep(_RETRY_SECONDS)
        return response

    def _target(self, request: web.Request) -> str:
        base = self._url()
        if not base:
            raise web.HTTPNotFound(text="no Calls API simulator")
        return f"{base}/_control{request.path.removeprefix('/_calls')}"


async def _pour(session: aiohttp.ClientSession, url: str, into: web.StreamResponse) -> None:
    try:
        async with session.get(url) as answer:
            async for chunk in answer.content.iter_any():
                await into.write(chunk)
    except aiohttp.ClientConnectionResetError:
        raise
    except aiohttp.ClientError:
        return
