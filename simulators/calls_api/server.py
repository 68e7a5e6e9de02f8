"""The simulator as a server: in a test's own loop, or as a process of its own."""

import asyncio
import contextlib
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from simulators.calls_api.control.server import Control
from simulators.calls_api.simulator import Simulator

_BIGGEST_BODY: Final = 256 * 1024 * 1024


class CallsApi(Simulator):
    """A Calls API host on a loopback port; its arguments are those of ``Simulator``.

    async with CallsApi(speed=1000) as calls:
        campaign = calls.create_campaign("Spring")
    """

    _dialing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Listen and dial."""
        app = web.Application(client_max_size=_BIGGEST_BODY)
        self.gateway.mount(app)
        Control(self).mount(app)
        await self.listener.start(app)
        self._dialing = asyncio.create_task(self.agenda.run(), name="calls-api-dialing")

    async def close(self) -> None:
        """Stop dialing and close all connections."""
        await self.listener.close()
        if self._dialing is not None:
            self._dialing.cancel()
            # Were the dialing broken, the test that closes the simulator would learn of it here.
            with contextlib.suppress(asyncio.CancelledError):
                await self._dialing
