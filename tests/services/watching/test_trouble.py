"""A campaign whose host fails pushes itself back, and stops nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.hosts import bound_to
from bot.services.retention import Retention
from bot.store import campaigns
from bot.store.schema import campaign as campaign_table
from bot.store.schema import job_tally
from simulators.calls_api import words
from tests.services.tower import ADMIN, EVERY, OWNER, Tower
from tests.services.watching.phones import phones


@pytest.mark.parametrize("kind", ["500", "html", "cut_json", "empty_body", "reset", "wrong_types"])
async def test_a_failing_host_is_asked_later_and_later(tower: Tower, kind: str) -> None:
    spring = await tower.connect(tower.host.create_campaign())
    await tower.look(spring)
    tower.host.fault(kind, "campaign", times=3)

    pauses = []
    for _ in range(3):
        await tower.look(spring)
        pauses.append(await _pause(tower, spring))
    failed = await tower.campaign(spring)
    assert failed.attempts == 3
    assert failed.last_error is not None
    assert pauses == sorted(pauses)
    assert pauses[-1] > 3 * EVERY

    await tower.look(spring)
    recovered = await tower.campaign(spring)
    assert (recovered.attempts, recovered.last_error) == (0, None)
    assert await _pause(tower, spring) < 2 * EVERY


async def _pause(tower: Tower, campaign_id: int) -> timedelta:
    row = (await tower.rows(campaign_table, campaign_table.c.id == campaign_id))[0]
    due: timedelta = row.next_at - tower.clock.now()
    return due


async def test_a_host_that_asks_for_patience_gets_it(tower: Tower) -> None:
    spring = await tower.connect(tower.host.create_campaign())
    await tower.look(spring)
    tower.host.fault("429", "campaign", retry_after="3600")

    await tower.look(spring)

    assert await _pause(tower, spring) >= timedelta(hours=1)


async def test_a_dead_token_stops_just_this_campaign_and_tells_its_owner_once(tower: Tower) -> None:
    campaign = tower.host.create_campaign()
    spring = await tower.connect(campaign)
    autumn = await tower.connect(tower.host.create_campaign(), "autumn")
    await tower.look(spring)

    campaign.outside("change_token")
    await tower.look(spring)
    await tower.look(autumn)

    assert await tower.happened() == ["refused"]
    dead = await tower.campaign(spring)
    assert dead.disabled_reason is not None
    assert (await tower.campaign(autumn)).disabled_reason is None
    told = [row for row in await tower.posts() if row.kind == "direct"]
    assert [(row.channel_id, row.body["text"]) for row in told] == [(OWNER, "token of spring")]
    async with tower.desk.db.begin() as tx:
        await campaigns.change(tx, spring, next_at=tower.clock.now())
        await campaigns.change(tx, autumn, next_at=None)
    assert await tower.claim() is None


async def test_a_new_token_brings_it_back(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(2))
    spring = await tower.connect(campaign)
    campaign.outside("change_token")
    await tower.look(spring)

    async with tower.desk.db.begin() as tx:
        sealed = tower.desk.vault.seal(campaign.token, bound_to(spring))
        await campaigns.change(tx, spring, token_sealed=sealed, disabled_reason=None)
    await tower.look(spring)

    assert await tower.tally() == {"planned": 2}


async def test_the_admins_hear_of_it_where_the_owner_has_left(tower: Tower) -> None:
    tower.people.gone.add(OWNER)
    campaign = tower.host.create_campaign()
    spring = await tower.connect(campaign)
    campaign.outside("change_token")

    await tower.look(spring)

    assert [row.channel_id for row in await tower.posts() if row.kind == "direct"] == [ADMIN]


async def test_a_route_that_went_away_is_done_without(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=1, weights={"nonexistentNumber": 1})
    spring = await tower.connect(campaign)
    await tower.look(spring)
    jobs = await tower.add(spring, campaign, phones(1))
    campaign.switch(generation=words.ROUTES - {words.JOBS_BY_DATE})

    await tower.pass_by(60)
    for _ in range(2):
        await tower.look(spring)

    assert [row.job_id for row in await tower.transitions()] == jobs
    assert (await tower.campaign(spring)).attempts == 0


async def test_a_proxy_that_answers_404_to_everything_takes_no_capability_away(
    tower: Tower,
) -> None:
    spring = await tower.connect(tower.host.create_campaign())
    await tower.look(spring)
    able = (await tower.campaign(spring)).capabilities
    tower.host.fault("404", "*", times=50)

    await tower.look(spring)
    tower.host.clear_faults()
    await tower.look(spring)

    assert (await tower.campaign(spring)).capabilities == able
    assert (await tower.campaign(spring)).attempts == 0


async def test_a_host_that_learns_to_report_by_date_brings_no_old_alerts(tower: Tower) -> None:
    campaign = tower.host.create_campaign(
        generation="1.10.3", lines=5, weights={"nonexistentNumber": 1}
    )
    campaign.add(phones(3, first=50))
    spring = await tower.connect(campaign)
    await tower.look(spring)
    ours = await tower.add(spring, campaign, phones(1))
    campaign.switch(generation="current")

    await tower.pass_by(25 * 3600)
    await tower.look(spring)

    assert await tower.tally() == {"nonexistentNumber": 4}
    assert [row.job_id for row in await tower.transitions()] == ours


async def test_whatever_else_breaks_is_that_campaigns_trouble(
    tower: Tower, monkeypatch: pytest.MonkeyPatch
) -> None:
    spring = await tower.connect(tower.host.create_campaign())

    async def broken(*_: object) -> None:
        raise RuntimeError("+7 912 345-67-89 stands in the error")

    monkeypatch.setattr(tower.watcher._heartbeat, "beat", broken)
    await tower.look(spring)

    failed = await tower.campaign(spring)
    assert (failed.attempts, failed.last_error) == (1, "RuntimeError")


async def test_what_was_kept_long_enough_is_not_read_and_counted_again(tower: Tower) -> None:
    """A host that learns to report by date tells of call jobs that we knew and have deleted."""
    campaign = tower.host.create_campaign(
        generation="1.10.3", lines=5, weights={"nonexistentNumber": 1}
    )
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.add(spring, campaign, phones(2))
    await tower.pass_by(60)
    await tower.look(spring)
    await tower.pass_by(120 * 86_400)
    retention = Retention(tower.desk)
    assert not await retention.sweep(), "its clock may be wrong"
    await tower.pass_by(3_600)
    while await retention.sweep():
        pass
    assert not await tower.jobs()

    campaign.switch(generation="current")
    campaign.add(phones(1, first=7))
    await tower.pass_by(60)
    await tower.look(spring)

    assert len(await tower.jobs()) == 1
    kept = {row.status: row.jobs for row in await tower.rows(job_tally) if row.jobs}
    assert kept == {"nonexistentNumber": 3}, "two that are gone, and one that is new"
