"""Faults on order: what the next calls meet instead of a plain answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from simulators.slack.changes import Changes
from simulators.slack.shapes import Json

FaultKind = Literal[
    "drop", "reset", "hang", "slow", "hold", "status", "error", "ratelimited", "kill"
]
KillStage = Literal["received", "processed", "answered"]


@dataclass(eq=False)
class Fault:
    """One order.

    ``target``: a method (``chat.postMessage``), ``response_url``, ``upload``, ``download``, or
    ``*`` for every call. ``kind``:

    - ``drop``: the connection is closed without an answer; ``reset``: it is reset (RST)
    - ``hang``: no answer at all; ``slow``: an answer after ``seconds``
    - ``hold``: no answer until ``release`` is called, then the plain one
    - ``status``: an HTTP status with no JSON; ``error``: ``ok: false`` with this name
    - ``ratelimited``: 429 with Retry-After ``seconds``
    - ``kill``: SIGKILL to ``pid`` at ``stage``: received, processed or answered

    ``processed`` says whether Slack has done what was asked before the fault shows.
    ``match``: only calls whose arguments contain these. ``times``: None for until removed.
    """

    target: str
    kind: FaultKind
    processed: bool = False
    times: int | None = 1
    error: str = "internal_error"
    status: int = 500
    seconds: float = 1.0
    pid: int = 0
    stage: KillStage = "received"
    match: Json = field(default_factory=dict)
    hits: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    released: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def release(self) -> None:
        """Let the calls go on that this fault holds."""
        self.released.set()

    def fits(self, target: str, arguments: Json) -> bool:
        """Whether this call is meant."""
        if self.target not in (target, "*") or (self.times is not None and self.hits >= self.times):
            return False
        return all(str(arguments.get(name)) == str(value) for name, value in self.match.items())

    def hit(self) -> None:
        """One call has met this fault."""
        self.hits += 1
        self.reached.set()


class Faults:
    """The orders that stand, first come, first served."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self.orders: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Order a fault."""
        self.orders.append(fault)
        return fault

    def clear(self) -> None:
        """Take every order back; what is held goes on."""
        for fault in self.orders:
            fault.release()
        self.orders.clear()

    def take(self, target: str, arguments: Json) -> Fault | None:
        """The fault that this call meets, if any."""
        for fault in self.orders:
            if fault.fits(target, arguments):
                fault.hit()
                self._changes.announce({"kind": "fault", "text": fault.kind, "target": target})
                return fault
        return None
