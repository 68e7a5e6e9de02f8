"""Which routes a host has, and what it answers where it has none."""

import httpx
import pytest

from simulators.calls_api import CallsApi
from simulators.calls_api.words import ROUTES
from tests.simulators.calls_api.phones import ANNA, rows

GETS = {"campaign": "", "status": "/status"}


async def routes_of(http: httpx.AsyncClient, url: str) -> set[str]:
    """The routes that answer with anything but an untyped page."""
    found = set()
    for route in ROUTES:
        if route in GETS:
            answer = await http.get(url + GETS[route])
        else:
            answer = await http.post(f"{url}/{route}", json={"ids": ["0"]})
        if not answer.headers["content-type"].startswith("text/html"):
            found.add(route)
    return found


async def test_the_hosts_of_the_first_documentation(http: httpx.AsyncClient) -> None:
    async with CallsApi(generation="1.10.3") as calls:
        found = await routes_of(http, calls.create_campaign("Spring").url)
    controls = {"control/start", "control/pause", "control/resume", "control/stop"}
    assert found == {"addPhones", "getReport", "callJob/cancel"} | controls


async def test_the_current_cloud(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        found = await routes_of(http, calls.create_campaign("Spring").url)
    assert found == ROUTES - {"getReport", "control/start"}


async def test_hosts_in_between_side_by_side(http: httpx.AsyncClient) -> None:
    between = {"addPhones", "callJob/getReport", "control/pause"}
    async with CallsApi(generation="1.10.3") as calls:
        old = calls.create_campaign("Old")
        new = calls.create_campaign("New", generation="current")
        other = calls.create_campaign("Other", generation=between)
        assert await routes_of(http, other.url) == between
        assert "getReport" in await routes_of(http, old.url)
        assert "getReport" not in await routes_of(http, new.url)


@pytest.mark.parametrize("absent", [404, 405])
async def test_an_absent_route_answers_an_untyped_page(
    http: httpx.AsyncClient, absent: int
) -> None:
    async with CallsApi(generation="1.10.3", absent=absent) as calls:
        spring = calls.create_campaign("Spring")
        for url in (spring.url, spring.url.replace(spring.token, "1.2.nobody")):
            answer = await http.get(url)
            assert answer.status_code == absent
            assert b"<html>" in answer.content


async def test_a_host_is_updated_while_it_is_watched(http: httpx.AsyncClient) -> None:
    async with CallsApi(generation="1.10.3") as calls:
        spring = calls.create_campaign("Spring")
        assert (await http.get(spring.url)).status_code == 404
        spring.switch("current", times="iso")
        assert isinstance((await http.get(spring.url)).json()["creationDate"], str)


async def test_an_unknown_token_is_named_so(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        answer = await http.get(calls.url + "/api/calls/campaign/1.2.nobody/status")
    assert answer.status_code == 404
    assert answer.json()["type"] == "invalid.token"


async def test_a_route_with_the_wrong_method(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        assert (await http.get(spring.url + "/addPhones")).status_code == 405
        assert (await http.post(spring.url + "/status")).status_code == 405


async def test_the_log_shows_that_nobody_tried_a_route_that_dials(http: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        await http.get(spring.url + "/addPhone", params={"phone": ANNA})
        await http.post(spring.url + "/addPhones", json=rows(ANNA))
        assert calls.requests.counts == {"addPhone": 1, "addPhones": 1}
        (tried,) = calls.requests.of("addPhone")
    assert (tried.status, tried.campaign) == (404, 0)


@pytest.mark.parametrize(
    "switches", [{"generation": ["dial"]}, {"colour": "red"}, {"times": "seconds"}]
)
async def test_a_switch_that_does_not_exist(switches: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no such|one of"):
        CallsApi(**switches)  # type: ignore[arg-type]
