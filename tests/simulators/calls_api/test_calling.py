"""Campaigns that really dial: what becomes of the phones that were added."""

import httpx

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.waiting import until

ANNA, BORIS, CARL = "12025550101", "12025550102", "12025550103"


async def test_added_phones_are_dialled_and_reported(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=1000) as calls:
        spring = calls.create_campaign("Spring")
        spring.order(ANNA, "longCallWithResult", seconds=30, report_data={"Agreed": "yes"})
        spring.order(BORIS, "nonexistentNumber")
        added = await http.post(spring.url + "/addPhones", json=[{"phone": ANNA}, {"phone": BORIS}])
        await until(lambda: spring.counts == {"longCallWithResult": 1, "nonexistentNumber": 1})
        report = await http.post(spring.url + "/callJob/getReport", json={"ids": added.json()})
    anna, boris = report.json()
    assert (anna["phone"], anna["jobStatus"], anna["callDuration"]) == (
        ANNA,
        "longCallWithResult",
        30,
    )
    assert anna["reportData"] == {"Agreed": "yes"}
    assert anna["createdAt"] <= anna["finishedAt"]
    assert boris["jobStatus"] == "nonexistentNumber"


async def test_no_answer_is_tried_again_until_the_attempts_are_used_up(
    http: httpx.AsyncClient,
) -> None:
    async with CallsApi(speed=20_000) as calls:
        spring = calls.create_campaign("Spring", policy={"retryIntervalInMinutes": 5})
        spring.order(CARL, "noAnswer")
        await http.post(spring.url + "/addPhones", json=[{"phone": CARL, "maxAttempts": 3}])
        await until(lambda: spring.counts.get("noAnswer"))
        attempts = await http.post(spring.url + "/callAttempt/getReport", json={"phones": [CARL]})
    assert [row["attemptNumber"] for row in attempts.json()] == [1, 2, 3]
    assert spring.books.dials[CARL] == 3
    assert not spring.books.dialled_twice()
