"""A long life in short: 200,000 call jobs of 20 campaigns come and end, and memory stays flat."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from sqlalchemy import func, select

from bot.store.schema import call_job, transition
from tests.torture import numbers
from tests.torture.plan import Plan
from tests.torture.stage import Stage

CAMPAIGNS, JOBS, ROUNDS = 20, 200_000, 20
_ROUND_SECONDS = 180.0
MOST_GROWTH = 40.0
"""Megabytes by which the second half of a life may need more than the first."""


async def long_life() -> int:
    """0 if every call job was seen and memory stayed flat."""
    plan = Plan(0, "sqlite", (True,), kills=0, seconds=0, patience=0, is_talkative=True)
    names = tuple(f"campaign-{number:02}" for number in range(1, CAMPAIGNS + 1))
    stage = Stage(plan, names)
    stage.calls.set_speed(2_000)
    async with stage:
        memory = await _live(stage)
        seen = await _count(stage, call_job), await _count(stage, transition)
    stage.clear_away()
    early, late = max(memory[1 : ROUNDS // 2]), max(memory[ROUNDS // 2 :])
    print(f"{seen[0]:,} call jobs, {seen[1]:,} transitions in {CAMPAIGNS} campaigns")
    print(f"memory in MB after each round: {', '.join(f'{one:.0f}' for one in memory)}")
    is_flat = late - early <= MOST_GROWTH
    print(f"at most {early:.0f} MB in the first half, {late:.0f} MB in the second")
    return 0 if is_flat and seen == (JOBS, JOBS) else 1


async def _live(stage: Stage) -> list[float]:
    """Rounds of new call jobs; the bot's memory after each."""
    fresh, memory = numbers.fresh(), []
    each = JOBS // ROUNDS // CAMPAIGNS
    for one in stage.campaigns:
        one.host.set_lines(5_000)
    for number in range(1, ROUNDS + 1):
        began = time.monotonic()
        for one in stage.campaigns:
            one.host.add(numbers.take(fresh, each))
            await asyncio.sleep(0)
        is_seen = await _until_seen(stage, number * each * CAMPAIGNS)
        memory.append(_resident(stage))
        took = time.monotonic() - began
        stage.say(f"round {number}: {memory[-1]:.0f} MB, {took:.0f} s{'' if is_seen else ', late'}")
    return memory


async def _until_seen(stage: Stage, count: int) -> bool:
    deadline = time.monotonic() + _ROUND_SECONDS
    while await _count(stage, transition) < count:
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(1.0)
    return True


async def _count(stage: Stage, table: object) -> int:
    async with stage.db.read() as tx:
        return int(await tx.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


def _resident(stage: Stage) -> float:
    """Megabytes that the bot's process holds."""
    pid = stage.seats.all[0].pid
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
