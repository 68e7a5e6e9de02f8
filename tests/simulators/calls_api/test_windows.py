"""Policies keep people from being dialled at the wrong time; the clock is the test's own."""

from collections.abc import Callable
from typing import Any

import httpx

from simulators.calls_api import CallsApi, SimCampaign
from tests.simulators.calls_api.clockwork import SetClock
from tests.simulators.calls_api.phones import ANNA, BORIS, RUSSIAN, many, rows
from tests.simulators.calls_api.test_policy_rules import hours
from tests.simulators.calls_api.waiting import until

MONDAY_NOON = "2026-03-02T12:00:00+00:00"


def dialled(campaign: SimCampaign, phone: str = ANNA) -> Callable[[], bool]:
    return lambda: campaign.books.dials[phone] > 0


async def is_dialled_from(
    http: httpx.AsyncClient, too_early: str, open_at: str, phone: str = ANNA, **policy: Any
) -> bool:
    """Whether a phone added on Monday at noon UTC is dialled at ``open_at`` and not before."""
    clock = SetClock(MONDAY_NOON)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring")
        added = await http.post(spring.url + "/addPhones", json=rows(phone, **policy))
        assert added.status_code == 200
        for moment in (MONDAY_NOON, too_early):
            clock.set(moment)
            waiting = (await http.get(spring.url)).json()["shortReport"]
            if waiting["inProcessCalls"]:
                return False
        clock.set(open_at)
        await until(dialled(spring, phone))
        attempts = await http.post(spring.url + "/callAttempt/getReport", json={"phones": [phone]})
        started: int = attempts.json()[0]["startedAt"]
        return abs(started / 1000 - clock()) < 1


async def test_hours_hold_in_the_zone_of_the_number(http: httpx.AsyncClient) -> None:
    office = {"default": hours(("09:00", "10:00"))}
    assert await is_dialled_from(
        http,
        "2026-03-02T18:59:00+00:00",
        "2026-03-02T19:00:00+00:00",
        allowedTime=office,
        gmtZone="-10:00",
    )


async def test_a_number_without_a_zone_is_in_the_zone_of_its_country(
    http: httpx.AsyncClient,
) -> None:
    evening = {"default": hours(("20:00", "21:00"))}
    assert await is_dialled_from(
        http,
        "2026-03-02T16:59:59+00:00",
        "2026-03-02T17:00:00+00:00",
        phone=RUSSIAN,
        allowedTime=evening,
    )


async def test_days_win_over_hours(http: httpx.AsyncClient) -> None:
    assert await is_dialled_from(
        http,
        "2026-03-03T23:59:00+00:00",
        "2026-03-04T10:00:00+00:00",
        allowedDays=["wed"],
        allowedTime={"mon": hours(("00:00", "23:59")), "wed": hours(("10:00", "11:00"))},
        gmtZone="Z",
    )


async def test_a_day_of_its_own_hours_does_not_take_the_default(http: httpx.AsyncClient) -> None:
    assert await is_dialled_from(
        http,
        "2026-03-02T21:59:00+00:00",
        "2026-03-02T22:00:00+00:00",
        allowedTime={"default": hours(("00:00", "23:59")), "mon": hours(("22:00", "23:00"))},
        gmtZone="UTC",
    )


async def test_nobody_is_dialled_before_the_start(http: httpx.AsyncClient) -> None:
    assert await is_dialled_from(
        http,
        "2026-03-05T06:59:59+00:00",
        "2026-03-05T07:00:00+00:00",
        startDateTime="2026-03-05T10:00:00+03:00",
    )


async def test_summer_time_moves_the_window(http: httpx.AsyncClient) -> None:
    assert await is_dialled_from(
        http,
        "2026-03-29T07:59:00+00:00",
        "2026-03-29T08:00:00+00:00",
        startDateTime="2026-03-29T00:00:00Z",
        allowedTime={"default": hours(("10:00", "11:00"))},
        gmtZone="Europe/Berlin",
    )


async def test_what_was_not_dialled_by_the_finish_never_will_be(http: httpx.AsyncClient) -> None:
    clock = SetClock(MONDAY_NOON)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", policy={"retryIntervalInMinutes": 30})
        spring.order_ending("", "noAnswer", seconds=30)
        spring.set_lines(1)
        sent = rows(ANNA, BORIS, finishDateTime="2026-03-02T12:00:20Z", maxAttempts=5)
        await http.post(spring.url + "/addPhones", json=sent)
        clock.pass_by(seconds=21)
        await until(lambda: spring.counts == {"inProcess": 1, "notDone": 1})
        clock.pass_by(hours=1)
        await until(lambda: spring.counts == {"noAnswer": 1, "notDone": 1})
        report = await http.post(spring.url + "/callJob/getReport", json={"phones": [BORIS]})
    assert report.json()[0]["finishedAt"] == 1772452820001
    assert not spring.books.dials[BORIS]


async def test_a_retry_waits_for_the_window(http: httpx.AsyncClient) -> None:
    clock = SetClock(MONDAY_NOON)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", zone="Z")
        spring.order(ANNA, "noAnswer", seconds=30)
        policy = {"allowedTime": {"default": hours(("12:00", "12:30"))}}
        sent = rows(ANNA, **policy, retryIntervalInMinutes=60, maxAttempts=3)
        await http.post(spring.url + "/addPhones", json=sent)
        clock.pass_by(hours=23)
        await http.get(spring.url)
        assert (spring.books.dials[ANNA], spring.status_of(ANNA)) == (1, "onRetry")
        clock.pass_by(hours=1)
        await until(lambda: spring.books.dials[ANNA] == 2)


async def test_a_jump_of_the_clock_plays_out_as_if_it_had_been_lived() -> None:
    clock = SetClock(MONDAY_NOON)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", lines=1)
        spring.order_ending("", "longCallWithNoResult", seconds=60)
        spring.add(many(30))
        clock.pass_by(minutes=10, seconds=30)
        await until(lambda: spring.counts.get("longCallWithNoResult") == 10)
        assert spring.counts == {"longCallWithNoResult": 10, "inProcess": 1, "planned": 19}


async def test_a_planned_campaign_begins_at_its_time() -> None:
    clock = SetClock(MONDAY_NOON)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign(
            "Spring", state="planned", starts_at="2026-03-02T13:00:00+00:00"
        )
        spring.add([ANNA])
        assert (spring.state, spring.status_of(ANNA)) == ("planned", "planned")
        clock.pass_by(hours=1)
        await until(dialled(spring))
        assert spring.state == "inProgress"
