"""Both contestants in turn, A B A B, after a lap of each that does not count."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from bench.runner.contestant import entered
from bench.runner.rows import Figure, Row, Runs, Sample, Stage


@dataclass(slots=True)
class Measured:
    """The samples of one row, lap by lap; ``floor`` stays empty where there is none."""

    row: Row
    ours: list[Sample] = field(default_factory=list)
    floor: list[Sample] = field(default_factory=list)

    def of(self, figure: Figure, *, floor: bool = False) -> list[float]:
        """One figure's numbers, in the order of the laps."""
        samples = self.floor if floor else self.ours
        return [sample[figure.name] for sample in samples if figure.name in sample]

    def ratios(self, figure: Figure) -> list[float]:
        """Ours in terms of the floor's, pair by pair."""
        pairs = zip(self.of(figure), self.of(figure, floor=True), strict=False)
        return [ours / floor for ours, floor in pairs if floor]

    def value(self, figure: Figure) -> float | None:
        """What is held against the target: the median of the pairs, or of ours."""
        if figure.ratio is not None:
            return _median(self.ratios(figure))
        ours = _median(self.of(figure))
        if ours is None or figure.above is None:
            return ours
        return ours - (_median(self.of(figure, floor=True)) or 0.0)

    def met(self, figure: Figure) -> bool | None:
        """Whether the target is met; ``None`` where there is none."""
        target = figure.ratio or figure.limit or figure.above
        value = self.value(figure)
        return None if target is None or value is None else value <= target

    def as_json(self) -> dict[str, Any]:
        """All samples, for whoever wants to look closer."""
        return {
            "row": self.row.name,
            "work": self.row.work,
            "ours": [dict(one) for one in self.ours],
            "floor": [dict(one) for one in self.floor],
            "figures": {
                one.name: {"value": self.value(one), "met": self.met(one)}
                for one in self.row.figures
            },
        }


def _median(numbers: list[float]) -> float | None:
    return median(numbers) if numbers else None


async def measure(row: Row, scale: float, laps: int | None = None) -> Measured:
    """Run a row: the pairs follow each other closely, so that both meet the same machine."""
    measured = Measured(row)
    async with row.stage(scale) as stage, AsyncExitStack() as stack:
        ours = await _entered(stack, row, row.ours, stage)
        floor = await _entered(stack, row, row.floor, stage) if row.floor else None
        for number in range(1 + (laps or row.laps)):
            pair = [(ours, measured.ours)] + ([(floor, measured.floor)] if floor else [])
            for contestant, samples in pair:
                sample = await stage.drive(contestant)
                if number or row.fresh:
                    samples.append(sample)
    return measured


async def _entered(stack: AsyncExitStack, row: Row, module: str, stage: Stage) -> Runs:
    if row.fresh:
        return Anew(module, stage)
    return await stack.enter_async_context(entered(module, stage.options))


class Anew:
    """A contestant that has a new process for each lap: for what happens once in a process."""

    def __init__(self, module: str, stage: Stage) -> None:
        self._module = module
        self._stage = stage

    async def lap(self) -> Sample:
        """Start it, run the lap, and end it; ``seconds`` is the time until it could run."""
        began = time.perf_counter()
        async with entered(self._module, self._stage.options) as contestant:
            ready = time.perf_counter() - began
            return {"seconds": ready, **await contestant.lap()}


@asynccontextmanager
async def nothing_around(_scale: float) -> AsyncIterator[Stage]:
    """The stage of a row that needs none."""
    yield Stage()
