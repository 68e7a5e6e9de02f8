"""Strangers on the port: connections that send nothing, and bytes that are no HTTP."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler, Middleware

HEAD_SECONDS = 10.0


class Silences:
    """Closes connections on which no whole head of a request has come after ``seconds``.

    aiohttp waits for the first one for ever, so that a few hundred of them would leave the process
    no file to open; between later ones it counts the seconds itself.
    """

    def __init__(self, seconds: float = HEAD_SECONDS) -> None:
        self._seconds = seconds
        self._silent: set[web.RequestHandler] = set()

    def opened(self, connection: web.RequestHandler) -> None:
        """From now on the seconds count."""
        self._silent.add(connection)
        asyncio.get_running_loop().call_later(self._seconds, self._over, connection)

    def _over(self, connection: web.RequestHandler) -> None:
        if connection in self._silent:
            self._silent.discard(connection)
            if connection.transport is not None:
                connection.transport.abort()

    def middleware(self) -> Middleware:
        """What tells that a head has come."""

        @web.middleware
        async def hear(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._silent.discard(request.protocol)
            return await handler(request)

        return hear


class PatientRunner(web.AppRunner):
    """A runner whose connections are watched by ``silences``."""

    def __init__(self, app: web.Application, silences: Silences, **options: Any) -> None:
        app.middlewares.append(silences.middleware())
        super().__init__(app, logger=_LOGGER, **options)
        self._silences = silences

    @property
    def server(self) -> Any:
        """What makes the handler of each connection."""
        server = super().server
        return None if server is None else self._accept

    def _accept(self) -> web.RequestHandler:
        server = super().server
        assert server is not None  # noqa: S101 - nothing listens before it is there.
        connection = server()
        self._silences.opened(connection)
        return connection


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Whoever sends what is no HTTP is told so, and must not fill the log with tracebacks."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


_LOGGER = logging.getLogger("bot.web.server")
_LOGGER.addFilter(_is_worth_a_line)
