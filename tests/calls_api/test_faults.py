"""Hosts that misbehave: a clear error, never a false success."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.calls_api import (
    CallsApi,
    CallsApiError,
    CampaignClient,
    ControlAction,
    Forbidden,
    HostDown,
    HttpTransport,
    Limits,
    NotSent,
    RequestTooLarge,
    RetryPolicy,
    RouteAbsent,
    TooLarge,
    Unclear,
    UnexpectedAnswer,
    call_job_parameters,
)
from tests.calls_api.host import TOKEN, Host, Seen, cut, hangs_up, no, says

ROWS = [call_job_parameters("12025550100")]


async def hangs(_: Seen, request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    return web.Response()


async def drips(_: Seen, request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.02)


BOMB = says(gzip.compress(bytes(1 << 20)), 200, {"Content-Encoding": "gzip"})
REDIRECT = says(b"", 302, {"Location": f"http://127.0.0.1:9/api/calls/campaign/{TOKEN}"})
NO_IDS = [
    pytest.param(says(b"<html>proxy</html>"), UnexpectedAnswer, id="HTML"),
    pytest.param(says(b""), UnexpectedAnswer, id="empty"),
    pytest.param(says(b'["90'), UnexpectedAnswer, id="cut JSON"),
    pytest.param(says({"ids": ["901"]}), UnexpectedAnswer, id="another type"),
    pytest.param(says([True]), UnexpectedAnswer, id="wrong types"),
    pytest.param(says(b" " * 100_000), TooLarge, id="too large"),
    pytest.param(BOMB, TooLarge, id="bomb"),
    pytest.param(REDIRECT, UnexpectedAnswer, id="redirect"),
    pytest.param(cut(b'["90', 100), HostDown, id="cut body"),
    pytest.param(says(b"<html>", 502), HostDown, id="502"),
    pytest.param(hangs_up, HostDown, id="hung up"),
    pytest.param(hangs, HostDown, id="hangs"),
    pytest.param(drips, HostDown, id="drips"),
]


@pytest.fixture
async def impatient(host: Host) -> AsyncIterator[CampaignClient]:
    transport = HttpTransport(Limits(connect=1, read=0.2, total=0.4, body=64 << 10))
    once = RetryPolicy(attempts=1)
    async with CallsApi(transport, allowed_hosts=[host.place], retries=once) as api:
        yield api.campaign(host.base_url, SecretStr(TOKEN))


@pytest.mark.parametrize(("reply", "kind"), NO_IDS)
async def test_adding_is_unclear_after_any_answer_that_proves_nothing(
    host: Host, impatient: CampaignClient, reply: Any, kind: type[CallsApiError]
) -> None:
    host.on("addPhones", reply)
    with pytest.raises(Unclear) as met:
        await impatient.add_phones(ROWS, "chunk-1")
    assert type(met.value.cause) is kind
    assert len(host.seen) == 1


@pytest.mark.parametrize(("reply", "kind"), NO_IDS)
async def test_a_report_is_an_error_after_such_an_answer(
    host: Host, impatient: CampaignClient, reply: Any, kind: type[CallsApiError]
) -> None:
    host.on("callJob/getReport", reply)
    with pytest.raises(CallsApiError) as met:
        [found async for found in impatient.job_reports(ids=["901"])]
    assert type(met.value) is kind
    assert len(host.seen) == 1


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (says(b"<html>", 404), RouteAbsent),
        (says(b"<html>", 403), Forbidden),
        (says(b"<html>", 413), RequestTooLarge),
        (no("something.new"), CallsApiError),
    ],
)
async def test_a_plain_no_is_no_doubt(
    host: Host, impatient: CampaignClient, reply: Any, kind: type[CallsApiError]
) -> None:
    host.on("control/stop", reply)
    with pytest.raises(kind) as met:
        await impatient.control(ControlAction.STOP, "press-1")
    assert met.value.nothing_changed


Change = Callable[[CampaignClient], Awaitable[object]]


@pytest.mark.parametrize(
    ("route", "change"),
    [
        ("callJob/cancel", lambda campaign: campaign.cancel(ids=["1"], key="k")),
        ("control/pause", lambda campaign: campaign.control(ControlAction.PAUSE, "k")),
    ],
)
async def test_other_changes_are_unclear_in_the_same_way(
    host: Host, impatient: CampaignClient, route: str, change: Change
) -> None:
    host.on(route, hangs_up)
    with pytest.raises(Unclear):
        await change(impatient)
    assert len(host.seen) == 1


async def test_a_host_that_is_not_there_got_nothing(unused_tcp_port: int) -> None:
    place = f"127.0.0.1:{unused_tcp_port}"
    policy = RetryPolicy(attempts=2, first_wait=0, jitter=0)
    async with CallsApi(HttpTransport(), allowed_hosts=[place], retries=policy) as api:
        with pytest.raises(NotSent) as met:
            await api.campaign(place, SecretStr(TOKEN)).add_phones(ROWS, "chunk-1")
    assert met.value.reason == "refused"
    assert met.value.nothing_changed


async def test_a_name_that_nobody_knows_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*args: object, **kwargs: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    policy = RetryPolicy(attempts=1)
    async with CallsApi(HttpTransport(), allowed_hosts=["*.example"], retries=policy) as api:
        with pytest.raises(NotSent) as met:
            await api.campaign("calls.example", SecretStr(TOKEN)).status()
    assert met.value.reason == "name"
