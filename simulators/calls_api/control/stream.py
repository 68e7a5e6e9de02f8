"""``GET /_control/stream``: server-sent events, a whole look each time that something differs."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, Final

import orjson
from aiohttp import web

_GLANCE_SECONDS: Final = 0.25


class Stream:
    """``look`` gives what ``GET /_control`` answers."""

    def __init__(self, look: Callable[[], Any]) -> None:
        self._look = look

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Calls change state thousands of times a second on a fast clock, so it is sampled."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):  # Whoever listened has gone.
            await self._tell(response)
        return response

    async def _tell(self, response: web.StreamResponse) -> None:
        told = b""
        while True:
            seen = orjson.dumps(self._look())
            if seen != told:
                await response.write(b"data: " + seen + b"\n\n")
                told = seen
            await asyncio.sleep(_GLANCE_SECONDS)
