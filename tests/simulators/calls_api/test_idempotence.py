"""Idempotence keys: honoured for a day, or ignored by old hosts."""

import httpx

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.clockwork import SetClock
from tests.simulators.calls_api.phones import ANNA, BORIS, rows

KEY = {"Idempotence-Key": "chunk-1"}
OTHER = {"Idempotence-Key": "chunk-2"}


async def test_the_same_key_makes_no_new_call_job(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        add = spring.url + "/addPhones"
        first = await http.post(add, json=rows(ANNA), headers=KEY)
        again = await http.post(add, json=rows(ANNA), headers=KEY)
        other = await http.post(add, json=rows(ANNA), headers=OTHER)
        bare = await http.post(add, json=rows(ANNA))
    assert first.json() == again.json()
    assert len({answer.json()[0] for answer in (first, other, bare)}) == 3
    outcomes = [(record.key, record.outcome) for record in spring.books.adds]
    assert outcomes == [
        ("chunk-1", "added"),
        ("chunk-1", "repeated"),
        ("chunk-2", "added"),
        (None, "added"),
    ]


async def test_old_hosts_ignore_the_key(http: httpx.AsyncClient) -> None:
    async with CallsApi(honours_keys=False) as calls:
        spring = calls.create_campaign("Spring")
        add = spring.url + "/addPhones"
        first = await http.post(add, json=rows(ANNA), headers=KEY)
        again = await http.post(add, json=rows(ANNA), headers=KEY)
    assert first.json() != again.json()
    assert spring.books.added_twice() == {ANNA: (*first.json(), *again.json())}


async def test_a_key_is_kept_for_a_day(http: httpx.AsyncClient) -> None:
    clock = SetClock("2026-03-02T12:00:00Z")
    async with CallsApi(time_source=clock) as calls:
        add = calls.create_campaign("Spring").url + "/addPhones"
        first = await http.post(add, json=rows(ANNA), headers=KEY)
        clock.pass_by(hours=23, minutes=59)
        kept = await http.post(add, json=rows(ANNA), headers=KEY)
        clock.pass_by(minutes=1)
        forgotten = await http.post(add, json=rows(ANNA), headers=KEY)
    assert first.json() == kept.json() != forgotten.json()


async def test_a_key_used_for_another_body_is_noticed_in_the_books(
    http: httpx.AsyncClient,
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        add = spring.url + "/addPhones"
        await http.post(add, json=rows(ANNA), headers=KEY)
        await http.post(add, json=rows(BORIS), headers=KEY)
    assert [record.other_body for record in spring.books.adds] == [False, True]
    assert spring.books.lost([ANNA, BORIS]) == [BORIS]


async def test_a_refusal_is_not_kept(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        add = calls.create_campaign("Spring").url + "/addPhones"
        refused = await http.post(add, json=rows("123"), headers=KEY)
        mended = await http.post(add, json=rows(ANNA), headers=KEY)
    assert (refused.status_code, mended.status_code) == (400, 200)


async def test_a_key_belongs_to_one_route_of_one_campaign(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring, autumn = calls.create_campaign("Spring"), calls.create_campaign("Autumn")
        for campaign in (spring, autumn):
            for action in ("pause", "resume", "pause"):
                answer = await http.post(f"{campaign.url}/control/{action}", headers=KEY)
                assert answer.status_code == 200
        # The second pause was taken for the first one repeated.
        assert (spring.state, autumn.state) == ("inProgress", "inProgress")
