"""Approvals over time: an hour that passes, and a process that ends between approval and deed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.engine import make_url

from bot.app.serving import running
from bot.store.schema import approval_request
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from tests.scenarios.office import Office, settings_for
from tests.scenarios.seconds import BORIS, CAROL, ask_to_add, ask_to_stop, hold_to, two_operators


@asynccontextmanager
async def closed_office(path: Path) -> AsyncIterator[Office]:
    """An office in which no bot runs yet."""
    url = make_url(f"sqlite:///{path / 'callboard.db'}")
    async with LocalSlack(trigger_seconds=30.0) as slack, CallsApi() as calls:
        yield Office(slack, calls, settings_for(slack, calls, url))


@asynccontextmanager
async def at_work(office: Office, *, scheduler: bool = True) -> AsyncIterator[None]:
    """The bot runs inside the block, with or without the side that carries things out."""
    async with running(office.settings, scheduler=scheduler) as parts:
        office.bot = parts
        yield
    office.bot = None


async def an_hour_passes(office: Office) -> None:
    """Everything that waits was asked for an hour earlier."""
    assert office.bot is not None
    desk, earlier = office.bot.services.desk, timedelta(hours=1)
    at = desk.clock.now() - timedelta(seconds=1)
    async with desk.db.begin() as tx:
        await tx.execute(
            update(approval_request).values(expires_at=at, next_at=at, asked_at=at - earlier)
        )
    desk.wakeups.notify("approvals")


async def test_what_nobody_approves_expires_and_can_be_asked_anew(office: Office) -> None:
    await two_operators(office, lines=0)
    await hold_to(office, approve_above=2, approve_stop=True)
    request = await ask_to_add(office)

    await an_hour_passes(office)

    await office.slack.until(lambda: "Nobody approved it in time" in request.text)
    assert "[Approve]" not in request.text
    await office.slack.message(office.slack.channel("dm", CAROL), "Nobody approved it in time")
    anew = await ask_to_add(office)
    assert anew is not request


async def test_a_process_that_ends_before_the_deed_leaves_it_to_the_next(tmp_path: Path) -> None:
    async with closed_office(tmp_path) as office:
        async with at_work(office):
            await two_operators(office, lines=0)
            await hold_to(office, approve_above=2, approve_stop=True)
            add, stop = await ask_to_add(office), await ask_to_stop(office)
        async with at_work(office, scheduler=False):
            await office.slack.click(BORIS, "Approve", add)
            await office.slack.click(BORIS, "Approve", stop, confirm=True)
            await office.slack.until(lambda: len(office.slack.ephemerals(BORIS, "Approved")) == 2)
        assert not office.calls.requests.of("control/stop")

        async with at_work(office):
            await office.slack.until(lambda: "is stopped for good" in stop.text)
            await office.slack.until(lambda: "approved by" in add.text)

        assert len(office.calls.requests.of("control/stop")) == 1
        assert not office.calls.campaigns[0].books.added_twice()
