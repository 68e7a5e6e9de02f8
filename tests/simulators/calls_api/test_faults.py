"""What goes wrong on order, and whether the host did the work all the same."""

import time

import httpx
import orjson
import pytest

from simulators.calls_api import CallsApi, SimCampaign
from simulators.calls_api.wire.faults import KINDS
from tests.simulators.calls_api.phones import ANNA, BORIS, many, rows
from tests.simulators.calls_api.waiting import until


async def add(http: httpx.AsyncClient, campaign: SimCampaign, *phones: str) -> httpx.Response:
    return await http.post(campaign.url + "/addPhones", json=rows(*(phones or (ANNA,))))


@pytest.mark.parametrize(
    ("kind", "error", "processed"),
    [
        ("reset", httpx.ReadError, False),
        ("drop_after_processing", httpx.ReadError, True),
        ("hang", httpx.ReadTimeout, False),
        ("hang_after_processing", httpx.ReadTimeout, True),
        ("cut_off", (httpx.RemoteProtocolError, httpx.ReadError), True),
    ],
)
async def test_no_answer_comes(
    raw: httpx.AsyncClient, kind: str, error: type[Exception], processed: bool
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        calls.fault(kind, "addPhones")
        with pytest.raises(error):
            await raw.post(spring.url + "/addPhones", json=rows(ANNA), timeout=0.2)
        assert bool(spring.books.jobs) is processed
        (record,) = spring.books.adds
        assert (record.processed_at is not None, record.answered_at) == (processed, None)
        assert (await add(raw, spring, BORIS)).status_code == 200


@pytest.mark.parametrize("kind", ["400", "401", "403", "404", "413", "429"])
@pytest.mark.parametrize("processed", [False, True])
async def test_a_refusal_without_an_envelope(
    raw: httpx.AsyncClient, kind: str, processed: bool
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        calls.fault(kind, "addPhones", processed=processed)
        answer = await add(raw, spring)
    assert answer.status_code == int(kind)
    assert answer.headers["content-type"].startswith("text/html")
    assert bool(spring.books.jobs) is processed


@pytest.mark.parametrize("kind", ["500", "502", "503", "504"])
async def test_the_host_breaks(raw: httpx.AsyncClient, kind: str) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        calls.fault(kind, "addPhones")
        answer = await add(raw, spring)
    assert answer.status_code == int(kind)
    is_page = answer.headers["content-type"].startswith("text/html")
    assert is_page is (kind != "500")
    assert not spring.books.jobs


@pytest.mark.parametrize("retry_after", [None, "2", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_too_many_requests(raw: httpx.AsyncClient, retry_after: str | None) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        calls.fault("429", retry_after=retry_after)
        answer = await raw.get(spring.url)
    assert answer.status_code == 429
    assert answer.headers.get("retry-after") == retry_after


@pytest.mark.parametrize("route", ["addPhones", "callJob/getReport", "status", "control/pause"])
async def test_a_garbled_body(raw: httpx.AsyncClient, route: str) -> None:
    bodies = {}
    async with CallsApi() as calls:
        for kind in ("empty_body", "cut_json", "wrong_types", "html"):
            spring = calls.create_campaign("Spring", lines=0)
            spring.add(many(3))
            calls.fault(kind, route)
            method = "GET" if route == "status" else "POST"
            sent = rows(ANNA) if route == "addPhones" else {"phones": many(3)}
            bodies[kind] = (await raw.request(method, f"{spring.url}/{route}", json=sent)).content
    assert bodies["empty_body"] == b""
    with pytest.raises(orjson.JSONDecodeError):
        orjson.loads(bodies["cut_json"])
    assert b"unexpected" in bodies["wrong_types"]
    assert bodies["html"].startswith(b"<html>")


async def test_late_before_or_after_the_work(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        for kind in ("delay", "delay_after_processing"):
            calls.fault(kind, "addPhones", seconds=0.1)
            assert (await add(raw, spring)).status_code == 200
    before, after = calls.requests.of("addPhones")
    assert before.processed_at and after.processed_at and after.answered_at
    assert before.processed_at - before.received_at >= 0.1
    assert after.answered_at - after.processed_at >= 0.1


async def test_a_late_host_goes_on_when_the_sender_is_gone(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        calls.fault("delay", "addPhones", seconds=0.2)
        with pytest.raises(httpx.ReadTimeout):
            await raw.post(spring.url + "/addPhones", json=rows(ANNA), timeout=0.05)
        await until(lambda: spring.books.jobs)
        assert spring.books.adds[0].answered_at is None


async def test_a_slow_drip_and_a_body_without_end(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring", lines=0)
        spring.add(many(50))
        calls.fault("slow_drip", "campaign", seconds=0.2)
        begun = time.monotonic()
        assert (await raw.get(spring.url)).json()["id"] == spring.id
        assert time.monotonic() - begun >= 0.2
        calls.fault("huge_body", "campaign", size=3_000_000)
        assert len((await raw.get(spring.url)).content) >= 3_000_000


async def test_a_redirect(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        calls.fault("redirect")
        answer = await raw.get(spring.url)
    assert answer.is_redirect


async def test_faults_come_in_order_per_route_and_campaign(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring, autumn = calls.create_campaign("Spring"), calls.create_campaign("Autumn")
        calls.fault("500", "status", times=2, skip=1)
        calls.fault("502", "callJob", campaign=autumn.id)
        calls.fault("503", "status")
        seen = [(await raw.get(spring.url + "/status")).status_code for _ in range(5)]
        assert seen == [200, 500, 500, 503, 200]
        for campaign, status in ((spring, 200), (autumn, 502)):
            answer = await raw.post(campaign.url + "/callJob/getUnfinished", json={})
            assert answer.status_code == status
        assert not calls.waiting_faults
        faults = [request.fault for request in calls.requests.of("status")]
    assert faults == [None, "500", "500", "503", None]


async def test_a_host_that_is_gone_and_comes_back(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        await raw.get(spring.url)
        await calls.refuse()
        # The client may try its old connection first, and finds it cut.
        with pytest.raises(httpx.TransportError):
            await raw.get(spring.url)
        with pytest.raises(httpx.ConnectError):
            await raw.get(spring.url)
        await calls.accept()
        assert (await raw.get(spring.url)).status_code == 200


async def test_cleared_faults_do_not_come() -> None:
    async with CallsApi() as calls:
        for kind in KINDS:
            calls.fault(kind)
        assert len(calls.waiting_faults) == len(KINDS)
        calls.clear_faults()
        assert not calls.waiting_faults
        with pytest.raises(ValueError, match="no such fault"):
            calls.fault("explode")
        with pytest.raises(ValueError, match="no such route"):
            calls.fault("500", "addPhone")
