"""What is sent again and what never is, counted at the host."""

from __future__ import annotations

from typing import Any

import pytest

from bot.calls_api import (
    AddressRefused,
    CallsApiError,
    CampaignClient,
    CampaignStatus,
    ControlAction,
    HostDown,
    InvalidToken,
    NotSent,
    RateLimited,
    Refusal,
    RetryPolicy,
    Route,
    Unclear,
    call_job_parameters,
)
from tests.calls_api.host import Host, hangs_up, no, says

ROWS = [call_job_parameters("12025550100")]
PAUSED = says(b"paused")


@pytest.mark.parametrize(
    "trouble",
    [says(b"", status) for status in (408, 429, 502, 503, 504)] + [hangs_up],
    ids=["408", "429", "502", "503", "504", "hung up"],
)
async def test_a_read_is_sent_again_until_it_is_answered(
    host: Host, campaign: CampaignClient, trouble: Any
) -> None:
    host.on("status", trouble, trouble, PAUSED)
    assert await campaign.status() == CampaignStatus.PAUSED
    assert len(host.seen) == 3


async def test_a_read_is_given_up_after_some_attempts(host: Host, campaign: CampaignClient) -> None:
    host.on("status", says(b"<html>", 502))
    with pytest.raises(HostDown) as met:
        await campaign.status()
    assert met.value.status == 502
    assert len(host.seen) == 3


@pytest.mark.parametrize("trouble", [says(b"", 500), no("invalid.token", 404), says(b"<html>")])
async def test_what_will_not_pass_is_asked_once(
    host: Host, campaign: CampaignClient, trouble: Any
) -> None:
    host.on("status", trouble)
    with pytest.raises(CallsApiError):
        await campaign.status()
    assert len(host.seen) == 1


async def test_adding_after_429_goes_on_with_the_same_key(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("addPhones", says(b"", 429), says(["901"]))
    assert (await campaign.add_phones(ROWS, "chunk-1")).ids == ("901",)
    assert [seen.headers["Idempotence-Key"] for seen in host.seen] == ["chunk-1", "chunk-1"]
    assert host.seen[0].body == host.seen[1].body


@pytest.mark.parametrize("trouble", [says(b"", 502), says(b"", 504), says(b"", 500), hangs_up])
async def test_adding_is_never_repeated_when_it_may_have_been_done(
    host: Host, campaign: CampaignClient, trouble: Any
) -> None:
    host.on("addPhones", trouble, says(["901"]))
    with pytest.raises(Unclear) as met:
        await campaign.add_phones(ROWS, "chunk-1")
    assert isinstance(met.value.cause, HostDown)
    assert not met.value.nothing_changed
    assert len(host.seen) == 1


async def test_retry_after_is_obeyed(host: Host, campaign: CampaignClient) -> None:
    host.on("status", says(b"", 429, {"Retry-After": "0.2"}), PAUSED)
    assert await campaign.status() == CampaignStatus.PAUSED
    assert host.seen[1].at - host.seen[0].at >= 0.2


async def test_a_host_that_wants_more_patience_gets_no_retry(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("control/pause", says(b"", 429, {"Retry-After": "3600"}))
    with pytest.raises(RateLimited) as met:
        await campaign.control(ControlAction.PAUSE, "press-1")
    assert met.value.retry_after == 3600
    assert met.value.nothing_changed
    assert len(host.seen) == 1


POLICY = RetryPolicy(longest_wait=20, jitter=0.5)


@pytest.mark.parametrize(
    ("error", "read", "change"),
    [
        (NotSent(None, "refused"), True, True),
        (NotSent(None, "name"), True, True),
        (NotSent(None, "tls"), False, False),
        (AddressRefused(None), False, False),
        (RateLimited(None), True, True),
        (RateLimited(None, 21), False, False),
        (HostDown(None, "timeout"), True, False),
        (HostDown(None, "connection"), True, False),
        (HostDown(None, "status", status=503), True, False),
        (HostDown(None, "status", status=500), False, False),
        (Unclear(HostDown(None, "timeout")), False, False),
        (Refusal(None), False, False),
        (InvalidToken(), False, False),
        (ValueError(), False, False),
    ],
)
def test_only_what_is_safe_may_be_repeated(error: Exception, read: bool, change: bool) -> None:
    assert POLICY.wait_after(error, changes=False) is read
    assert POLICY.wait_after(error, changes=True) is change


def test_jitter_comes_on_top_of_what_the_host_asks() -> None:
    waits = {POLICY.wait_after(RateLimited(Route.STATUS, 3), changes=True) for _ in range(20)}
    assert all(3 <= wait <= 3.5 for wait in waits)
    assert len(waits) > 1
