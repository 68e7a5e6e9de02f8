"""callJob/cancel: who can be called off, and what becomes of a call that goes on."""

import httpx
import pytest

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.phones import ANNA, BORIS, CARL, rows
from tests.simulators.calls_api.waiting import until


@pytest.mark.parametrize("word", ["canceled", "cancelledByUser", "cancelled"])
async def test_planned_call_jobs_are_cancelled(http: httpx.AsyncClient, word: str) -> None:
    async with CallsApi(cancel_word=word) as calls:
        spring = calls.create_campaign("Spring", lines=0)
        ids = (await http.post(spring.url + "/addPhones", json=rows(ANNA, BORIS, CARL))).json()
        asked = {"ids": ids[:1], "phones": [BORIS]}
        cancelled = await http.post(spring.url + "/callJob/cancel", json=asked)
        again = await http.post(spring.url + "/callJob/cancel", json=asked)
        report = await http.post(spring.url + "/callJob/getReport", json={"ids": ids})
    assert sorted(cancelled.json()) == sorted(ids[:2])
    assert again.json() == []
    assert [row["jobStatus"] for row in report.json()] == [word, word, "planned"]
    assert [row["finishedAt"] is None for row in report.json()] == [False, False, True]


async def test_a_running_call_is_let_finish_and_not_tried_again(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=0) as calls:
        spring = calls.create_campaign("Spring", policy={"maxAttempts": 3})
        spring.order(ANNA, "noAnswer")
        spring.order(BORIS, "longCallWithResult")
        ids = (await http.post(spring.url + "/addPhones", json=rows(ANNA, BORIS))).json()
        cancelled = await http.post(spring.url + "/callJob/cancel", json={"ids": ids})
        assert spring.counts == {"inProcess": 2}
        calls.set_speed(10_000)
        await until(lambda: spring.counts == {"canceled": 1, "longCallWithResult": 1})
    assert cancelled.json() == ids
    assert spring.books.dials == {ANNA: 1, BORIS: 1}


async def test_a_number_between_attempts_is_cancelled_at_once(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=1000) as calls:
        spring = calls.create_campaign("Spring", policy={"retryIntervalInMinutes": 2880})
        spring.order(ANNA, "noAnswer")
        await http.post(spring.url + "/addPhones", json=rows(ANNA))
        await until(lambda: spring.status_of(ANNA) == "onRetry")
        await http.post(spring.url + "/callJob/cancel", json={"phones": [ANNA]})
        assert spring.counts == {"canceled": 1}


@pytest.mark.parametrize(
    ("members", "code"),
    [({"ids": ["1"]}, "id.not.found"), ({"phones": ["12025550999"]}, "phone.not.found")],
)
@pytest.mark.parametrize("route", ["callJob/cancel", "callJob/getReport", "callAttempt/getReport"])
async def test_one_unknown_member_refuses_the_whole_request(
    http: httpx.AsyncClient, route: str, members: dict[str, list[str]], code: str
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring", lines=0)
        await http.post(spring.url + "/addPhones", json=rows(ANNA))
        asked = {"phones": [ANNA], **members}
        if "phones" in members:
            asked = {"phones": [ANNA, *members["phones"]]}
        refused = await http.post(f"{spring.url}/{route}", json=asked)
    assert (refused.status_code, refused.json()["type"]) == (400, code)
    assert spring.counts == {"planned": 1}


async def test_numbers_added_in_the_platform_cannot_be_cancelled(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring", lines=0)
        await http.post(spring.url + "/addPhones", json=rows(ANNA))
        ids = spring.add([BORIS])
        refused = await http.post(
            spring.url + "/callJob/cancel", json={"ids": ids, "phones": [ANNA]}
        )
    assert refused.json()["type"] == "id.not.found"
    assert spring.counts == {"planned": 2}


@pytest.mark.parametrize("body", [b"", b"[]", b'{"ids": "1"}', b'{"ids": [null]}'])
async def test_a_body_that_selects_nothing_readable(http: httpx.AsyncClient, body: bytes) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        answer = await http.post(spring.url + "/callJob/cancel", content=body)
    assert answer.status_code == 422
