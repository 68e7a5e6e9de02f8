"""A campaign on a host with reports by date is seen whole, whoever added to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.calls_api import walking
from bot.store import snapshots
from bot.store.schema import call_job
from bot.store.snapshots import Remembered
from tests.services.tower import Tower
from tests.services.watching.phones import phones


async def test_the_first_look_stores_everything_and_alerts_of_nothing(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=2, weights={"noAnswer": 1})
    campaign.add(phones(5))
    await tower.pass_by(3600)
    spring = await tower.connect(campaign)

    await tower.look(spring)

    assert await tower.tally() == campaign.counts
    assert await tower.transitions() == []
    seen = await tower.campaign(spring)
    assert seen.baseline_at == seen.looked_at == tower.clock.now()


async def test_a_first_look_that_broke_off_is_still_the_first(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0, weights={"nonexistentNumber": 1})
    campaign.add(phones(450))
    spring = await tower.connect(campaign)
    tower.host.fault("500", "callJob/getReportByDate", skip=3)
    await tower.look(spring)
    assert (await tower.campaign(spring)).baseline_at is None

    campaign.set_lines(500)
    await tower.pass_by(60)
    await tower.look(spring)

    assert await tower.tally() == {"nonexistentNumber": 450}
    assert await tower.transitions() == []


async def test_what_finishes_later_is_a_transition_once(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=1, weights={"nonexistentNumber": 1})
    jobs = campaign.add(phones(3))
    spring = await tower.connect(campaign)
    await tower.look(spring)

    await tower.pass_by(60)
    for _ in range(3):
        await tower.look(spring)

    found = await tower.transitions()
    assert [(row.job_id, row.before, row.after) for row in found] == [
        (jobs[0], "inProcess", "nonexistentNumber"),
        (jobs[1], "planned", "nonexistentNumber"),
        (jobs[2], "planned", "nonexistentNumber"),
    ]
    assert await tower.tally() == {"nonexistentNumber": 3}


async def test_call_jobs_that_were_added_elsewhere_are_counted_and_told_of(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=1, weights={"technicalError": 1})
    spring = await tower.connect(campaign)
    await tower.look(spring)

    done = campaign.add(phones(1))
    await tower.pass_by(60)
    waiting = campaign.add(phones(4, first=1))
    await tower.look(spring)

    assert await tower.tally() == {"technicalError": 1, "inProcess": 1, "planned": 3}
    assert [(row.job_id, row.before) for row in await tower.transitions()] == [(done[0], None)]
    assert set(await tower.jobs()) == {*done, *waiting}


async def test_a_finish_that_shows_late_is_seen_all_the_same(tower: Tower) -> None:
    campaign = tower.host.create_campaign(
        lines=2, weights={"noAnswer": 1}, policy={"maxAttempts": 1}
    )
    jobs = campaign.add(phones(2))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(60)
    await tower.look(spring)

    await _forget_that_it_finished(tower, jobs[0])
    await tower.look(spring)

    assert await tower.tally() == {"noAnswer": 2}


async def test_a_call_job_that_no_date_shows_is_asked_about_by_its_id(tower: Tower) -> None:
    campaign = tower.host.create_campaign(
        lines=2, weights={"noAnswer": 1}, policy={"maxAttempts": 1}
    )
    jobs = campaign.add(phones(2))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(60)
    for _ in range(3):
        await tower.look(spring)
        await tower.pass_by(180)

    await _forget_that_it_finished(tower, jobs[0])
    await tower.look(spring)

    assert await tower.tally() == {"noAnswer": 2}
    assert len(tower.host.requests.of("callJob/getReport")) == 2, "one is the probe"


async def _forget_that_it_finished(tower: Tower, job_id: str) -> None:
    """As if it had become visible at the host only now."""
    row = (await tower.rows(call_job, call_job.c.job_id == job_id))[0]
    was = Remembered(row.status, row.attempts, row.talk_seconds)
    values = {"job_id": job_id, "status": "planned", "outcome": "open"}
    values |= {"attempts": 0, "talk_seconds": 0, "finished_at": None}
    async with tower.desk.db.begin() as tx:
        await snapshots.write(tx, row.campaign_id, new=[], changed=[values], before={job_id: was})


@pytest.mark.parametrize("many", [1_200, 6_000])
async def test_a_look_costs_what_changed_and_not_what_is_open(tower: Tower, many: int) -> None:
    campaign = tower.host.create_campaign(lines=0, weights={"nonexistentNumber": 1})
    campaign.add(phones(many))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    campaign.set_lines(3)
    await tower.pass_by(1)
    campaign.set_lines(0)
    await tower.pass_by(10)
    before = tower.host.requests.counts.total()

    await tower.look(spring)

    assert len(await tower.transitions()) == 3
    assert tower.host.requests.counts.total() - before == 3, "its page, what is new, what finished"


async def test_open_call_jobs_are_swept_now_and_then(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(2_000))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    campaign.set_lines(7)

    await tower.look(spring)
    assert (await tower.tally()).get("inProcess") is None
    await tower.pass_by(61)
    await tower.look(spring)

    assert await tower.tally() == campaign.counts


async def test_a_stop_that_ends_thousands_in_one_instant(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(3_000))
    spring = await tower.connect(campaign)
    await tower.look(spring)

    campaign.outside("stop")
    await tower.look(spring)
    assert await tower.tally() == {"notDone": 3_000}
    assert len(await tower.transitions()) == 3_000
    assert await tower.happened() == ["stopped"]

    costs = []
    for _ in range(4):
        await tower.pass_by(240)
        before = tower.host.requests.counts.total()
        await tower.look(spring)
        costs.append(tower.host.requests.counts.total() - before)
    assert costs[-1] <= 3
    assert len(await tower.transitions()) == 3_000


async def test_an_instant_with_more_than_a_host_gives_is_read_by_ids(
    tower: Tower, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(1_500))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    monkeypatch.setattr(walking, "LAST_PAGE", 1)

    campaign.outside("stop")
    await tower.look(spring)

    assert await tower.tally() == {"notDone": 1_500}
    assert len(await tower.transitions()) == 1_500


async def test_a_first_look_at_more_than_a_host_gives_takes_what_it_can(
    tower: Tower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "LAST_PAGE", 1)
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(1_000))
    spring = await tower.connect(campaign)

    await tower.look(spring)
    assert (await tower.campaign(spring)).baseline_at is not None
    assert sum((await tower.tally()).values()) == 400

    campaign.outside("stop")
    await tower.pass_by(30)
    await tower.look(spring)
    assert (await tower.tally())["notDone"] >= 400


async def test_the_watermark_is_the_hosts_own_time(tower: Tower) -> None:
    ahead = 7_200
    campaign = tower.host.create_campaign(
        lines=1, weights={"nonexistentNumber": 1}, clock_offset=ahead
    )
    campaign.add(phones(1))
    spring = await tower.connect(campaign)
    await tower.pass_by(10)
    await tower.look(spring)

    seen = await tower.campaign(spring)
    assert abs(seen.host_clock - timedelta(seconds=ahead)) < timedelta(seconds=2)
    assert seen.watermark_at is not None
    assert seen.watermark_at == max(row.finished_at for row in await tower.rows(call_job))
