"""The runner of the benchmarks: both sides in turn, each in a process of its own, and a table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import pytest

from bench.__main__ import ROWS
from bench.runner.contestant import Broken, entered
from bench.runner.pairs import Measured, measure
from bench.runner.rows import Figure, Row, Stage, scaled
from bench.runner.tables import table

SECONDS = Figure("seconds", "s", ratio=1.5, told="ready after")


@asynccontextmanager
async def stage(scale: float) -> AsyncIterator[Stage]:
    yield Stage({"seconds": scale})


def row() -> Row:
    return Row(
        name="trial",
        work="a trial",
        against="its half",
        figures=(SECONDS,),
        stage=stage,
        ours="tests.bench.contests",
        floor="tests.bench.contests:floor",
    )


async def test_both_sides_run_as_often_and_the_first_lap_does_not_count() -> None:
    measured = await measure(row(), scale=0.25, laps=2)

    assert measured.of(SECONDS) == [0.5, 0.5]
    assert measured.of(SECONDS, floor=True) == [0.25, 0.25]
    assert measured.value(SECONDS) == 2
    assert measured.met(SECONDS) is False


async def test_a_contestant_that_dies_says_why() -> None:
    with pytest.raises(Broken, match="the shelf fell down"):
        async with entered("tests.bench.contests:broken", {}):
            pass


def test_the_table_has_a_line_a_figure() -> None:
    pause = Figure("pause", "ms", limit=50, told="longest pause")
    memory = Figure("memory", "MB", above=25)
    made = Row("trial", "a trial", "its half", (SECONDS, pause, memory), stage, "", "")
    ours = [
        {"seconds": 1.2, "pause": 51, "memory": 130},
        {"seconds": 1.4, "pause": 60, "memory": 130},
    ]
    floor = [{"seconds": 1.0, "memory": 110}, {"seconds": 1.0, "memory": 110}]

    lines = table([Measured(made, ours, floor)]).splitlines()[2:]

    assert lines == [
        "| a trial | its half | ready after | 1.3 s | 1 s | 1.30 (1.20–1.40) | ≤ 1.5 × | ✓ |",
        "|  |  | longest pause | 55.5 ms |  |  | ≤ 50 ms | ✗ |",
        "|  |  | memory | 130 MB | 110 MB |  | ≤ floor + 25 MB | ✓ |",
    ]


def test_a_scale_keeps_enough_rows_to_tell_anything() -> None:
    assert scaled(100_000, 0.1) == 10_000
    assert scaled(100_000, 0.0001) == 1_000


@pytest.mark.parametrize("name", ROWS)
def test_every_row_names_contestants_that_are_there(name: str) -> None:
    found: Row = import_module(f"bench.{name}").ROW
    assert found.name == name
    assert found.laps >= 5
    for contestant in filter(None, (found.ours, found.floor)):
        module, _, function = contestant.partition(":")
        assert callable(getattr(import_module(module), function or "contest"))
