"""Automatic pauses on hosts that tell little, and of campaigns that end or go away meanwhile."""

from __future__ import annotations

import asyncio

from bot.domain.automatic_pause import PauseStage
from bot.domain.campaign_state import Control
from bot.domain.control import Ending
from bot.store import campaigns
from tests.services.guarding.test_pausing import Stage, stage
from tests.services.tower import ADMIN

__all__ = ["stage"]


async def stage_of(stage: Stage) -> PauseStage | None:
    pause = await stage.last()
    assert pause is not None
    facts = await stage.pausing.facts(pause.id)
    return facts.stage if facts else None


async def test_a_host_that_cannot_tell_its_state_is_asked_once(stage: Stage) -> None:
    stage.campaign.switch("1.10.3")
    await stage.tower.hosts.probe(await stage.tower.campaign(stage.id))
    await stage.finish(noAnswer=10)

    for _ in range(3):
        await stage.look()
        stage.tower.clock.move(120)

    assert (stage.campaign.state, stage.pauses()) == ("paused", 1)
    assert await stage_of(stage) is PauseStage.UNCONFIRMED
    assert (await stage.press(Control.RESUME, "resume")).ending is Ending.UNCONFIRMED
    pause = await stage.last()
    assert pause is not None
    assert pause.ended_by == ADMIN


async def test_whoever_stops_the_campaign_ends_the_pause(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.look()

    await stage.press(Control.STOP, "stop")

    pause = await stage.last()
    assert pause is not None
    assert (pause.stands, pause.ended_by) == (False, ADMIN)
    await stage.finish(noAnswer=10)
    await stage.look()
    assert stage.pauses() == 1


async def test_a_resume_and_a_look_at_once_wait_for_each_other_and_for_nothing_else(
    stage: Stage,
) -> None:
    """On PostgreSQL both write the campaign, its pause and its posts: always in that order."""
    for turn in range(3):
        await stage.finish(noAnswer=10)
        await stage.look()
        assert stage.campaign.state == "paused"
        stage.tower.clock.move(60)
        async with asyncio.timeout(30):
            await asyncio.gather(
                stage.press(Control.RESUME, f"resume {turn}"),
                stage.pausing.after_look(stage.id),
            )
        pause = await stage.last()
        assert pause is not None
        assert not pause.stands
        stage.tower.clock.move(60)


async def test_so_does_an_end_in_the_platform(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.look()
    stage.tower.clock.move(300)
    stage.campaign.outside("stop")

    await stage.look()

    pause = await stage.last()
    assert pause is not None
    assert (pause.stands, pause.ended_by) == (False, None)


async def test_what_a_person_has_paused_is_left_as_it_is(stage: Stage) -> None:
    await stage.press(Control.PAUSE, "pause")
    await stage.finish(noAnswer=10)

    await stage.look()

    assert await stage.last() is None
    assert stage.pauses() == 1


async def test_a_campaign_that_is_gone_is_neither_judged_nor_told_of(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.look()
    async with stage.tower.desk.db.begin() as tx:
        await campaigns.disconnect(tx, stage.id, stage.tower.clock.now())

    await stage.pausing.after_look(stage.id)

    assert await stage_of(stage) is None
    assert stage.pauses() == 1


async def test_a_host_that_may_not_be_reached_any_more_breaks_nothing(stage: Stage) -> None:
    await stage.finish(noAnswer=10)
    await stage.tower.look(stage.id)
    async with stage.tower.desk.db.begin() as tx:
        await campaigns.change(tx, stage.id, host="https://elsewhere.example")

    await stage.pausing.after_look(stage.id)

    assert await stage_of(stage) is PauseStage.UNDER_WAY
    assert stage.pauses() == 0
