"""What a test, or another process over ``/_control``, can make the simulated host do."""

from collections.abc import Callable, Iterable
from typing import Any

from simulators.calls_api.calling.agenda import Agenda
from simulators.calls_api.calling.clock import SimClock
from simulators.calls_api.host import Host
from simulators.calls_api.listener import Listener
from simulators.calls_api.platform import Platform
from simulators.calls_api.sim_campaign import SimCampaign
from simulators.calls_api.wire.faults import Fault
from simulators.calls_api.wire.gateway import Gateway
from simulators.calls_api.wire.killing import KillPoint, Point
from simulators.calls_api.wire.request_log import RequestLog


class Simulator:
    """A host, its campaigns, and what is to go wrong.

    ``speed`` is nominal seconds of calls and retries for each second of the wall clock; 0 stops
    calls where they are. ``generation`` is "1.10.3", "current" or the routes that the host has;
    ``switches`` are the fields of ``Host``. ``time_source`` gives epoch seconds in place of the
    wall clock. The same ``seed`` draws the same tokens and outcomes.
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
        self.agenda = Agenda(self.clock)
        self.listener = Listener(port)
        self.gateway = Gateway(
            Platform(self.agenda, Host.of(generation, **switches), seed), self.agenda
        )

    @property
    def url(self) -> str:
        """The host's address, without a slash at its end."""
        return self.listener.url

    def set_speed(self, speed: float) -> None:
        self.clock.speed = speed
        self.agenda.wake()

    def switch(self, generation: str | Iterable[str] | None = None, **switches: Any) -> None:
        """Change the host for unknown tokens and for campaigns created from now on."""
        platform = self.gateway.platform
        platform.host = platform.host.but(generation, **switches)

    def create_campaign(
        self,
        name: str = "Spring",
        *,
        generation: str | Iterable[str] | None = None,
        state: str = "inProgress",
        lines: int = 10,
        zone: str | None = None,
        policy: dict[str, Any] | None = None,
        starts_at: str | None = None,
        weights: dict[str, float] | None = None,
        **switches: Any,
    ) -> SimCampaign:
        """A campaign, as a person makes one in the platform.

        ``lines`` is maxSimultaneousCalls; ``policy`` has the names of CallJobParameters, ``zone``
        is its gmtZone; ``starts_at`` (ISO 8601) is when a campaign in state "planned" begins.
        ``weights`` are by job status; ``switches`` change the host for it alone.
        """
        platform = self.gateway.platform
        campaign = platform.create(
            name,
            platform.host.but(generation, **switches),
            state=state,
            lines=lines,
            policy={**(policy or {}), **({"gmtZone": zone} if zone else {})},
            starts_at=starts_at,
            weights=weights,
        )
        return SimCampaign(campaign, platform, self.url)

    def campaign(self, number: int) -> SimCampaign:
        """The campaign with this ID; KeyError when there is none."""
        platform = self.gateway.platform
        return SimCampaign(platform.campaigns[number], platform, self.url)

    @property
    def campaigns(self) -> list[SimCampaign]:
        return [self.campaign(number) for number in self.gateway.platform.campaigns]

    @property
    def requests(self) -> RequestLog:
        return self.gateway.log

    def fault(self, kind: str, route: str = "*", **more: Any) -> Fault:
        """Let the next requests of a route go wrong; ``more`` are fields of ``Fault``."""
        return self.gateway.faults.order(Fault(kind, route, **more))

    @property
    def waiting_faults(self) -> tuple[Fault, ...]:
        return self.gateway.faults.waiting

    def kill(self, pid: int, point: Point, route: str = "*", **more: Any) -> KillPoint:
        """SIGKILL a process at a point of a request; ``more`` are fields of ``KillPoint``."""
        return self.gateway.kill_points.set(KillPoint(pid, point, route, **more))

    @property
    def kills(self) -> list[KillPoint]:
        """The kill-points that were reached."""
        return self.gateway.kill_points.fired

    def clear_faults(self) -> None:
        """Forget the faults and kill-points that wait."""
        self.gateway.faults.clear()
        self.gateway.kill_points.clear()

    async def refuse(self) -> None:
        """Cut all connections and refuse new ones, until ``accept``."""
        await self.listener.refuse()

    async def accept(self) -> None:
        await self.listener.accept()
