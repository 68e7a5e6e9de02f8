"""The way to a campaign's host, as the sender of chunks needs it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot.calls_api import CallsApiError, CampaignClient, Capabilities, RetryPolicy, Route
from bot.clock import Clock
from bot.domain.recovery import HOST_CLOCK_SLACK, UNKNOWN_CLOCK_SLACK

_ONCE = RetryPolicy(attempts=1)


def sending_once(client: CampaignClient) -> CampaignClient:
    """The same without retries: before each sending the lease is looked at anew."""
    return replace(client, line=replace(client.line, retries=_ONCE))


async def host_now(client: CampaignClient, clock: Clock) -> datetime:
    """What the host's clock shows, asked by a read if need be; ours where the host tells none."""
    if client.host_now() is None:
        with suppress(CallsApiError):
            await _cheapest_read(client)
    return client.host_now() or clock.now()


async def ask_host_now(client: CampaignClient) -> datetime | None:
    """What the host's clock shows now, and not when it last answered: a machine that was suspended
    has counted no time since.

    :raises CallsApiError: it does not answer.
    """
    await _cheapest_read(client)
    return client.host_now()


async def _cheapest_read(client: CampaignClient) -> None:
    can = client.capabilities or Capabilities(frozenset())
    if Route.STATUS in can:
        await client.status()
        return
    async for _ in client.job_reports(ids=["0"]):
        return


def created_since(client: CampaignClient, sending_at: datetime) -> datetime:
    """From when on a call job may be the one that was asked for at ``sending_at``."""
    known = client.host_now() is not None
    return sending_at - (HOST_CLOCK_SLACK if known else UNKNOWN_CLOCK_SLACK)
