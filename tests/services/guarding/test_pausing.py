"""A campaign whose calls fail is paused once, by itself, and only a person lets it go on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.automatic_pause import AutomaticPause, Evidence, PauseStage
from bot.domain.campaign_state import Control
from bot.domain.control import Controlled, Ending
from bot.domain.people import Actor
from bot.domain.rules import Rules
from bot.services.access import Access
from bot.services.aftermath import Aftermath
from bot.services.campaigns import Campaigns
from bot.services.control import Controls
from bot.services.everywhere import Everywhere
from bot.services.guarding import Pausing
from bot.services.notices import Notices
from bot.services.states import States
from bot.store import Database, automatic_pauses, campaigns, control, rules
from bot.store.schema import audit, call_job, post
from simulators.calls_api import SimCampaign
from tests.services.test_timed_resumes import Hasty
from tests.services.tower import ADMIN, CHANNEL, Tower, built

ANNA = Actor(ADMIN, CHANNEL, "request")
RULES = Rules(pause_share=40, pause_sample=10)


@dataclass
class Stage:
    """A campaign that dials, held to the rules above, and who pauses it."""

    tower: Tower
    campaign: SimCampaign
    id: int
    controls: Controls
    pausing: Pausing
    numbers: Any = field(default_factory=lambda: count(1))

    async def finish(self, at: datetime | None = None, **statuses: int) -> None:
        """So many calls came to an end, by status; ``by_anna`` are canceled by her here."""
        rows = [
            self._row(status, at or self.tower.clock.now())
            for status, number in statuses.items()
            for _ in range(number)
        ]
        async with self.tower.desk.db.begin() as tx:
            await tx.execute(call_job.insert().values(rows))

    def _row(self, status: str, at: datetime) -> dict[str, Any]:
        number, by_anna = next(self.numbers), status == "by_anna"
        status = "canceled" if by_anna else status
        good = status.startswith("longCall")
        return {
            "campaign_id": self.id,
            "job_id": f"done-{number}",
            "phone": f"1202555{number:04d}",
            "status": status,
            "outcome": "success" if good else "canceled" if status == "canceled" else "failed",
            "canceled_by": ADMIN if by_anna else None,
            "finished_at": at,
            "created_at": at,
            "seen_at": self.tower.clock.now(),
        }

    async def look(self) -> None:
        """The watcher looks, and what follows a look follows."""
        await self.tower.look(self.id)
        await self.pausing.after_look(self.id)

    async def press(self, action: Control, key: str, **more: Any) -> Controlled:
        """Anna presses a button."""
        campaign = await self.tower.campaign(self.id)
        return await self.controls.act(ANNA, campaign, action, key, **more)

    async def last(self) -> AutomaticPause | None:
        async with self.tower.desk.db.read() as tx:
            return await automatic_pauses.latest(tx, self.id)

    async def told(self) -> list[str]:
        """The channels that were told."""
        rows = await self.tower.rows(post, post.c.render == "automatic_pause")
        return [row.channel_id for row in rows if row.kind == "message"]

    def pauses(self) -> int:
        """How often the host was asked to pause."""
        return len(self.tower.host.requests.of("control/pause"))


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    async with built(database, Hasty()) as tower:
        campaign = tower.host.create_campaign("Spring")
        made = await tower.connect(campaign)
        await tower.look(made)
        async with tower.desk.db.begin() as tx:
            await rules.put(tx, made, RULES, tower.clock.now(), ADMIN)
            await campaigns.link(tx, made, [CHANNEL], tower.clock.now())
        desk, access = tower.desk, Access(tower.desk)
        states = States(desk, tower.hosts)
        controls = Controls(desk, tower.hosts, access, Campaigns(desk, access), states)
        yield Stage(tower, campaign, made, controls, Pausing(desk, controls))


async def test_it_is_paused_and_told_once(stage: Stage) -> None:
    await stage.finish(noAnswer=5, longCallWithResult=5)

    await stage.look()
    await stage.look()

    assert stage.campaign.state == "paused"
    assert (stage.pauses(), await stage.told()) == (1, [CHANNEL])
    pause = await stage.last()
    assert pause is not None
    assert pause.evidence.bad_counts == {"noAnswer": 5}
    facts = await stage.pausing.facts(pause.id)
    assert facts is not None
    assert facts.stage is PauseStage.PAUSED


async def test_it_is_in_the_audit_as_a_deed_of_its_own(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.look()

    async with stage.tower.desk.db.read() as tx:
        row = (await tx.execute(select(audit).where(audit.c.action == "pause"))).one()
    assert (row.actor, row.outcome, row.campaign_id) == ("callboard", "done", stage.id)


async def test_calls_that_were_canceled_here_or_are_an_hour_old_do_not_count(
    stage: Stage,
) -> None:
    long_ago = stage.tower.clock.now() - timedelta(hours=1, minutes=1)
    await stage.finish(by_anna=40, longCallWithResult=6, noAnswer=4)
    await stage.finish(long_ago, noAnswer=40)
    await stage.look()
    assert stage.campaign.state == "inProgress"

    await stage.finish(canceled=1)
    await stage.look()

    assert stage.campaign.state == "paused"


async def test_after_a_person_resumed_a_new_sample_gathers_first(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.look()
    stage.tower.clock.move(60)

    assert (await stage.press(Control.RESUME, "resume")).ending is Ending.DONE

    pause = await stage.last()
    assert pause is not None
    assert (pause.stands, pause.ended_by) == (False, ADMIN)
    stage.tower.clock.move(60)
    await stage.finish(noAnswer=9)
    await stage.look()
    assert stage.campaign.state == "inProgress"
    await stage.finish(noAnswer=1)
    await stage.look()
    assert (stage.campaign.state, stage.pauses()) == ("paused", 2)


async def test_a_host_whose_clock_is_only_roughly_known_is_not_paused_again_at_once(
    stage: Stage,
) -> None:
    await stage.finish(stage.tower.clock.now() + timedelta(seconds=2), noAnswer=10)
    await stage.look()
    stage.tower.clock.move(1)

    await stage.press(Control.RESUME, "resume")
    await stage.look()

    assert (stage.campaign.state, stage.pauses()) == ("inProgress", 1)


async def test_orders_for_all_or_for_a_time_do_not_let_it_go_on(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.look()

    kept = await stage.press(Control.RESUME, "schedule:1:0", in_person=False)
    timed = stage.tower.clock.now() + timedelta(minutes=30)
    again = await stage.press(Control.PAUSE, "pause", until=timed)

    assert kept.ending is Ending.KEPT_PAUSED
    assert (again.ending, again.resumes_at) == (Ending.ALREADY, None)
    assert stage.campaign.state == "paused"


async def test_two_processes_that_look_at_once_pause_it_once(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.tower.look(stage.id)

    await asyncio.gather(*(stage.pausing.after_look(stage.id) for _ in range(2)))

    assert (stage.campaign.state, stage.pauses(), await stage.told()) == ("paused", 1, [CHANNEL])


async def test_resume_all_leaves_it_paused(stage: Stage) -> None:
    desk, access = stage.tower.desk, Access(stage.tower.desk)
    everywhere = Everywhere(desk, access, Campaigns(desk, access), stage.controls)
    await everywhere.act(ANNA, Control.PAUSE, "all")
    stage.campaign.outside("resume")
    await stage.finish(noAnswer=10)
    await stage.look()

    await everywhere.act(ANNA, Control.RESUME, "all again")

    assert stage.campaign.state == "paused"


async def test_a_resume_in_the_platform_is_a_persons_too(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.look()
    stage.tower.clock.move(300)
    stage.campaign.outside("resume")

    await stage.look()

    pause = await stage.last()
    assert pause is not None
    assert (pause.stands, pause.ended_by) == (False, None)
    assert stage.campaign.state == "inProgress"


async def test_a_death_before_the_pause_was_asked_for_is_made_good(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    async with stage.tower.desk.db.begin() as tx:
        now = stage.tower.clock.now()
        await automatic_pauses.begin(tx, stage.id, Evidence({"noAnswer": 10}, 40, 10), now)

    await stage.look()

    assert (stage.campaign.state, stage.pauses(), await stage.told()) == ("paused", 1, [CHANNEL])


async def test_a_host_that_is_away_is_asked_again_later_and_not_for_ever(stage: Stage) -> None:
    stage.tower.host.fault("429", "control/pause", times=100)
    await stage.finish(noAnswer=10)

    for _ in range(40):
        await stage.look()
        stage.tower.clock.move(60)

    assert stage.pauses() == 5
    assert stage.campaign.state == "inProgress"
    pause = await stage.last()
    assert pause is not None
    facts = await stage.pausing.facts(pause.id)
    assert facts is not None
    assert facts.stage is PauseStage.FAILED
    assert await stage.told() == [CHANNEL]


async def test_a_lost_answer_is_looked_after_and_told_by_the_same_message(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.tower.look(stage.id)
    stage.tower.host.fault("500", "campaign", times=100)
    stage.tower.host.fault("drop_after_processing", "control/pause")
    await stage.pausing.after_look(stage.id)
    pause = await stage.last()
    assert pause is not None
    facts = await stage.pausing.facts(pause.id)
    assert facts is not None
    assert facts.stage is PauseStage.UNKNOWN

    stage.tower.host.clear_faults()
    stage.tower.clock.move(150)
    await _look_after(stage)

    facts = await stage.pausing.facts(pause.id)
    assert facts is not None
    assert facts.stage is PauseStage.PAUSED
    await stage.look()
    assert stage.pauses() == 1
    assert {row.render for row in await stage.tower.rows(post)} == {"automatic_pause"}


async def _look_after(stage: Stage) -> None:
    desk, now = stage.tower.desk, stage.tower.clock.now()
    states, notices = States(desk, stage.tower.hosts), Notices(desk, _no_words, _no_words)
    async with desk.db.begin() as tx:
        due = await control.claim_due(tx, "worker", now, now + timedelta(seconds=60))
    assert due is not None
    await Aftermath(desk, Access(desk), states, notices).look_after(due, "worker")


def _no_words(*_: Any) -> dict[str, Any]:
    raise AssertionError("nobody asked for it, so nobody is told by a message of its own")
