"""What happens to a campaign is told if nobody here asked for it, and shown in any case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.domain.campaign_state import State
from bot.domain.control import Seen
from bot.services.watching import keep_seen
from bot.store import campaigns, control
from bot.store.schema import campaign as campaign_table
from tests.services.tower import CHANNEL, Tower
from tests.services.watching.phones import phones

ANNA = "U0ANNA"


async def test_a_pause_by_nobody_here_is_told_once(tower: Tower) -> None:
    campaign = tower.host.create_campaign()
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(30)

    campaign.outside("run_out_of_minutes")
    for _ in range(3):
        await tower.look(spring)

    assert await tower.happened() == ["paused"]
    seen = await tower.campaign(spring)
    assert (seen.state.word, seen.state.by) == ("paused", None)
    assert seen.state_since == tower.clock.now()


async def test_what_happens_there_is_told_in_order(tower: Tower) -> None:
    campaign = tower.host.create_campaign()
    spring = await tower.connect(campaign)
    await tower.look(spring)
    for action in ("pause", "resume", "delete"):
        campaign.outside(action)
        await tower.pass_by(30)
        await tower.look(spring)

    assert await tower.happened() == ["paused", "resumed", "deleted"]


@pytest.mark.parametrize(("jobs_left", "told"), [(3, "stopped"), (0, "finished")])
async def test_a_campaign_that_was_stopped_is_told_from_one_that_is_done(
    tower: Tower, jobs_left: int, told: str
) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(jobs_left))
    spring = await tower.connect(campaign)
    await tower.look(spring)

    campaign.outside("stop")
    await tower.pass_by(30)
    await tower.look(spring)

    assert await tower.happened() == [told]
    assert (await tower.campaign(spring)).state.says("finished")


async def test_what_was_asked_here_is_no_news(tower: Tower) -> None:
    campaign = tower.host.create_campaign()
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(30)
    async with tower.desk.db.begin() as tx:
        asked = {"asked_action": "pause", "asked_by": ANNA, "asked_at": tower.clock.now()}
        await campaigns.change(tx, spring, **asked)
    campaign.outside("pause")
    await tower.pass_by(1)

    await tower.look(spring)

    assert await tower.happened() == []
    assert (await tower.campaign(spring)).state.by == ANNA


async def test_a_control_on_its_way_explains_what_the_host_shows_already(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(2))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(30)
    await _ask(tower, spring, "stop", state="sending")
    campaign.outside("stop")
    await tower.pass_by(1)

    await tower.look(spring)

    assert await tower.happened() == []
    assert {row.actor for row in await tower.transitions()} == {ANNA}


async def test_an_answer_from_before_a_control_does_not_undo_it(tower: Tower) -> None:
    campaign = tower.host.create_campaign()
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(30)
    before = tower.clock.now()
    await tower.pass_by(1)
    await _ask(tower, spring, "pause", state="done")
    async with tower.desk.db.begin() as tx:
        now = tower.clock.now()
        asked = {"asked_action": "pause", "asked_by": ANNA, "asked_at": now}
        await campaigns.change(tx, spring, **asked)
        await keep_seen(tx, spring, _seen("paused", now), now)

    async with tower.desk.db.begin() as tx:
        await keep_seen(tx, spring, _seen("inProgress", before), tower.clock.now())

    assert (await tower.campaign(spring)).state.says("paused")
    assert await tower.happened() == []


async def test_a_change_that_somebody_saw_first_is_told_all_the_same(tower: Tower) -> None:
    campaign = tower.host.create_campaign()
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(10)
    campaign.outside("pause")
    async with tower.desk.db.begin() as tx:
        now = tower.clock.now()
        await keep_seen(tx, spring, _seen("paused", now), now)
    await tower.pass_by(10)
    await tower.look(spring)

    assert await tower.happened() == ["paused"]


async def test_a_host_that_cannot_tell_is_believed_nothing(tower: Tower) -> None:
    campaign = tower.host.create_campaign(generation="1.10.3")
    spring = await tower.connect(campaign)
    await tower.look(spring)
    campaign.outside("pause")
    await tower.look(spring)

    seen = await tower.campaign(spring)
    assert (seen.state.word, await tower.happened()) == (None, [])


async def test_a_cancel_made_here_names_its_actor(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    spring = await tower.connect(campaign)
    await tower.look(spring)
    jobs = await tower.add(spring, campaign, phones(2))
    await _cancel(tower, spring, jobs[0], by=ANNA)
    await _cancel(tower, spring, jobs[1], by=None)

    await tower.look(spring)

    told = {row.job_id: (row.after, row.actor) for row in await tower.transitions()}
    assert told == {jobs[0]: ("canceled", ANNA), jobs[1]: ("canceled", None)}


def _seen(word: str, at: datetime) -> Seen:
    return Seen(State(word, at=at))


async def _ask(tower: Tower, campaign_id: int, action: str, state: str) -> None:
    asked: dict[str, Any] = {
        "key": f"press:{action}",
        "campaign_id": campaign_id,
        "action": action,
        "asked_by": ANNA,
        "asked_at": tower.clock.now(),
        "channel_id": CHANNEL,
        "state": state,
    }
    async with tower.desk.db.begin() as tx:
        await control.ask(tx, asked)


async def _cancel(tower: Tower, campaign_id: int, job_id: str, by: str | None) -> None:
    client = await tower.hosts.client(await tower.campaign(campaign_id))
    if by is not None:
        async with tower.desk.db.begin() as tx:
            await tower.mark_canceled(tx, job_id, by)
    await client.cancel(ids=[job_id], key=job_id)


async def test_a_state_that_somebody_is_told_anew_has_the_campaign_looked_at(tower: Tower) -> None:
    campaign = tower.host.create_campaign()
    spring = await tower.connect(campaign)
    await tower.look(spring)
    campaign.outside("stop")
    await tower.pass_by(5)
    now = tower.clock.now()

    async with tower.desk.db.begin() as tx:
        assert await keep_seen(tx, spring, _seen("finished", now), now)

    (row,) = await tower.rows(campaign_table, campaign_table.c.id == spring)
    assert row.next_at == now
