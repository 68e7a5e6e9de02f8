"""The way to one campaign: its host's clock, and failures below HTTP."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.calls_api import (
    CallsApi,
    CallsApiError,
    CampaignClient,
    HostDown,
    HttpTransport,
    Limits,
    NotSent,
    Unclear,
    call_job_parameters,
)
from bot.calls_api.calling import HostClock
from tests.calls_api.conftest import QUICK
from tests.calls_api.host import TOKEN, running_host, says

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROWS = [call_job_parameters("12025550100")]


def test_the_hosts_clock_runs_on_from_its_last_answer() -> None:
    seconds = iter([100.0, 107.5])
    clock = HostClock(monotonic=lambda: next(seconds))
    assert clock.now() is None
    clock.note(NOON)
    clock.note(None)
    assert clock.now() == NOON + timedelta(seconds=7.5)


def faulty(*turns: Exception | httpx.Response) -> CampaignClient:
    """A campaign whose requests meet these, one after another."""
    waiting = list(turns)

    def turn(_: httpx.Request) -> httpx.Response:
        met = waiting.pop(0)
        if isinstance(met, Exception):
            raise met
        return met

    transport = HttpTransport(open_pool=lambda base_url: httpx.MockTransport(turn))
    api = CallsApi(transport, allowed_hosts=["app.jaicp.com"], retries=QUICK)
    return api.campaign("app.jaicp.com", SecretStr(TOKEN))


def added() -> httpx.Response:
    return httpx.Response(200, json=["901"], headers={"Date": "Tue, 24 Nov 2026 12:00:00 GMT"})


async def test_adding_is_repeated_while_no_connection_comes_about() -> None:
    campaign = faulty(httpx.ConnectError(""), httpx.ConnectTimeout(""), added())
    result = await campaign.add_phones(ROWS, "chunk-1")
    assert result.ids == ("901",)
    assert result.host_date == NOON


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ConnectError("refused"), "refused"),
        (httpx.ConnectTimeout(""), "timeout"),
        (httpx.PoolTimeout(""), "busy"),
        (httpx.ProxyError(""), "proxy"),
        (httpx.LocalProtocolError(""), "protocol"),
    ],
)
async def test_a_request_that_never_left_is_no_doubt(error: Exception, reason: str) -> None:
    with pytest.raises(NotSent) as met:
        await faulty(error, error, error).add_phones(ROWS, "chunk-1")
    assert met.value.reason == reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ReadTimeout(""), "timeout"),
        (httpx.WriteTimeout(""), "timeout"),
        (httpx.ReadError(""), "connection"),
        (httpx.WriteError(""), "connection"),
        (httpx.RemoteProtocolError(""), "connection"),
        (OSError(), "connection"),
    ],
)
async def test_a_request_whose_answer_was_lost_is_unclear(error: Exception, reason: str) -> None:
    with pytest.raises(Unclear) as met:
        await faulty(error, added()).add_phones(ROWS, "chunk-1")
    assert isinstance(met.value.cause, HostDown)
    assert met.value.cause.reason == reason


async def test_a_host_that_hangs_starves_no_other() -> None:
    arrived = asyncio.Event()

    async def hangs(*_: Any) -> Any:
        arrived.set()
        await asyncio.Event().wait()

    async with running_host() as one, running_host() as two:
        one.on("status", hangs)
        two.on("status", says(b"paused"))
        transport = HttpTransport(Limits(connections=1))
        places = [one.place, two.place]
        async with CallsApi(transport, allowed_hosts=places, retries=QUICK) as api:
            stuck = asyncio.ensure_future(api.campaign(one.place, SecretStr(TOKEN)).status())
            await arrived.wait()
            assert await api.campaign(two.place, SecretStr(TOKEN)).status() == "paused"
            stuck.cancel()
            with pytest.raises(asyncio.CancelledError):
                await stuck


async def test_errors_say_what_happened_in_a_few_words() -> None:
    with pytest.raises(CallsApiError) as met:
        await faulty(httpx.Response(502, html="<html>")).add_phones(ROWS, "chunk-1")
    text = "addPhones: it is unclear whether the host did it (502, HostDown)"
    assert (str(met.value), repr(met.value)) == (text, f"<Unclear: {text}>")
