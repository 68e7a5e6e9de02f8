"""Kills the bot's processes: at random moments, and at named points of what goes over the wire."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter

from simulators.calls_api.wire.faults import Fault as HostFault
from simulators.slack.faults import Fault as SlackFault
from tests.torture.processes import Seat, kill
from tests.torture.stage import Stage

STAGES = ("received", "processed", "answered")
# What each side asks of the host and of Slack, the dangerous requests more often.
_WORKER = {
    "host": ("addPhones",) * 4 + ("callJob/getReportByDate", "getReport", "campaign"),
    "slack": ("chat.postMessage",) * 4 + ("chat.update", "conversations.history"),
}
_SLACK_SIDE = {
    "host": ("control",) * 3 + ("campaign",),
    "slack": ("apps.connections.open", "users.info", "response_url"),
}
# Faults that go with some of the kills. A delayed request is processed after its sender has died.
_FAULTS = (
    ("host", "delay", "addPhones"),
    ("host", "delay_after_processing", "addPhones"),
    ("host", "drop_after_processing", "addPhones"),
    ("host", "reset", "addPhones"),
    ("host", "503", "*"),
    ("slack", "drop", "chat.postMessage"),
    ("slack", "status", "chat.postMessage"),
    ("slack", "ratelimited", "*"),
)
_LONGEST_LIFE = 4.0


class Killer:
    """``manners`` counts how it killed."""

    def __init__(self, stage: Stage) -> None:
        self.manners: Counter[str] = Counter()
        self.postgres_restarts = 0
        self._stage = stage
        self._dice = stage.plan.dice("killer")

    @property
    def kills(self) -> int:
        """How many it has killed."""
        return self.manners.total()

    async def work(self) -> None:
        """Kill as often as the plan says, or until its time is over."""
        deadline = time.monotonic() + self._stage.plan.seconds
        while self.kills < self._stage.plan.kills and time.monotonic() < deadline:
            before = self.kills // 10
            await self._kill_one()
            if self.kills // 10 > before:
                self._stage.say(f"{self.kills} kills")
        self._stage.slack.core.faults.clear()
        self._stage.calls.clear_faults()

    async def _kill_one(self) -> None:
        lot = self._dice.random()
        if lot < 0.06:
            await self._all_at_once()
        elif lot < 0.12 and self._stage.cluster is not None:
            await self._restart_postgres()
        else:
            await self._one_of_them()

    async def _all_at_once(self) -> None:
        """A machine goes down with everything on it."""
        for seat in self._stage.seats:
            await seat.until_ready()
        alive = [(seat, pid) for seat in self._stage.seats if (pid := seat.pid) is not None]
        for _, pid in alive:
            kill(pid)
        for seat, pid in alive:
            await seat.until_gone(pid, 10)
        self.manners["together with all others"] += len(alive)

    async def _restart_postgres(self) -> None:
        """PostgreSQL goes away under load, in an orderly way or by a crash, and comes back."""
        how = self._dice.choice((signal.SIGINT, signal.SIGQUIT))
        cluster = self._stage.cluster
        assert cluster is not None
        await asyncio.to_thread(cluster.stop, how)
        await asyncio.sleep(self._dice.uniform(0.0, 1.0))
        await asyncio.to_thread(cluster.start)
        self.postgres_restarts += 1

    async def _one_of_them(self) -> None:
        seat = self._dice.choice(self._stage.seats.all)
        is_hurried, at_random = self._dice.random() < 0.15, self._dice.random() < 0.35
        moment = self._dice.uniform(0.2, _LONGEST_LIFE)
        side, point = self._dice.choice(("host", "slack")), self._dice.choice(STAGES)
        where = self._dice.choice(self._known(seat)[side])
        fault = self._dice.choice(_FAULTS) if self._dice.random() < 0.3 else None
        if not is_hurried:
            await seat.until_ready()
        pid = seat.pid
        if pid is None:
            await asyncio.sleep(0.05)
            return
        if fault:
            self._order(*fault)
        if at_random or is_hurried:
            await asyncio.sleep(moment)
            await self._surely(seat, pid, "at a random moment")
        else:
            await self._at_wire_point(seat, pid, side, point, where)

    def _known(self, seat: Seat) -> dict[str, tuple[str, ...]]:
        if self._stage.plan.engine == "sqlite":
            return {side: _WORKER[side] + _SLACK_SIDE[side] for side in _WORKER}
        return _WORKER if seat.is_worker else _SLACK_SIDE

    async def _at_wire_point(self, seat: Seat, pid: int, side: str, point: str, where: str) -> None:
        armed: object
        if side == "host":
            armed = self._stage.calls.kill(pid, point, where, processes=self._dice.random() < 0.3)  # type: ignore[arg-type]
        else:
            armed = self._stage.slack.kill_at(where, pid, point)  # type: ignore[arg-type]
        if await seat.until_gone(pid, _LONGEST_LIFE):
            self.manners[f"when {where} was {point}"] += 1
            return
        self._disarm(armed)
        await self._surely(seat, pid, "at a random moment")

    def _disarm(self, armed: object) -> None:
        """The others' orders stand; only this one is taken back."""
        waiting = self._stage.calls.gateway.kill_points._waiting
        orders = self._stage.slack.core.faults.orders
        if isinstance(armed, SlackFault):
            orders.remove(armed)
        elif armed in waiting:
            waiting.remove(armed)  # type: ignore[arg-type]

    async def _surely(self, seat: Seat, pid: int, manner: str) -> None:
        kill(pid)
        await seat.until_gone(pid, 10)
        self.manners[manner] += 1

    def _order(self, side: str, kind: str, where: str) -> None:
        seconds = self._dice.uniform(0.3, 2.0)
        if side == "host":
            fault = HostFault(kind, where, seconds=seconds)
            self._stage.calls.gateway.faults.order(fault)
        else:
            # Slack does nothing of what it answers with a 429.
            processed = self._dice.random() < 0.5 and kind != "ratelimited"
            order = SlackFault(where, kind, processed=processed, seconds=seconds)  # type: ignore[arg-type]
            self._stage.slack.core.faults.add(order)
