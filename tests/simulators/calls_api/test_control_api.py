"""The same control for other processes, over HTTP."""

import asyncio
from typing import Any

import httpx
import pytest

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.phones import ANNA, BORIS, CARL, rows
from tests.simulators.calls_api.waiting import until


class Remote:
    """What another process sees of the simulator."""

    def __init__(self, http: httpx.AsyncClient, url: str) -> None:
        self._http = http
        self._url = url + "/_control"

    async def get(self, path: str = "") -> Any:
        return (await self._http.get(self._url + path)).json()

    async def post(self, path: str, **body: Any) -> Any:
        answer = await self._http.post(self._url + path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()


async def test_a_campaign_from_its_creation_to_its_books(raw: httpx.AsyncClient) -> None:
    async with CallsApi(speed=10_000) as calls:
        remote = Remote(raw, calls.url)
        made = await remote.post("/campaigns", name="Autumn", zone="+03:00", lines=2, times="iso")
        path = f"/campaigns/{made['id']}"
        await remote.post(path + "/orders", phone=ANNA, statuses=["longCallWithResult"], seconds=9)
        await remote.post(path + "/orders", ending="02", statuses=["nonexistentNumber"])
        await remote.post(path + "/weights", technicalError=1)
        await remote.post(path + "/headers", headers=["Q2", "Q1"])
        await raw.post(made["url"] + "/addPhones", json=rows(ANNA, BORIS))
        added = await remote.post(path + "/phones", phones=[CARL])
        autumn = calls.campaign(made["id"])
        await until(lambda: len(autumn.counts) == 3)
        report = await raw.post(made["url"] + "/callJob/getReport", json={"phones": [ANNA]})
        looked, books = await remote.get(path), await remote.get(path + "/books")
    assert list(report.json()[0]["reportData"]) == ["Q2", "Q1"]
    assert looked["counts"] == {
        "longCallWithResult": 1,
        "nonexistentNumber": 1,
        "technicalError": 1,
    }
    assert (books["requests"], books["jobs"], books["dials"]) == (1, 3, 3)
    assert (books["dialledTwice"], books["jobsByPhone"][CARL]) == ({}, added["ids"])
    assert [record["phones"] for record in books["adds"]] == [2]


async def test_what_people_do_in_the_platform(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        remote = Remote(raw, calls.url)
        made = await remote.post("/campaigns", state="new")
        path = f"/campaigns/{made['id']}"
        assert (await remote.post(path + "/state", action="start"))["state"] == "inProgress"
        assert (await remote.post(path + "/state", action="pause"))["state"] == "paused"
        changed = await remote.post(path + "/state", action="change_token")
        assert changed["token"] != made["token"]
        await remote.post(path + "/lines", lines=0)
        await remote.post(path + "/host", status_form="bare")
        assert (await raw.get(changed["url"] + "/status")).text == "paused"


async def test_the_host_and_its_faults(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        remote = Remote(raw, calls.url)
        await remote.post("/speed", speed=60)
        await remote.post("/host", generation="1.10.3")
        made = await remote.post("/campaigns")
        fault = await remote.post("/faults", kind="429", route="control", times=2)
        looked = await remote.get()
        assert (looked["speed"], looked["faults"]) == (60, [fault])
        assert (await raw.post(made["url"] + "/control/pause")).status_code == 429
        await raw.delete(calls.url + "/_control/faults")
        assert (await raw.post(made["url"] + "/control/pause")).status_code == 200
        assert (await raw.get(made["url"])).status_code == 404
        requests = await remote.get("/requests?route=control/pause")
        assert [request["fault"] for request in requests] == ["429", None]
        assert len(await remote.get("/requests")) == 3
        await remote.post("/kills", pid=2**22 + 1, point="answered", route="status")
        assert await remote.get("/kills") == []


@pytest.mark.parametrize("comes_back_by_itself", [False, True])
async def test_the_host_goes_away_for_a_while(
    raw: httpx.AsyncClient, comes_back_by_itself: bool
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        seconds = 0.1 if comes_back_by_itself else 60
        await Remote(raw, calls.url).post("/refuse", seconds=seconds)
        if not comes_back_by_itself:
            await _until_answered(raw, spring.url, answered=False)
            await calls.accept()
        await _until_answered(raw, spring.url, answered=True)


async def _until_answered(http: httpx.AsyncClient, url: str, *, answered: bool) -> None:
    async with asyncio.timeout(40):
        while await _is_answered(http, url) is not answered:
            pass


async def _is_answered(http: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await http.get(url)).status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/speed", b'{"speed": -1}'),
        ("/speed", b"not json"),
        ("/faults", b'{"kind": "explode"}'),
        ("/faults", b"{}"),
        ("/kills", b'{"pid": 1, "point": "received"}'),
        ("/kills", b'{"pid": 4194305, "point": "never"}'),
        ("/campaigns", b'{"colour": "red"}'),
        ("/campaigns", b'{"state": "asleep"}'),
        ("/campaigns", b'{"policy": {"dialerPriority": 9}}'),
        ("/campaigns/1/lines", b'{"lines": 1}'),
    ],
)
async def test_what_is_asked_wrongly_is_told(
    raw: httpx.AsyncClient, path: str, body: bytes
) -> None:
    async with CallsApi() as calls:
        answer = await raw.post(calls.url + "/_control" + path, content=body)
    assert answer.status_code == 400
    assert answer.json()
