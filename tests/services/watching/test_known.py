"""On a host without reports by date the call jobs that were added here are asked about by id."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.periods import Period
from bot.services.digests import posting
from bot.store import reports, snapshots
from bot.store.runs import Run
from tests.services.tower import Tower
from tests.services.watching.phones import phones
from tests.shops import until

IN_BETWEEN = ("campaign", "addPhones", "callJob/getReport", "callJob/cancel")


@pytest.mark.parametrize("generation", ["1.10.3", IN_BETWEEN])
async def test_what_was_added_here_is_followed_to_its_end(
    tower: Tower, generation: str | tuple[str, ...]
) -> None:
    campaign = tower.host.create_campaign(
        generation=generation, lines=1, weights={"nonexistentNumber": 1}
    )
    campaign.add(phones(2, first=50))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    jobs = await tower.add(spring, campaign, phones(2))

    await tower.pass_by(60)
    for _ in range(2):
        await tower.look(spring)

    found = await tower.transitions()
    assert {(row.job_id, row.before, row.after) for row in found} == {
        (job, "planned", "nonexistentNumber") for job in jobs
    }
    assert await tower.tally() == {"nonexistentNumber": 2}


async def test_one_that_is_open_in_the_books_is_ended_however_long_ago_it_finished(
    tower: Tower,
) -> None:
    """The bot was away for longer than it keeps what has finished."""
    campaign = tower.host.create_campaign(
        generation="1.10.3", lines=1, weights={"nonexistentNumber": 1}
    )
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.add(spring, campaign, phones(2))
    await tower.pass_by(60)
    await tower.pass_by(120 * 86_400)

    await tower.look(spring)

    assert await tower.tally() == {"nonexistentNumber": 2}


async def test_thousands_are_asked_about_in_pages(tower: Tower) -> None:
    campaign = tower.host.create_campaign(
        generation="1.10.3", lines=0, weights={"technicalError": 1}
    )
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.add(spring, campaign, phones(2_500))
    campaign.set_lines(20)
    await tower.pass_by(2)
    campaign.set_lines(0)
    await tower.pass_by(30)
    asked = tower.host.requests.counts["getReport"]

    await tower.look(spring)

    assert tower.host.requests.counts["getReport"] - asked == 3
    assert await tower.tally() == campaign.counts
    assert len(await tower.transitions()) == campaign.counts["technicalError"]


async def test_one_that_the_host_has_lost_hides_no_other(tower: Tower) -> None:
    campaign = tower.host.create_campaign(
        generation="1.10.3", lines=1, weights={"nonexistentNumber": 1}
    )
    spring = await tower.connect(campaign)
    await tower.look(spring)
    jobs = await tower.add(spring, campaign, phones(2))
    await _remember(tower, spring, "5000000000001")

    await tower.pass_by(60)
    await tower.look(spring)

    assert {row.job_id for row in await tower.transitions()} == set(jobs)
    asked = tower.host.requests.counts["getReport"]
    await tower.look(spring)
    assert tower.host.requests.counts["getReport"] == asked, "it is asked about less often"
    await tower.pass_by(60)
    await tower.look(spring)
    assert tower.host.requests.counts["getReport"] == asked + 1


async def test_a_host_that_has_lost_them_all_is_not_asked_one_by_one(tower: Tower) -> None:
    campaign = tower.host.create_campaign(generation="1.10.3", lines=0)
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await _remember(tower, spring, *(f"70000{number:05d}" for number in range(900)))
    asked = tower.host.requests.counts["getReport"]

    for _ in range(3):
        await tower.look(spring)

    assert tower.host.requests.counts["getReport"] - asked < 200
    assert (await tower.campaign(spring)).attempts == 0


async def test_open_ones_are_read_a_page_at_a_time_and_each_once(tower: Tower) -> None:
    spring = await tower.connect(tower.host.create_campaign(generation="1.10.3", lines=0))
    known = ["1", "2", '3"', "4\\", "5é"]
    await _remember(tower, spring, *known)
    seen, after = list[str](), ""

    async with tower.desk.db.read() as tx:
        while page := await snapshots.open_after(tx, spring, after, 2):
            assert set(page.values()) == {("planned", 0)}
            seen += page
            after = seen[-1]

    assert seen == known


async def _remember(tower: Tower, campaign_id: int, *job_ids: str) -> None:
    """Call jobs that only our books have."""
    now = tower.clock.now()
    row = {"phone": "79120000000", "status": "planned", "outcome": "open", "attempts": 0}
    rows = [{**row, "job_id": one, "talk_seconds": 0, "seen_at": now} for one in job_ids]
    async with tower.desk.db.begin() as tx:
        await snapshots.write(tx, campaign_id, new=rows, changed=[], before={})


async def test_a_call_that_ends_while_the_look_goes_on_is_in_a_digest(tower: Tower) -> None:
    """Its page was read before it ended, and a later page told of an end that was later still."""
    campaign = tower.host.create_campaign(
        generation="1.10.3", lines=0, weights={"technicalError": 1}
    )
    numbers = phones(1_001)
    campaign.order(numbers[-1], "technicalError", seconds=20)
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.add(spring, campaign, numbers)
    await tower.look(spring)
    tower.host.fault("delay", "getReport", skip=1, seconds=0.3)
    looking = asyncio.create_task(tower.look(spring))
    asked = tower.host.requests.counts["getReport"]
    await until(lambda: tower.host.requests.counts["getReport"] == asked + 2)
    campaign.set_lines(2_000)
    await tower.pass_by(30)
    await looking
    assert (await tower.tally())["technicalError"] == 1

    told = [await _digest(tower, spring)]
    for _ in range(3):
        await tower.pass_by(30)
        await tower.look(spring)
        told.append(await _digest(tower, spring, told[-1]))

    assert sum(count for _, count in told) == 1_001


async def _digest(
    tower: Tower, campaign_id: int, last: tuple[Period, int] | None = None
) -> tuple[Period, int]:
    """The period of a digest that falls due now, and how many call jobs it tells of."""
    now, every = tower.clock.now(), [await tower.campaign(campaign_id)]
    runs = [] if last is None else [Run(now, now, {campaign_id: last[0]})]
    async with tower.desk.db.read() as tx:
        covers = await posting.covered(tx, every, runs, now - timedelta(days=1), now)
        period = covers[campaign_id].period
        counts = await reports.finished_in(tx, campaign_id, period)
    return period, sum(one.jobs for one in counts)
