"""One day on one engine: people work, digests fall due, processes die; then the books are held
against each other."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.torture import books, promises
from tests.torture.clockwork import Clockwork
from tests.torture.killer import Killer
from tests.torture.people import People
from tests.torture.plan import Plan
from tests.torture.processes import until
from tests.torture.promises import Verdict
from tests.torture.quiet import until_quiet
from tests.torture.stage import Stage

_PATIENCE = 40.0


@dataclass(slots=True)
class Account:
    """What happened, and what was found out; ``logs`` is kept where a promise was broken."""

    plan: Plan
    verdict: Verdict
    manners: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    worked_for: float = 0.0
    quiet_after: float = 0.0
    logs: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether every promise was."""
        return not self.verdict.broken


async def live_through(plan: Plan) -> Account:
    """The whole day."""
    stage = Stage(plan)
    try:
        async with stage:
            account = await _torture(stage)
    except BaseException:
        print(f"The logs are in {stage.folder}")
        raise
    stage.say("the day is over")
    if account.is_kept:
        stage.clear_away()
    else:
        account.logs = str(stage.folder)
    return account


async def _torture(stage: Stage) -> Account:
    people, clockwork, killer = People(stage), Clockwork(stage), Killer(stage)
    account = Account(stage.plan, Verdict())
    began = time.monotonic()
    async with asyncio.TaskGroup() as group:
        group.create_task(people.work())
        group.create_task(clockwork.work())
        # However busy the machine is, there is something to lose before the first kill.
        await until(people.have_begun, _PATIENCE)
        await killer.work()
        people.evening.set()
        clockwork.evening.set()
    stage.say(f"killed {killer.kills} times; now all may come to rest")
    await stage.seats.until_ready()
    await people.resume_all()
    account.worked_for = time.monotonic() - began
    moving = await until_quiet(stage)
    account.quiet_after = time.monotonic() - began - account.worked_for
    account.manners, account.killed = killer.manners, stage.seats.kills
    account.verdict.must_be_none("things that did not come to rest", moving)
    account.verdict.figures["restarts of PostgreSQL"] = killer.postgres_restarts
    await _compare(stage, account.verdict, people, clockwork)
    promises.something_happened(account.verdict, killer.kills)
    return account


async def _compare(stage: Stage, verdict: Verdict, people: People, clockwork: Clockwork) -> None:
    kept = await books.read(stage.db)
    promises.adding(verdict, stage, kept, people.doings.lists)
    promises.transitions(verdict, stage, kept)
    promises.posts(verdict, stage, kept)
    promises.digests(verdict, clockwork.due, clockwork.perhaps, kept)
    promises.controls(verdict, kept)
    promises.processes(verdict, stage)
