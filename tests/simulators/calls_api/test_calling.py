"""Campaigns that really dial: what becomes of the phones that were added."""

import itertools
from functools import partial

import httpx
import pytest

from simulators.calls_api import CallsApi, SimCampaign, words
from tests.simulators.calls_api.phones import ANNA, BORIS, CARL, many, rows
from tests.simulators.calls_api.waiting import until


async def test_added_phones_are_dialled_and_reported(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=1000) as calls:
        spring = calls.create_campaign("Spring")
        spring.order(ANNA, "longCallWithResult", seconds=30, report_data={"Agreed": "yes"})
        spring.order(BORIS, "nonexistentNumber")
        added = await http.post(spring.url + "/addPhones", json=rows(ANNA, BORIS))
        await until(lambda: spring.counts == {"longCallWithResult": 1, "nonexistentNumber": 1})
        report = await http.post(spring.url + "/callJob/getReport", json={"ids": added.json()})
    anna, boris = report.json()
    assert (anna["phone"], anna["jobStatus"]) == (ANNA, "longCallWithResult")
    assert (anna["callDuration"], anna["reportData"]) == (30, {"Agreed": "yes"})
    assert anna["createdAt"] <= anna["finishedAt"]
    assert (boris["phone"], boris["jobStatus"]) == (BORIS, "nonexistentNumber")
    assert (boris["callDuration"], boris["reportData"]) == (0, None)


async def test_no_answer_is_tried_again_until_the_attempts_are_used_up(
    http: httpx.AsyncClient,
) -> None:
    async with CallsApi(speed=20_000) as calls:
        spring = calls.create_campaign("Spring", policy={"retryIntervalInMinutes": 5})
        spring.order(CARL, "noAnswer")
        await http.post(spring.url + "/addPhones", json=rows(CARL, maxAttempts=3))
        await until(lambda: spring.status_of(CARL) == "noAnswer")
        attempts = await http.post(spring.url + "/callAttempt/getReport", json={"phones": [CARL]})
    assert [row["attemptNumber"] for row in attempts.json()] == [1, 2, 3]
    starts = [row["startedAt"] for row in attempts.json()]
    assert all(later - earlier >= 15 for earlier, later in itertools.pairwise(starts))
    assert spring.books.dials[CARL] == 3
    assert not spring.books.dialled_twice()


async def test_a_call_job_walks_from_planned_to_retry_to_its_end() -> None:
    async with CallsApi(speed=0) as calls:
        spring = calls.create_campaign("Spring", lines=1, policy={"retryIntervalInMinutes": 2880})
        spring.order(ANNA, "noAnswer", "longCallWithNoResult", seconds=20)
        spring.add([ANNA, BORIS])
        assert (spring.status_of(ANNA), spring.status_of(BORIS)) == ("inProcess", "planned")
        spring.order(BORIS, "unknown", seconds=20)
        calls.set_speed(500)
        await until(lambda: spring.status_of(ANNA) == "onRetry")
        calls.set_speed(5_000_000)
        await until(lambda: spring.status_of(ANNA) == "longCallWithNoResult")
        await until(lambda: spring.status_of(BORIS) == "unknown")


async def test_never_more_calls_at_once_than_the_campaign_has_lines(
    http: httpx.AsyncClient,
) -> None:
    async with CallsApi(speed=0) as calls:
        spring = calls.create_campaign("Spring", lines=3)
        await http.post(spring.url + "/addPhones", json=rows(*many(10)))
        shown = (await http.get(spring.url)).json()
        assert spring.counts == {"inProcess": 3, "planned": 7}
        assert shown["shortReport"]["inProcessCalls"] == shown["maxSimultaneousCalls"] == 3
        spring.set_lines(5)
        assert spring.counts == {"inProcess": 5, "planned": 5}


@pytest.mark.parametrize(
    "status",
    [
        "longCallWithResult",
        "longCallWithNoResult",
        "noAnswer",
        "nonexistentNumber",
        "technicalError",
        "cancelledByUser",
        "somethingUnheardOf",
    ],
)
async def test_a_test_orders_how_a_call_ends(status: str) -> None:
    async with CallsApi(speed=10_000) as calls:
        spring = calls.create_campaign("Spring", policy={"maxAttempts": 1})
        spring.order_ending("99", status)
        spring.order_ending("9", "nonexistentNumber")
        spring.add(["12025550199"])
        await until(lambda: spring.counts == {status: 1})


async def test_weights_draw_what_nobody_ordered() -> None:
    async with CallsApi(speed=1_000_000) as calls:
        spring = calls.create_campaign(
            "Spring", lines=50, weights={"longCallWithResult": 3, "nonexistentNumber": 1}
        )
        spring.add(many(400))
        await until(lambda: sum(spring.counts.values()) == 400 and "planned" not in spring.counts)
        await until(lambda: spring.counts.keys() == {"longCallWithResult", "nonexistentNumber"})
    assert 250 < spring.counts["longCallWithResult"] < 350


def _is_over(campaign: SimCampaign) -> bool:
    return not campaign.counts.keys() & words.OPEN_STATUSES


async def test_the_same_seed_tells_the_same_story() -> None:
    stories = []
    for _ in range(2):
        async with CallsApi(speed=1_000_000, seed=7) as calls:
            spring = calls.create_campaign("Spring", lines=1, policy={"maxAttempts": 1})
            spring.add(many(50))
            await until(partial(_is_over, spring))
            stories.append((spring.token, [spring.status_of(phone) for phone in many(50)]))
    assert stories[0] == stories[1]


async def test_the_script_redials_under_a_new_call_job(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=10_000) as calls:
        spring = calls.create_campaign("Spring")
        spring.order(ANNA, "longCallWithResult", redials=2, tag_name="vip", tag_payload={"n": 1})
        await http.post(spring.url + "/addPhones", json=rows(ANNA))
        await until(lambda: spring.counts == {"longCallWithResult": 3})
        report = await http.post(spring.url + "/callJob/getReport", json={"phones": [ANNA]})
    assert [row["redialNumber"] for row in report.json()] == [None, 1, 2]
    assert len({row["callJobId"] for row in report.json()}) == 3
    assert {row["tagName"] for row in report.json()} == {"vip"}
    assert not spring.books.dialled_twice()


async def test_report_data_keeps_the_order_of_the_script(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=10_000) as calls:
        spring = calls.create_campaign("Spring", weights={"longCallWithResult": 1})
        spring.write_headers(["Zeta", "Имя", "Alpha"])
        await http.post(spring.url + "/addPhones", json=rows(ANNA, payload={"Имя": "Анна"}))
        await until(lambda: spring.counts == {"longCallWithResult": 1})
        report = await http.post(spring.url + "/callJob/getReport", json={"phones": [ANNA]})
    (row,) = report.json()
    assert list(row["reportData"]) == ["Zeta", "Имя", "Alpha"]
    assert row["reportData"]["Имя"] == "Анна"


async def test_orders_that_no_call_can_follow() -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        with pytest.raises(ValueError, match="names a status"):
            spring.order(ANNA)
        with pytest.raises(ValueError, match="no call ends in"):
            spring.order_ending("1", "onRetry")
        with pytest.raises(ValueError, match="nothing weighs"):
            spring.weigh(noAnswer=0)


def _break(_: float) -> None:
    raise ZeroDivisionError


async def test_a_dialer_that_broke_is_not_kept_quiet() -> None:
    calls = CallsApi(speed=1000)
    await calls.start()
    calls.agenda.after(0, calls.clock.now(), _break)
    await until(lambda: not len(calls.agenda))
    with pytest.raises(ZeroDivisionError):
        await calls.close()
