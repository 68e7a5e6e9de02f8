"""Reports in the ways that hosts write them."""

import re

import httpx
import pytest

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.clockwork import SetClock
from tests.simulators.calls_api.phones import ANNA, BORIS, CARL, rows
from tests.simulators.calls_api.waiting import until

KEYS = ["attemptsCount", "callDuration", "callJobId", "createdAt", "finishedAt", "jobStatus"]
KEYS += ["phone", "redialNumber", "reportData", "tagName", "tagPayload"]


async def test_a_row_is_as_seen_in_the_wild(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring", lines=0)
        (job_id,) = (await http.post(spring.url + "/addPhones", json=rows(ANNA))).json()
        report = await http.post(spring.url + "/callJob/getReport", json={"phones": [ANNA]})
    (row,) = report.json()
    created = row.pop("createdAt")
    assert isinstance(created, int)
    assert sorted([*row, "createdAt"]) == KEYS
    assert row == dict.fromkeys(row) | {
        "attemptsCount": 0,
        "callDuration": 0,
        "callJobId": job_id,
        "jobStatus": "planned",
        "phone": ANNA,
    }


async def test_a_job_named_twice_is_one_row(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring", lines=0)
        ids = (await http.post(spring.url + "/addPhones", json=rows(ANNA, BORIS))).json()
        asked = {"phones": [ANNA], "ids": [ids[0], ids[0], ids[1]]}
        report = await http.post(spring.url + "/callJob/getReport", json=asked)
    assert [row["callJobId"] for row in report.json()] == ids


async def test_times_as_text(http: httpx.AsyncClient) -> None:
    async with CallsApi(times="iso") as calls:
        spring = calls.create_campaign("Spring")
        await http.post(spring.url + "/addPhones", json=rows(ANNA))
        report = await http.post(spring.url + "/callJob/getReport", json={"phones": [ANNA]})
        shown = await http.get(spring.url)
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
    assert re.fullmatch(pattern, report.json()[0]["createdAt"])
    assert re.fullmatch(pattern, shown.json()["creationDate"])


async def test_numbers_as_ids(raw: httpx.AsyncClient) -> None:
    async with CallsApi(integer_ids=True) as calls:
        spring = calls.create_campaign("Spring")
        ids = (await raw.post(spring.url + "/addPhones", json=rows(ANNA, BORIS))).json()
        report = await raw.post(spring.url + "/callJob/getReport", json={"ids": ids})
    assert all(isinstance(job_id, int) for job_id in ids)
    assert [row["callJobId"] for row in report.json()] == ids


async def test_only_what_can_be_relied_on(http: httpx.AsyncClient) -> None:
    async with CallsApi(bare_rows=True) as calls:
        spring = calls.create_campaign("Spring")
        await http.post(spring.url + "/addPhones", json=rows(ANNA))
        jobs = await http.post(spring.url + "/callJob/getReport", json={"phones": [ANNA]})
        attempts = await http.post(spring.url + "/callAttempt/getReport", json={"phones": [ANNA]})
    assert jobs.json()[0].keys() == {"phone", "callJobId", "createdAt", "attemptsCount"}
    assert attempts.json()[0].keys() == {"phone", "callJobId", "attemptNumber"}


async def test_the_cyrillic_spelling(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=10_000) as calls:
        spring = calls.create_campaign("Spring", cyrillic=True)
        spring.order(ANNA, "longCallWithResult")
        await http.post(spring.url + "/addPhones", json=rows(ANNA))
        await until(lambda: spring.status_of(ANNA) == "longCallWithResult")
        report = await http.post(spring.url + "/callJob/getReport", json={"phones": [ANNA]})
    assert report.json()[0]["jobStatus"] == "long\u0421allWithResult"


@pytest.mark.parametrize(
    ("switches", "body"),
    [
        ({}, b'"inProgress"'),
        ({"status_form": "bare"}, b"inProgress"),
        ({"status_case": "upper"}, b'"INPROGRESS"'),
        ({"progress_word": "inProcess", "status_case": "lower"}, b'"inprocess"'),
    ],
    ids=str,
)
async def test_the_status_word(
    http: httpx.AsyncClient, switches: dict[str, str], body: bytes
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring", **switches)  # type: ignore[arg-type]
        assert (await http.get(spring.url + "/status")).content == body


async def test_the_short_report_counts(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=1000) as calls:
        spring = calls.create_campaign("Spring", policy={"retryIntervalInMinutes": 2880})
        spring.order(ANNA, "longCallWithResult", seconds=60)
        spring.order(BORIS, "noAnswer")
        spring.order(CARL, "longCallWithNoResult", seconds=1_000_000)
        await http.post(spring.url + "/addPhones", json=rows(ANNA, BORIS, CARL))
        await until(lambda: spring.status_of(BORIS) == "onRetry")
        await until(lambda: spring.status_of(ANNA) == "longCallWithResult")
        shown = (await http.get(spring.url)).json()
    assert shown["shortReport"] == {
        "totalNumbers": 3,
        "processedNumbers": 1,
        "usedTalkingTime": 60,
        "usedAsrSeconds": 30,
        "inProcessCalls": 1,
        "retryCalls": 1,
    }


async def test_the_clock_of_the_host_may_be_wrong(http: httpx.AsyncClient) -> None:
    clock = SetClock("2026-03-02T12:00:00Z")
    told = []
    async with CallsApi(time_source=clock) as calls:
        for offset in (0, -3600):
            spring = calls.create_campaign("Spring", clock_offset=offset)
            added = await http.post(spring.url + "/addPhones", json=rows(ANNA))
            report = await http.post(spring.url + "/callJob/getReport", json={"phones": [ANNA]})
            told.append((added.headers["date"], report.json()[0]["createdAt"]))
    assert told == [
        ("Mon, 02 Mar 2026 12:00:00 GMT", 1_772_452_800_000),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 1_772_449_200_000),
    ]
