"""The simulator as a server: in a test's own loop, or as a process of its own."""

import asyncio
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

from simulators.calls_api.agenda import Agenda
from simulators.calls_api.clock import SimClock
from simulators.calls_api.faults import Fault
from simulators.calls_api.gateway import Gateway
from simulators.calls_api.host import Host
from simulators.calls_api.killing import KillPoint, Point
from simulators.calls_api.platform import Platform
from simulators.calls_api.request_log import RequestLog
from simulators.calls_api.sim_campaign import SimCampaign

_ADDRESS: Final = "127.0.0.1"
_BIGGEST_BODY: Final = 256 * 1024 * 1024
_SHUTDOWN_SECONDS: Final = 0.05


class CallsApi:
    """A Calls API host on a loopback port.

    ``speed`` is nominal seconds of calls and retries for each second of the wall clock; 0 stops
    calls where they are. ``generation`` is "1.10.3", "current" or the routes that the host has;
    ``switches`` are the fields of ``Host``. ``time_source`` gives epoch seconds in place of the
    wall clock. The same ``seed`` draws the same tokens and outcomes.

        async with CallsApi(speed=1000) as calls:
            campaign = calls.create_campaign(name="Spring")
    """

    def __init__(
        self,
        *,
        speed: float = 1.0,
        generation: str | Iterable[str] = "current",
        seed: int = 0,
        port: int = 0,
        time_source: Callable[[], float] | None = None,
        **switches: Any,
    ) -> None:
        self.clock = SimClock(speed, time_source)
        self._agenda = Agenda(self.clock)
        self._platform = Platform(self._agenda, Host.of(generation, **switches), seed)
        self._gateway = Gateway(self._platform, self._agenda)
        self._port = port
        self._runner: web.AppRunner | None = None
        self._dialing: asyncio.Task[None] | None = None

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
        self._gateway.mount(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, _ADDRESS, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._dialing = asyncio.create_task(self._agenda.run(), name="calls-api-dialing")

    async def close(self) -> None:
        """Stop dialing and close all connections."""
        if self._dialing is not None:
            self._dialing.cancel()
            await asyncio.gather(self._dialing, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The host's address, without a slash at its end."""
        return f"http://{_ADDRESS}:{self._port}"

    @property
    def requests(self) -> RequestLog:
        return self._gateway.log

    def create_campaign(
        self,
        name: str = "Spring",
        *,
        generation: str | Iterable[str] | None = None,
        state: str = "inProgress",
        lines: int = 10,
        zone: str | None = None,
        policy: dict[str, Any] | None = None,
        weights: dict[str, float] | None = None,
        **switches: Any,
    ) -> SimCampaign:
        """A campaign, as a person makes one in the platform.

        ``lines`` is maxSimultaneousCalls; ``policy`` has the names of CallJobParameters, ``zone``
        is its gmtZone; ``weights`` are by job status; ``switches`` change the host for it alone.
        """
        own = dict(policy or {})
        if zone is not None:
            own["gmtZone"] = zone
        host = self._platform.host.but(generation, **switches)
        campaign = self._platform.create(
            name, host, state=state, lines=lines, policy=own, weights=weights
        )
        return SimCampaign(campaign, self._platform, self.url)

    def campaign(self, number: int) -> SimCampaign:
        """The campaign with this ID."""
        return SimCampaign(self._platform.campaigns[number], self._platform, self.url)

    def set_speed(self, speed: float) -> None:
        self.clock.speed = speed
        self._agenda.wake()

    def switch(self, generation: str | Iterable[str] | None = None, **switches: Any) -> None:
        """Change the host for unknown tokens and for campaigns created from now on."""
        self._platform.host = self._platform.host.but(generation, **switches)

    def fault(self, kind: str, route: str = "*", **more: Any) -> Fault:
        """Let the next requests of a route go wrong; ``more`` are fields of ``Fault``."""
        return self._gateway.faults.order(Fault(kind, route, **more))

    def clear_faults(self) -> None:
        self._gateway.faults.clear()
        self._gateway.kill_points.clear()

    def kill(self, pid: int, point: Point, route: str = "*", **more: Any) -> KillPoint:
        """SIGKILL a process at a point of a request; ``more`` are fields of ``KillPoint``."""
        kill_point = KillPoint(pid, point, route, **more)
        self._gateway.kill_points.set(kill_point)
        return kill_point

    @property
    def kills(self) -> list[KillPoint]:
        """The kill-points that were reached."""
        return self._gateway.kill_points.fired
