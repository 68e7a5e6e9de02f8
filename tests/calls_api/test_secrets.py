"""The token and the phones stay where they belong, whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from bot.calls_api import (
    CallsApi,
    CallsApiError,
    CampaignClient,
    ControlAction,
    HttpTransport,
    Limits,
    Route,
    call_job_parameters,
)
from bot.calls_api.quiet import LOGGERS
from tests.calls_api.conftest import QUICK
from tests.calls_api.host import TOKEN, Host, cut, hangs_up, no, page_not_found, says

PHONE = "12025550100"
ROWS = [call_job_parameters(PHONE)]
SECRETS = (TOKEN, TOKEN.rsplit(".", 1)[1], PHONE)

ECHO = {"Location": f"https://elsewhere.example/api/calls/campaign/{TOKEN}", "X-Path": TOKEN}

TROUBLES = [
    pytest.param(says(b"", 302, ECHO), id="redirect that repeats the token"),
    pytest.param(hangs_up, id="hung up"),
    pytest.param(cut(b"[", 100), id="cut body"),
    pytest.param(says(TOKEN.encode(), 502), id="502 that repeats the token"),
    pytest.param(says(b"", 429), id="429"),
    pytest.param(page_not_found, id="404"),
    pytest.param(says({"error": "Not Found", "path": f"/{TOKEN}"}, 404), id="404 with the path"),
    pytest.param(no("invalid.token", 404), id="invalid token"),
    pytest.param(no("phone.bad.format", phone=PHONE), id="bad phone"),
    pytest.param(no("phone.duplicated", phone=PHONE, phonesDuplicates=[PHONE]), id="duplicated"),
    pytest.param(no(f"odd.{PHONE}.word"), id="a code with a phone in it"),
    pytest.param(no(TOKEN), id="the token as the code"),
    pytest.param(no(f"No campaign {TOKEN} here"), id="a sentence with the token as the code"),
    pytest.param(no(f"Token {TOKEN.rsplit('.', 1)[1]}"), id="a part of the token in the code"),
    pytest.param(says([]), id="no IDs"),
    pytest.param(says({"phone": PHONE, "token": TOKEN}), id="another type"),
    pytest.param(says(b"x" * 100_000), id="too large"),
]


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all that hides behind it, suppressed or not."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def told(error: BaseException) -> str:
    """All that a log, a crash report or a debugger's page could show of an error."""
    texts = ["".join(traceback.format_exception(error))]
    for one in chain(error):
        texts += [str(one), repr(one)]
        for frame, _ in traceback.walk_tb(one.__traceback__):
            if "/bot/" in frame.f_code.co_filename or "/httpx/" in frame.f_code.co_filename:
                texts.append(repr(frame.f_locals))
    return "\n".join(texts)


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All that is logged, with every logger at DEBUG."""
    caplog.set_level(logging.DEBUG)
    for name in (*LOGGERS, "httpcore", "asyncio", "stamina"):
        caplog.set_level(logging.DEBUG, name)
    return caplog


@pytest.mark.parametrize("reply", TROUBLES)
async def test_no_trouble_shows_the_token_or_a_phone(
    host: Host, campaign: CampaignClient, logged: pytest.LogCaptureFixture, reply: Any
) -> None:
    host.on("addPhones", reply)
    with pytest.raises(CallsApiError) as met:
        await campaign.add_phones(ROWS, "chunk-1")
    assert host.seen
    shown = told(met.value) + logged.text + getattr(met.value, "told", "")
    for secret in SECRETS:
        assert secret not in shown
    cause = getattr(met.value, "cause", None)
    assert cause is None or not any(secret in told(cause) for secret in SECRETS)


async def test_no_connection_shows_no_token(
    unused_tcp_port: int, logged: pytest.LogCaptureFixture
) -> None:
    place = f"127.0.0.1:{unused_tcp_port}"
    transport = HttpTransport(Limits(connect=1))
    async with CallsApi(transport, allowed_hosts=[place], retries=QUICK) as api:
        with pytest.raises(CallsApiError) as met:
            await api.campaign(place, SecretStr(TOKEN)).status()
    assert not any(secret in told(met.value) + logged.text for secret in SECRETS)


async def test_success_shows_nothing_either(
    host: Host, campaign: CampaignClient, logged: pytest.LogCaptureFixture
) -> None:
    host.on("status", says(b"paused", 200, ECHO))
    host.on("addPhones", says(["901"], 200, ECHO))
    await campaign.status()
    added = await campaign.add_phones(ROWS, "chunk-1")
    assert not any(secret in f"{logged.text} {added} {campaign!r}" for secret in SECRETS)
    assert host.base_url in repr(campaign)


async def test_even_a_token_that_is_none_is_not_shown(api: CallsApi, host: Host) -> None:
    odd = f"{TOKEN}\n"
    with pytest.raises(CallsApiError) as met:
        await api.campaign(host.base_url, SecretStr(odd)).status()
    assert TOKEN not in told(met.value)


async def test_metrics_hear_of_routes_and_outcomes_only(host: Host) -> None:
    heard: list[tuple[Route, str]] = []

    def observe(route: Route, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        heard.append((route, outcome))

    transport = HttpTransport()
    async with CallsApi(
        transport, allowed_hosts=[host.place], retries=QUICK, on_call=observe
    ) as api:
        campaign = api.campaign(host.base_url, SecretStr(TOKEN))
        host.on("status", says(b"", 503), says(b"paused"))
        host.on("control/pause", says(b"", 500))
        await campaign.status()
        with pytest.raises(CallsApiError):
            await campaign.control(ControlAction.PAUSE, "press-1")
    assert heard == [
        (Route.STATUS, "HostDown"),
        (Route.STATUS, "ok"),
        (Route.PAUSE, "Unclear"),
    ]


async def test_a_call_that_is_cancelled_is_heard_of_too(host: Host) -> None:
    heard: list[str] = []
    arrived = asyncio.Event()

    async def holds(*_: Any) -> Any:
        arrived.set()
        await asyncio.Event().wait()

    host.on("status", holds)
    async with CallsApi(
        HttpTransport(), allowed_hosts=[host.place], on_call=lambda *call: heard.append(call[1])
    ) as api:
        task = asyncio.ensure_future(api.campaign(host.base_url, SecretStr(TOKEN)).status())
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert heard == ["cancelled"]
