"""Reports by date and unfinished call jobs, page by page."""

from typing import Any

import httpx
import pytest

from simulators.calls_api import CallsApi, SimCampaign
from tests.simulators.calls_api.clockwork import SetClock
from tests.simulators.calls_api.phones import many, rows
from tests.simulators.calls_api.waiting import until

NOON = "2026-03-02T12:00:00Z"
JOBS, ATTEMPTS = "/callJob/getReportByDate", "/callAttempt/getReportByDate"


async def _read(
    http: httpx.AsyncClient, url: str, filter_: dict[str, Any], size: int = 7
) -> list[str]:
    """All phones of a report by date, page after page."""
    phones: list[str] = []
    for page in range(200):
        asked = {"filter": filter_, "pagination": {"page": page, "pageSize": size}}
        answer = (await http.post(url, json=asked)).json()
        assert answer["pagination"] == {"page": page, "pageSize": size}
        phones += [row["phone"] for row in answer["items"]]
        if len(answer["items"]) < size:
            break
    return phones


async def _call_one_a_minute(
    http: httpx.AsyncClient, campaign: SimCampaign, clock: SetClock, count: int
) -> None:
    """From noon on: a number is added each minute, its call lasts half an hour."""
    campaign.order_ending("", "longCallWithNoResult", seconds=1800)
    for phone in many(count):
        await http.post(campaign.url + "/addPhones", json=rows(phone))
        clock.pass_by(minutes=1)


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize(
    ("filter_", "expected"),
    [
        ({}, slice(0, 40)),
        ({"createdAtFrom": "2026-03-02T12:10:00Z"}, slice(10, 40)),
        ({"createdAtTo": "2026-03-02T15:09:00+03:00"}, slice(0, 10)),
        ({"finishedAtFrom": "2026-03-02T12:31:00Z"}, slice(1, 10)),
        (
            {"finishedAtFrom": "2026-03-02T12:30:00Z", "finishedAtTo": "2026-03-02T12:35:00Z"},
            slice(0, 6),
        ),
        (
            {"finishedAtTo": "2026-03-02T12:39:00Z", "createdAtFrom": "2026-03-02T12:03:00Z"},
            slice(3, 10),
        ),
        (
            {
                "createdAtFrom": "2026-03-02T12:02:00Z",
                "createdAtTo": "2026-03-02T12:04:00Z",
                "finishedAtFrom": NOON,
            },
            slice(2, 5),
        ),
        ({"createdAtFrom": "2026-03-02T13:00:00Z"}, slice(0, 0)),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
async def test_call_jobs_of_a_range(
    http: httpx.AsyncClient, filter_: dict[str, str], expected: slice, newest_first: bool
) -> None:
    clock = SetClock(NOON)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", lines=100, newest_first=newest_first)
        await _call_one_a_minute(http, spring, clock, 40)
        clock.set("2026-03-02T12:39:30Z")
        found = await _read(http, spring.url + JOBS, filter_)
    wanted = many(40)[expected]
    assert found == (wanted[::-1] if newest_first else wanted)


async def test_attempts_of_a_range(http: httpx.AsyncClient) -> None:
    clock = SetClock(NOON)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", lines=1)
        await _call_one_a_minute(http, spring, clock, 3)
        clock.set("2026-03-02T13:15:00Z")
        started = {"startedAtFrom": "2026-03-02T12:30:00Z"}
        ended = {"finishedAtTo": "2026-03-02T13:00:00Z"}
        assert await _read(http, spring.url + ATTEMPTS, started) == many(3)[1:]
        assert await _read(http, spring.url + ATTEMPTS, ended) == many(3)[:2]
        assert await _read(http, spring.url + ATTEMPTS, started | ended) == many(3)[1:2]


async def test_the_end_of_a_range_may_be_left_out(http: httpx.AsyncClient) -> None:
    clock = SetClock(NOON)
    async with CallsApi(time_source=clock, ends_excluded=True) as calls:
        spring = calls.create_campaign("Spring")
        await http.post(spring.url + "/addPhones", json=rows(*many(1)))
        assert await _read(http, spring.url + JOBS, {"createdAtTo": NOON}) == []
        assert await _read(http, spring.url + JOBS, {"createdAtFrom": NOON}) == many(1)


async def test_unfinished_call_jobs(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=0) as calls:
        spring = calls.create_campaign("Spring", lines=10)
        spring.order_ending("", "nonexistentNumber")
        await http.post(spring.url + "/addPhones", json=rows(*many(45)))
        calls.set_speed(1000)
        spring.set_lines(0)
        await until(lambda: spring.counts == {"planned": 35, "nonexistentNumber": 10})
        pages = [
            (await http.post(spring.url + "/callJob/getUnfinished", json=asked)).json()
            for asked in ({}, {"page": 1}, {"page": 2})
        ]
    assert [len(page["items"]) for page in pages] == [20, 15, 0]
    assert pages[0]["pagination"] == {"page": 0, "pageSize": 20}
    found = [row["phone"] for page in pages for row in page["items"]]
    assert found == many(45)[10:]


@pytest.mark.parametrize(
    "asked",
    [
        {"pagination": {"page": 200}},
        {"pagination": {"page": -1}},
        {"pagination": {"pageSize": 201}},
        {"pagination": {"pageSize": 0}},
        {"pagination": {"pageSize": "20"}},
        {"pagination": []},
        {"filter": []},
        {"filter": {"finishedFrom": NOON}},
        {"filter": {"finishedAtFrom": 1772452800000}},
        {"filter": {"finishedAtFrom": "yesterday"}},
        [],
    ],
    ids=str,
)
async def test_a_page_that_cannot_be_had(http: httpx.AsyncClient, asked: Any) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        assert (await http.post(spring.url + JOBS, json=asked)).status_code == 422
