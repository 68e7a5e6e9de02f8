"""Operators say what their channel hears, take incidents in hand, and look at the list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.campaign_state import Control
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled, Ending
from bot.domain.people import Actor
from bot.errors import NotAllowed, NotFound, Refused
from bot.services.access import Access
from bot.services.alerting import Alerts
from bot.services.campaigns import Campaigns
from bot.store import campaigns
from tests.services.alerting.newsroom import CALLS, TEAM, Newsroom

ADMIN = Actor("UADMIN", CALLS, "request")
VIEWER = Actor("U0VIEWER", CALLS, "request")


@pytest.fixture
def alerts(newsroom: Newsroom) -> Alerts:
    access = Access(newsroom.desk)
    registry = Campaigns(newsroom.desk, access)
    return Alerts(newsroom.desk, access, registry, newsroom.notices())


async def a_campaign(newsroom: Newsroom, *where: str) -> Campaign:
    made = await newsroom.connect("spring", *where)
    async with newsroom.desk.db.read() as tx:
        found = await campaigns.by_id(tx, made)
    assert found is not None
    return found


async def test_off_means_off_and_on_begins_anew(newsroom: Newsroom, alerts: Alerts) -> None:
    spring = await a_campaign(newsroom)
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.work()
    await alerts.switch_off(ADMIN, spring)
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.later(60)
    assert (await alerts.view(ADMIN, spring)).alerts.since is None

    await alerts.switch_on(ADMIN, spring)
    await newsroom.later(60)
    assert await newsroom.said() == []

    await newsroom.ends(spring.id, "technicalError", 1)
    await newsroom.work()
    await newsroom.later(20)
    assert (await newsroom.said())[1].startswith("line technicalError×1|")


async def test_only_the_kinds_that_were_asked_for(newsroom: Newsroom, alerts: Alerts) -> None:
    spring = await a_campaign(newsroom)
    await alerts.switch_on(ADMIN, spring, ("canceled", "technicalError"))
    for status in ("canceled", "cancelledByUser", "technicalError", "notDone"):
        await newsroom.ends(spring.id, status, 1)
    for what in ("paused", "refused"):
        await newsroom.happens(spring.id, what)
    await newsroom.work()
    await newsroom.later(20)

    [told] = await newsroom.incidents()
    assert {one[0] for one in told.counts["told"]} == {
        "canceled",
        "cancelledByUser",
        "technicalError",
        "campaign.refused",
    }


async def test_a_mute_takes_back_what_still_waits_to_be_sent(
    newsroom: Newsroom, alerts: Alerts
) -> None:
    spring = await a_campaign(newsroom)
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.work()
    await newsroom.later(20)

    await alerts.mute(ADMIN, [spring], newsroom.clock.now() + timedelta(hours=1))
    await newsroom.ends(spring.id, "technicalError", 4)
    await newsroom.work()
    assert [one for one in await newsroom.said() if one == "alert"] == []

    await newsroom.later(3600)
    said = await newsroom.said()
    assert "alert" in said
    assert any(one.startswith("line technicalError×7|") for one in said)


async def test_a_message_that_is_out_stays_where_it_is(newsroom: Newsroom, alerts: Alerts) -> None:
    spring = await a_campaign(newsroom)
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.work()
    await newsroom.later(20)
    await newsroom.deliver()

    await alerts.mute(ADMIN, [spring], newsroom.clock.now() + timedelta(hours=1))
    assert (await newsroom.said())[0] == "alert"

    await newsroom.ends(spring.id, "technicalError", 4)
    await newsroom.work()
    await newsroom.later(60)
    assert len(await newsroom.said()) == 2

    await alerts.mute(ADMIN, [spring], None)
    await newsroom.work()
    assert (await newsroom.said())[-1].startswith("line technicalError×4|")


async def test_snooze_and_mine_show_on_the_alert(newsroom: Newsroom, alerts: Alerts) -> None:
    spring = await a_campaign(newsroom)
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.work()
    await newsroom.later(20)
    await newsroom.deliver()
    [told] = await newsroom.incidents()

    _, until = await alerts.snooze(ADMIN, told.id)
    await alerts.take(ADMIN, told.id)

    shown = await alerts.facts(told.id)
    assert shown is not None
    assert (shown.muted_until, shown.taken_by) == (until, "UADMIN")
    assert until == newsroom.clock.now() + timedelta(hours=1)
    assert "edit×2" in await newsroom.said()


async def test_the_list_is_masked_and_comes_in_pages(newsroom: Newsroom, alerts: Alerts) -> None:
    spring = await a_campaign(newsroom)
    jobs = await newsroom.ends(spring.id, "technicalError", 120)
    await newsroom.ends(spring.id, "longCallWithResult", 5)
    await newsroom.work()
    await newsroom.later(20)
    [told] = await newsroom.incidents()

    pages, after = [], None
    while not pages or after is not None:
        page = await alerts.listing(VIEWER, told.id, after)
        pages.append(page.jobs)
        after = page.next_after

    assert [len(page) for page in pages] == [50, 50, 20]
    assert [one.job_id for page in pages for one in page] == jobs
    assert all(one.phone.startswith("+7 •••-••-") for page in pages for one in page)


async def test_an_alert_shows_the_hour_against_the_usual(
    newsroom: Newsroom, alerts: Alerts
) -> None:
    spring = await a_campaign(newsroom)
    await newsroom.ends(spring.id, "longCallWithResult", 90)
    await newsroom.ends(spring.id, "technicalError", 10)
    newsroom.clock.move(7200)
    await newsroom.ends(spring.id, "technicalError", 6)
    await newsroom.ends(spring.id, "longCallWithResult", 4)
    await newsroom.work()
    await newsroom.later(20)

    shown = await alerts.facts((await newsroom.incidents())[0].id)
    assert shown is not None
    assert shown.shares is not None
    assert (shown.shares.failed, shown.shares.finished) == (6, 10)
    assert shown.shares.usual_failed == pytest.approx(0.1)


async def test_who_may_not_and_where_it_cannot_be(newsroom: Newsroom, alerts: Alerts) -> None:
    spring = await a_campaign(newsroom)
    for wish in (alerts.switch_on(VIEWER, spring), alerts.switch_off(VIEWER, spring)):
        with pytest.raises(NotAllowed):
            await wish
    with pytest.raises(NotAllowed):
        await alerts.mute(VIEWER, [spring], newsroom.clock.now())

    elsewhere = Actor("UADMIN", TEAM, "request")
    with pytest.raises(Refused, match="not connected to this channel"):
        await alerts.switch_on(elsewhere, spring)
    alone = Actor("UADMIN", "D0ADMIN", "request", is_direct=True)
    with pytest.raises(Refused, match="belong to a channel"):
        await alerts.view(alone, spring)
    for act in (alerts.take(ADMIN, 99), alerts.snooze(ADMIN, 99), alerts.listing(ADMIN, 99)):
        with pytest.raises(NotFound):
            await act


async def test_the_alert_of_a_campaign_that_is_gone_is_not_worth_sending(
    newsroom: Newsroom, alerts: Alerts
) -> None:
    spring = await a_campaign(newsroom)
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.work()
    await newsroom.later(20)
    [told] = await newsroom.incidents()
    async with newsroom.desk.db.begin() as tx:
        await campaigns.disconnect(tx, spring.id, newsroom.clock.now())

    assert await alerts.facts(told.id) is None
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.later(3600)
    assert [one.state for one in await newsroom.incidents()] == ["closed"]


async def test_what_people_do_is_told_in_the_threads_of_alerts_everywhere(
    newsroom: Newsroom,
) -> None:
    spring = await a_campaign(newsroom, CALLS, TEAM)
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.work()
    await newsroom.later(120)
    result = Controlled(spring, Control.PAUSE, Ending.DONE, request_id=5, by=ADMIN.user_id)

    await newsroom.notices().control(ADMIN, result, None)
    await newsroom.notices().control(ADMIN, result, None)

    for channel in (CALLS, TEAM):
        assert (await newsroom.said(channel))[-1] == "line a control"
        assert (await newsroom.said(channel)).count("line a control") == 1
        assert "message a control" not in await newsroom.said(channel)


async def told_spring(newsroom: Newsroom) -> tuple[Campaign, int]:
    """A campaign with an alert in two channels, and the incident of the first."""
    spring = await a_campaign(newsroom, CALLS, TEAM)
    await newsroom.ends(spring.id, "technicalError", 3)
    await newsroom.work()
    await newsroom.later(120)
    await newsroom.deliver()
    return spring, (await newsroom.incidents())[0].id


async def test_who_asks_in_an_alerts_thread_reads_of_it_once(newsroom: Newsroom) -> None:
    spring, _ = await told_spring(newsroom)
    result = Controlled(spring, Control.PAUSE, Ending.DONE, request_id=5, by=ADMIN.user_id)

    await newsroom.notices().control(ADMIN, result, "1.0")

    assert [one for one in await newsroom.said() if "a control" in one] == ["line a control"]


async def test_a_channel_that_lost_the_campaign_hears_nothing_more_of_it(
    newsroom: Newsroom,
) -> None:
    spring, _ = await told_spring(newsroom)
    await newsroom.unlink(spring.id, TEAM)
    result = Controlled(spring, Control.PAUSE, Ending.DONE, request_id=5, by=ADMIN.user_id)

    await newsroom.notices().control(ADMIN, result, None)

    assert not [one for one in await newsroom.said(TEAM) if "a control" in one]


async def test_a_double_click_is_told_once(newsroom: Newsroom, alerts: Alerts) -> None:
    _, incident = await told_spring(newsroom)

    for _ in range(2):
        await alerts.take(ADMIN, incident)
        await alerts.snooze(ADMIN, incident)
        newsroom.clock.move(0.3)

    assert (await newsroom.said()).count("line a deed") == 2, "taken, and muted"
