"""addPhones: what is taken, what is refused, and that a refusal adds nobody."""

import httpx
import pytest

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.phones import (
    ANNA,
    BORIS,
    POSSIBLE_NOT_VALID,
    RUSSIAN,
    RUSSIAN_AT_HOME,
    many,
    rows,
)

FULL_POLICY = {
    "payload": {"name": "Anna", "nested": {"list": [1, 2]}},
    "startDateTime": "2026-01-01T09:00:00+03:00",
    "finishDateTime": "2036-01-01T09:00:00.5Z",
    "allowedDays": ["mon", "sun"],
    "allowedTime": {
        "default": [{"localTimeFrom": "09:00", "localTimeTo": "18:00"}],
        "mon": [
            {"localTimeFrom": "15:00", "localTimeTo": "23:59"},
            {"localTimeFrom": "00:00", "localTimeTo": "12:30"},
        ],
    },
    "retryIntervalInMinutes": 2880,
    "maxAttempts": 50,
    "gmtZone": "Europe/Moscow",
    "dialerPriority": 5,
    "externalCheck": {"externalCheckUrl": "https://example.com/may-call"},
}


async def test_ids_come_in_the_order_of_the_request(http: httpx.AsyncClient) -> None:
    phones = many(20)
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        ids = (await http.post(spring.url + "/addPhones", json=rows(*phones))).json()
        report = await http.post(spring.url + "/callJob/getReport", json={"ids": ids})
    assert [row["phone"] for row in report.json()] == phones
    assert all(isinstance(job_id, str) for job_id in ids)


async def test_a_host_may_shuffle_ids_and_rows(http: httpx.AsyncClient) -> None:
    phones = many(20)
    async with CallsApi(shuffles_ids=True, shuffles_rows=True) as calls:
        spring = calls.create_campaign("Spring")
        ids = (await http.post(spring.url + "/addPhones", json=rows(*phones))).json()
        report = await http.post(spring.url + "/callJob/getReport", json={"ids": ids})
    assert ids != sorted(ids)
    shown = [row["phone"] for row in report.json()]
    assert shown != phones
    assert sorted(shown) == phones


async def test_every_field_of_a_policy_is_taken(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        added = await http.post(spring.url + "/addPhones", json=rows(ANNA, **FULL_POLICY))
    assert added.status_code == 200
    assert len(spring.books.jobs) == 1


async def test_a_phone_may_come_as_a_number(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        added = await http.post(spring.url + "/addPhones", json=[{"phone": int(ANNA)}])
        asked = {"phones": [int(ANNA)], "ids": [int(*added.json())]}
        report = await http.post(spring.url + "/callJob/getReport", json=asked)
    assert [row["phone"] for row in report.json()] == [ANNA]


async def test_the_same_phone_in_another_request_is_another_call_job(
    http: httpx.AsyncClient,
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring", lines=0)
        first = (await http.post(spring.url + "/addPhones", json=rows(ANNA))).json()
        second = (await http.post(spring.url + "/addPhones", json=rows(ANNA))).json()
        assert first != second
        assert spring.books.added_twice() == {ANNA: (*first, *second)}
        assert not spring.books.dialled_twice()
        spring.set_lines(2)
        assert spring.books.dialled_twice() == {ANNA: (*first, *second)}


async def test_duplicates_are_named_and_nobody_is_added(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        sent = rows(BORIS, ANNA, RUSSIAN, ANNA, RUSSIAN_AT_HOME)
        refused = await http.post(spring.url + "/addPhones", json=sent)
    assert refused.status_code == 400
    assert refused.json()["type"] == "phone.duplicated"
    assert refused.json()["phone"] == ANNA
    assert refused.json()["phonesDuplicates"] == [ANNA, RUSSIAN, RUSSIAN_AT_HOME]
    assert not spring.counts


@pytest.mark.parametrize(
    "phone", ["123", "+" + ANNA, "1 202 555 0101", "abc", "", "1202555010", None, True]
)
async def test_a_phone_that_no_numbering_plan_has_is_refused(
    http: httpx.AsyncClient, phone: object
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        sent = [{"phone": BORIS}, {"phone": phone}]
        refused = await http.post(spring.url + "/addPhones", json=sent)
    assert (refused.status_code, refused.json()["type"]) == (400, "phone.bad.format")
    assert refused.json()["phone"] == (phone if isinstance(phone, str) else "")
    assert not spring.counts


async def test_a_strict_host_refuses_ranges_that_nobody_uses(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        lenient = calls.create_campaign("Lenient")
        strict = calls.create_campaign("Strict", numbering="valid")
        taken = await http.post(lenient.url + "/addPhones", json=rows(POSSIBLE_NOT_VALID))
        refused = await http.post(strict.url + "/addPhones", json=rows(POSSIBLE_NOT_VALID))
    assert (taken.status_code, refused.status_code) == (200, 400)
    assert refused.json()["phone"] == POSSIBLE_NOT_VALID


async def test_a_number_of_the_home_country_may_come_back_as_abroad(
    http: httpx.AsyncClient,
) -> None:
    shown = []
    async with CallsApi() as calls:
        for normalises in (False, True):
            spring = calls.create_campaign("Spring", normalises=normalises)
            await http.post(spring.url + "/addPhones", json=rows(RUSSIAN_AT_HOME))
            for asked in (RUSSIAN_AT_HOME, RUSSIAN):
                found = await http.post(spring.url + "/callJob/getReport", json={"phones": [asked]})
                shown.append(found.json()[0]["phone"])
    assert shown == [RUSSIAN_AT_HOME, RUSSIAN_AT_HOME, RUSSIAN, RUSSIAN]


@pytest.mark.parametrize("action", ["stop", "delete"])
async def test_a_campaign_that_is_over_takes_no_phones(
    http: httpx.AsyncClient, action: str
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        spring.outside(action)
        refused = await http.post(spring.url + "/addPhones", json=rows(ANNA))
    assert refused.json()["type"] == "invalid.call.task.state"
    assert refused.json()["state"] == {"stop": "FINISHED", "delete": "DELETED"}[action]


async def test_a_proxy_lets_no_big_body_through(raw: httpx.AsyncClient) -> None:
    async with CallsApi(max_body_bytes=1000) as calls:
        spring = calls.create_campaign("Spring")
        refused = await raw.post(spring.url + "/addPhones", json=rows(*many(100)))
    assert refused.status_code == 413
    assert refused.headers["content-type"].startswith("text/html")
    assert not spring.counts
