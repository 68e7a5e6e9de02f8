"""Who is dialled before whom."""

from typing import Any

import httpx

from simulators.calls_api import CallsApi, SimCampaign
from tests.simulators.calls_api.clockwork import SetClock
from tests.simulators.calls_api.phones import ANNA, BORIS, CARL, DORA, rows
from tests.simulators.calls_api.test_policy_rules import hours
from tests.simulators.calls_api.waiting import until

SIX_IN_THE_EVENING = "2026-03-02T18:00:00+00:00"


async def dialled_order(campaign: SimCampaign, clock: SetClock, count: int) -> list[str]:
    """The phones in the order of their dials, with one line to dial on."""
    campaign.order_ending("", "longCallWithNoResult", seconds=1)
    campaign.set_lines(1)
    clock.pass_by(seconds=count)
    await until(lambda: campaign.books.dials.total() == count)
    return list(campaign.books.dials)


def until_hour(begin: str, end: str) -> dict[str, Any]:
    return {"gmtZone": "Z", "allowedTime": {"default": hours((begin, end))}}


async def test_the_window_that_closes_first_goes_first(http: httpx.AsyncClient) -> None:
    clock = SetClock(SIX_IN_THE_EVENING)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", lines=0)
        sent = [
            *rows(ANNA, **until_hour("17:00", "21:00")),
            *rows(BORIS, **until_hour("18:00", "18:30")),
            *rows(CARL, startDateTime="2026-03-02T17:00:00Z"),
            *rows(DORA, startDateTime="2026-03-02T16:00:00Z"),
        ]
        await http.post(spring.url + "/addPhones", json=sent)
        assert await dialled_order(spring, clock, 4) == [BORIS, ANNA, DORA, CARL]


async def test_numbers_with_a_policy_go_before_those_without(http: httpx.AsyncClient) -> None:
    clock = SetClock(SIX_IN_THE_EVENING)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", lines=0)
        nothing = {"maxAttempts": None, "externalCheck": None}
        sent = [*rows(ANNA, payload={"n": 1}), *rows(BORIS, **nothing), *rows(CARL, maxAttempts=2)]
        await http.post(spring.url + "/addPhones", json=sent)
        assert await dialled_order(spring, clock, 3) == [CARL, ANNA, BORIS]


async def test_priority_goes_before_all(http: httpx.AsyncClient) -> None:
    clock = SetClock(SIX_IN_THE_EVENING)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", lines=0)
        sent = [
            *rows(ANNA, **until_hour("18:00", "18:30")),
            *rows(BORIS, dialerPriority=4),
            *rows(CARL, dialerPriority=1),
        ]
        await http.post(spring.url + "/addPhones", json=sent)
        assert await dialled_order(spring, clock, 3) == [CARL, BORIS, ANNA]


async def test_a_cancelled_number_is_passed_over(http: httpx.AsyncClient) -> None:
    clock = SetClock(SIX_IN_THE_EVENING)
    async with CallsApi(time_source=clock) as calls:
        spring = calls.create_campaign("Spring", lines=0)
        await http.post(spring.url + "/addPhones", json=rows(ANNA, BORIS, CARL))
        await http.post(spring.url + "/callJob/cancel", json={"phones": [ANNA, BORIS]})
        assert await dialled_order(spring, clock, 1) == [CARL]
