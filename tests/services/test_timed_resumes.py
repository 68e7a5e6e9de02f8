"""``pause spring 30m`` resumes by itself, once, in the name of whoever ordered it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.campaign_state import Control
from bot.domain.control import Ending
from bot.domain.people import Actor
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.control import Controls
from bot.services.schedules import TimedResumes
from bot.services.states import States
from bot.store import Database
from bot.store.schema import post, schedule
from bot.tasks import Tasks
from simulators.calls_api import SimCampaign
from tests.clocks import ManualClock
from tests.services.tower import ADMIN, CHANNEL, Tower, built

ANNA = Actor(ADMIN, CHANNEL, "request")
BORIS = Actor("U0BORIS", CHANNEL, "request")


@dataclass
class Stage:
    """A campaign that dials, and who resumes it."""

    tower: Tower
    campaign: SimCampaign
    id: int
    controls: Controls
    resumes: TimedResumes
    tasks: Tasks

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
            await self.tasks.idle()

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
async def stage(database: Database, clock: ManualClock) -> AsyncIterator[Stage]:
    """A campaign in progress on a host of the current generation."""
    async with built(database, clock) as tower:
        campaign = tower.host.create_campaign("Spring")
        made = await tower.connect(campaign)
        access, states = Access(tower.desk), States(tower.desk, tower.hosts)
        registry = Campaigns(tower.desk, access)
        controls = Controls(tower.desk, tower.hosts, access, registry, states)
        tasks = Tasks(_raise)
        resumes = TimedResumes(tower.desk, registry, controls, tasks, "worker")
        yield Stage(tower, campaign, made, controls, resumes, tasks)
        await tasks.drain(5)


async def _raise(error: BaseException, name: str) -> None:
    raise error
