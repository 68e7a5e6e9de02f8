"""A row of the table: one kind of work, done by the bot and by its floor on the same stage."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

Sample = Mapping[str, float]
"""What one lap measured: a number a figure."""

Lap = Callable[[], Awaitable[Sample]]
"""One run of a contestant, inside its process."""

Contest = Callable[[Mapping[str, Any]], AbstractAsyncContextManager[Lap]]
"""Gets ready with the stage's options; each module that is a contestant has one as ``contest``."""


class Runs(Protocol):
    """A contestant as the stage sees it: each call is a lap."""

    async def lap(self) -> Sample:
        """Run one lap in its process."""


async def _just_run(contestant: Runs) -> Sample:
    return await contestant.lap()


@dataclass(frozen=True, slots=True)
class Stage:
    """What surrounds both contestants; it lives in the runner's process, which is idle else.

    ``options`` are told to both. ``drive`` runs a lap where the measuring is done from outside.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    drive: Callable[[Runs], Awaitable[Sample]] = _just_run


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a lap. ``ratio`` is the most that it may be in terms of the floor's own,
    ``limit`` the most in its unit, ``above`` the most above the floor's; without any it is told."""

    name: str
    unit: str
    ratio: float | None = None
    limit: float | None = None
    above: float | None = None
    told: str = ""

    @property
    def compares(self) -> bool:
        """Whether a ratio to the floor's says anything."""
        return self.limit is None and self.above is None and self.unit != "MB"

    @property
    def label(self) -> str:
        """How the table calls it."""
        return self.told or self.name


@dataclass(frozen=True, slots=True)
class Row:
    """``ours`` and ``floor`` are modules with a ``contest``; without a floor ours runs alone."""

    name: str
    work: str
    against: str
    figures: tuple[Figure, ...]
    stage: Callable[[float], AbstractAsyncContextManager[Stage]]
    ours: str
    floor: str | None
    laps: int = 5
    fresh: bool = False
    """Whether each lap wants a process of its own."""


Stages = AsyncIterator[Stage]
Laps = AsyncIterator[Lap]


def scaled(number: int, scale: float) -> int:
    """A size of the full table at another scale; at least a thousand rows."""
    return max(1_000, round(number * scale / 1_000) * 1_000)
