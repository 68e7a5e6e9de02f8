"""The loopback port: it can be shut and opened again, as a host that goes away does."""

import asyncio
from typing import Final

from aiohttp import web

_ADDRESS: Final = "127.0.0.1"
_SHUTDOWN_SECONDS: Final = 0.05


class Listener:
    """``port`` 0 takes any free one, and keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def url(self) -> str:
        return f"http://{_ADDRESS}:{self._port}"

    async def start(self, app: web.Application) -> None:
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        await self.accept()

    async def accept(self) -> None:
        """Listen; after ``refuse``, on the same port again."""
        if self._runner is not None and self._site is None:
            self._site = web.TCPSite(self._runner, _ADDRESS, self._port)
            await self._site.start()
            self._port = self._runner.addresses[0][1]

    async def refuse(self) -> None:
        """Cut all connections and refuse new ones, until ``accept``."""
        if self._site is None:
            return
        await self._site.stop()
        self._site = None
        for connection in self._connections():
            connection.abort()

    def _connections(self) -> list[asyncio.Transport]:
        server = self._runner.server if self._runner else None
        protocols = server.connections if server else []
        return [each.transport for each in protocols if each.transport is not None]

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
