"""start, pause, resume, stop: by the API and by people in the platform."""

import httpx
import pytest

from simulators.calls_api import CallsApi
from simulators.calls_api.words import ROUTES
from tests.simulators.calls_api.phones import ANNA, BORIS, CARL, many, rows
from tests.simulators.calls_api.waiting import until


async def test_pause_lets_running_calls_finish(http: httpx.AsyncClient) -> None:
    async with CallsApi(speed=0) as calls:
        spring = calls.create_campaign("Spring", lines=1)
        spring.order_ending("", "longCallWithNoResult")
        await http.post(spring.url + "/addPhones", json=rows(ANNA, BORIS))
        paused = await http.post(spring.url + "/control/pause")
        assert (paused.status_code, paused.content) == (200, b"")
        calls.set_speed(10_000)
        await until(lambda: spring.counts == {"longCallWithNoResult": 1, "planned": 1})
        assert (await http.get(spring.url + "/status")).json() == "paused"
        await http.post(spring.url + "/control/resume")
        await until(lambda: spring.counts == {"longCallWithNoResult": 2})


@pytest.mark.parametrize("cuts", [True, False])
async def test_stop_ends_what_is_open_in_one_instant(http: httpx.AsyncClient, cuts: bool) -> None:
    async with CallsApi(speed=0, stop_cuts_calls=cuts) as calls:
        spring = calls.create_campaign("Spring", lines=2)
        spring.order_ending("", "noAnswer")
        await http.post(spring.url + "/addPhones", json=rows(*many(50)))
        await http.post(spring.url + "/control/stop")
        page = {"pagination": {"pageSize": 200}}
        ended = await http.post(spring.url + "/callJob/getReportByDate", json=page)
        finished = {row["finishedAt"] for row in ended.json()["items"]}
        calls.set_speed(10_000)
        await until(lambda: "inProcess" not in spring.counts)
    if cuts:
        assert len(finished) == 1
        assert spring.counts == {"notDone": 50}
    else:
        assert len(finished) == 2
        assert None in finished
        assert spring.counts == {"notDone": 48, "noAnswer": 2}


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("new", {"start", "stop"}),
        ("planned", {"start", "stop"}),
        ("inProgress", {"pause", "stop"}),
        ("paused", {"resume", "stop"}),
        ("finished", set()),
        ("deleted", set()),
    ],
)
async def test_each_state_has_its_orders(
    http: httpx.AsyncClient, state: str, allowed: set[str]
) -> None:
    answered = {}
    async with CallsApi(generation=ROUTES) as calls:
        for action in ("start", "pause", "resume", "stop"):
            spring = calls.create_campaign("Spring", state=state)
            answer = await http.post(f"{spring.url}/control/{action}")
            answered[action] = answer.status_code
            if action not in allowed:
                assert answer.json()["error"] == "invalid.campaign.state"
                assert spring.state == state
    assert answered == {
        action: 200 if action in allowed else 400 for action in ("start", "pause", "resume", "stop")
    }


async def test_errors_carry_states_in_capitals(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        refused = await http.post(spring.url + "/control/resume")
    assert refused.json()["args"] == {"state": "IN_PROGRESS"}


async def test_out_of_minutes_resume_is_accepted_and_does_nothing(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        spring.outside("run_out_of_minutes")
        resumed = await http.post(spring.url + "/control/resume")
        assert (resumed.status_code, spring.state) == (200, "paused")
        spring.outside("refill")
        await http.post(spring.url + "/control/resume")
        assert spring.state == "inProgress"


async def test_finished_comes_by_itself_only_where_the_host_says_so() -> None:
    async with CallsApi(speed=10_000) as calls:
        endless = calls.create_campaign("Endless")
        ending = calls.create_campaign("Ending", finishes_by_itself=True)
        for campaign in (endless, ending):
            campaign.order_ending("", "nonexistentNumber")
            campaign.add([ANNA, CARL])
        await until(lambda: ending.state == "finished")
        await until(lambda: endless.counts == {"nonexistentNumber": 2})
        assert endless.state == "inProgress"


async def test_a_changed_token_stops_working(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        old = spring.url
        spring.outside("change_token")
        refused = await http.get(old)
        found = await http.get(spring.url)
    assert (refused.status_code, refused.json()["type"]) == (404, "invalid.token")
    assert found.status_code == 200


async def test_what_the_platform_does_not_know_is_refused() -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        with pytest.raises(ValueError, match="no such action"):
            spring.outside("explode")
