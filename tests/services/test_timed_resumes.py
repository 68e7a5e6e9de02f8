"""``pause spring 30m`` resumes by itself, once, in the name of whoever ordered it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.automatic_pause import Evidence
from bot.domain.campaign_state import Control
from bot.domain.control import Ending
from bot.domain.people import Actor
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.control import Controls
from bot.services.schedules import TimedResumes
from bot.services.states import States
from bot.store import Database, automatic_pauses, schedules
from bot.store.schema import control_request, post, schedule
from bot.tasks import Tasks
from simulators.calls_api import SimCampaign
from tests.clocks import ManualClock
from tests.services.tower import ADMIN, CHANNEL, Tower, built

ANNA = Actor(ADMIN, CHANNEL, "request")


class Hasty(ManualClock):
    """Whoever sleeps on it is woken at once, that much later."""

    async def sleep(self, seconds: float) -> None:
        self.move(seconds)


class Watched(Tasks):
    """Tasks that a test can wait for."""

    def __init__(self) -> None:
        super().__init__(_raise)
        self.started: list[asyncio.Task[None]] = []

    def start(self, work: Any, name: str) -> asyncio.Task[None] | None:
        task = super().start(work, name)
        self.started += [task] if task else []
        return task

    async def all_done(self) -> None:
        """Wait until everything that was started has ended."""
        while self.started:
            await self.started.pop()


@dataclass
class Stage:
    """A campaign that dials, and who resumes it."""

    tower: Tower
    campaign: SimCampaign
    id: int
    controls: Controls
    resumes: TimedResumes
    tasks: Watched

    async def pause(self, minutes: int | None, key: str = "press") -> Ending:
        """Anna pauses it, for so many minutes."""
        until = minutes and self.tower.clock.now() + timedelta(minutes=minutes)
        campaign = await self.tower.campaign(self.id)
        result = await self.controls.act(ANNA, campaign, Control.PAUSE, key, until=until or None)
        return result.ending

    async def later(self, minutes: float) -> None:
        """Time passes, and what is due is done."""
        self.tower.clock.move(minutes * 60)
        while await self.resumes.step():
            await self.tasks.all_done()

    async def told(self) -> list[dict[str, Any]]:
        """What the channel is told."""
        rows = await self.tower.rows(post, post.c.render == "resume_told")
        return [row.body for row in rows]

    async def off_reason(self) -> str | None:
        """Why the newest order ended."""
        rows = await self.tower.rows(schedule)
        reason: str | None = max(rows, key=lambda row: row.id).off_reason
        return reason


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    """A campaign in progress on a host of the current generation."""
    async with built(database, Hasty()) as tower:
        campaign = tower.host.create_campaign("Spring")
        made = await tower.connect(campaign)
        await tower.look(made)
        access, states = Access(tower.desk), States(tower.desk, tower.hosts)
        registry = Campaigns(tower.desk, access)
        controls = Controls(tower.desk, tower.hosts, access, registry, states)
        tasks = Watched()
        resumes = TimedResumes(tower.desk, registry, controls, tasks, "worker")
        yield Stage(tower, campaign, made, controls, resumes, tasks)
        await tasks.drain(5)


async def _raise(error: BaseException, name: str) -> None:
    raise error


async def test_it_resumes_at_its_time_and_the_channel_is_told_once(stage: Stage) -> None:
    assert await stage.pause(30) is Ending.DONE
    await stage.later(29)
    assert stage.campaign.state == "paused"

    await stage.later(1.5)
    await stage.later(60)

    assert stage.campaign.state == "inProgress"
    [told] = await stage.told()
    assert (told["how"], told["by"]) == ("resumed", ADMIN)
    assert await stage.off_reason() == "resumed"
    assert len(stage.tower.host.requests.of("control/resume")) == 1


async def test_a_control_made_since_calls_the_order_off(stage: Stage) -> None:
    await stage.pause(30, "first")
    await stage.later(10)
    campaign = await stage.tower.campaign(stage.id)
    await stage.controls.act(ANNA, campaign, Control.RESUME, "second")
    await stage.pause(None, "third")

    await stage.later(30)

    assert stage.campaign.state == "paused"
    assert await stage.off_reason() == "superseded"
    assert await stage.told() == []


async def test_a_pause_without_an_end_replaces_one_that_had_one(stage: Stage) -> None:
    await stage.pause(30, "first")
    assert await stage.pause(None, "second") is Ending.ALREADY

    await stage.later(60)

    assert stage.campaign.state == "paused"


async def test_a_later_end_replaces_an_earlier_one(stage: Stage) -> None:
    await stage.pause(30, "first")
    await stage.pause(60, "second")
    await stage.later(45)
    assert stage.campaign.state == "paused"

    await stage.later(30)

    assert stage.campaign.state == "inProgress"
    assert len(await stage.told()) == 1


async def test_who_has_left_resumes_nothing_and_the_channel_is_asked(stage: Stage) -> None:
    await stage.pause(30)
    async with stage.tower.desk.db.begin() as tx:
        await tx.execute(schedule.update().values(created_by="U0BORIS"))

    await stage.later(31)

    assert stage.campaign.state == "paused"
    [told] = await stage.told()
    assert (told["how"], told["by"]) == ("not_allowed", "U0BORIS")


async def test_a_host_that_is_away_is_asked_again_until_it_is_back(stage: Stage) -> None:
    await stage.pause(30)
    await stage.tower.host.refuse()
    await stage.later(31)
    assert await stage.told() == []

    await stage.tower.host.accept()
    await stage.later(2)

    assert stage.campaign.state == "inProgress"
    assert [told["how"] for told in await stage.told()] == ["resumed"]


async def test_after_an_hour_in_vain_the_channel_is_told_why(stage: Stage) -> None:
    await stage.pause(30)
    await stage.tower.host.refuse()
    for _ in range(20):
        await stage.later(5)

    [told] = await stage.told()
    assert told["how"] == "gave_up"
    assert told["reason"]["message"]


async def test_somebody_else_has_resumed_it_in_the_platform(stage: Stage) -> None:
    await stage.pause(30)
    stage.campaign.outside("resume")

    await stage.later(31)

    assert await stage.told() == []
    assert len(stage.tower.host.requests.of("control/resume")) == 0


async def test_two_workers_resume_once(stage: Stage) -> None:
    await stage.pause(30)
    stage.tower.clock.move(1900)
    other = TimedResumes(
        stage.tower.desk, stage.resumes._registry, stage.controls, stage.tasks, "other"
    )

    await asyncio.gather(stage.resumes.step(), other.step())
    await stage.tasks.all_done()

    assert len(stage.tower.host.requests.of("control/resume")) == 1
    assert len(await stage.told()) == 1


async def test_a_worker_that_died_over_it_is_replaced(stage: Stage) -> None:
    """The order falls due again when its lease ends; the request of before is not repeated."""
    await stage.pause(30)
    stage.tower.clock.move(1900)
    now = stage.tower.clock.now()
    async with stage.tower.desk.db.begin() as tx:
        seen = await schedules.due(tx, "resume", now)
        assert seen is not None
        await schedules.lease(tx, seen, "dead", now + timedelta(minutes=5))

    await stage.later(1)
    assert stage.campaign.state == "paused"
    await stage.later(5)

    assert stage.campaign.state == "inProgress"
    assert len(await stage.told()) == 1


async def test_a_process_that_stops_leaves_the_order_for_the_next(stage: Stage) -> None:
    await stage.pause(30)
    await stage.tasks.drain(1)

    stage.tower.clock.move(1900)
    assert not await stage.resumes.step()

    assert stage.campaign.state == "paused"
    assert await stage.tower.rows(schedule, schedule.c.off_at.is_(None))


async def test_a_campaign_that_was_paused_automatically_meanwhile_stays_paused(
    stage: Stage,
) -> None:
    await stage.pause(30)
    async with stage.tower.desk.db.begin() as tx:
        evidence = Evidence({"noAnswer": 50}, 40, 50)
        await automatic_pauses.begin(tx, stage.id, evidence, stage.tower.clock.now())

    await stage.later(31)

    assert stage.campaign.state == "paused"
    [told] = await stage.told()
    assert told["how"] == "kept_paused"


async def test_an_old_look_again_changes_nothing_that_was_asked_since(stage: Stage) -> None:
    """Whoever may only look may press it, however old the message is."""
    stage.tower.host.fault("500", route="control/pause", times=1)
    assert await stage.pause(None, "lost") is Ending.UNKNOWN
    assert await stage.pause(30, "later") is Ending.DONE
    [lost, _] = await stage.tower.rows(control_request)

    told = await stage.controls.look_again(ANNA, lost.id)

    assert (told.ending, told.request_id) == (Ending.UNKNOWN, None)
    await stage.later(31)
    assert stage.campaign.state == "inProgress"


async def test_a_look_at_what_has_ended_tells_how_it_did(stage: Stage) -> None:
    assert await stage.pause(None, "first") is Ending.DONE
    [paused] = await stage.tower.rows(control_request)
    campaign = await stage.tower.campaign(stage.id)
    await stage.controls.act(ANNA, campaign, Control.RESUME, "second")

    told = await stage.controls.look_again(ANNA, paused.id)

    assert (told.ending, told.by) == (Ending.DONE, ADMIN)
    assert [row.state for row in await stage.tower.rows(control_request)] == ["done", "done"]
