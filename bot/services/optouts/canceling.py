"""Cancels the call jobs of people in every campaign, and tells what could not be canceled."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from bot.calls_api import CallsApiError
from bot.domain.campaigns import Campaign
from bot.domain.optouts import Left
from bot.domain.people import Actor
from bot.errors import CallboardError
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.store import batch_jobs, campaigns
from bot.texts import N_

Jobs = dict[int, list[str]]
"""Call job IDs by campaign."""

# Hosts that are asked at once.
_AT_ONCE = 4
_PAGE = 1_000

_NOT_CANCELABLE = N_("the host lets them finish: they run just now, or were not added from here")
_NO_ANSWER = N_("the host did not answer; repeat the command in a minute")

_log = structlog.get_logger(__name__)


class Canceling:
    """One request after the other to each host; one host's trouble stops no other."""

    def __init__(self, desk: Desk, hosts: Hosts) -> None:
        self._desk = desk
        self._hosts = hosts

    async def cancel(self, actor: Actor, jobs: Jobs, key: str) -> tuple[int, list[Left]]:
        """How many were canceled, and what was left of which campaign."""
        turns = asyncio.Semaphore(_AT_ONCE)

        async def of_campaign(campaign_id: int) -> tuple[int, Left | None]:
            async with turns:
                return await self._cancel(actor, campaign_id, jobs[campaign_id], key)

        done = await asyncio.gather(*(of_campaign(one) for one in jobs))
        left = [one for _, one in done if one is not None]
        return sum(count for count, _ in done), sorted(left, key=lambda one: one.campaign)

    async def _cancel(
        self, actor: Actor, campaign_id: int, job_ids: Sequence[str], key: str
    ) -> tuple[int, Left | None]:
        async with self._desk.db.read() as tx:
            campaign = await campaigns.by_id(tx, campaign_id)
        if campaign is None:
            return 0, None
        await self._name(actor, campaign, job_ids)
        canceled, why = 0, _NOT_CANCELABLE
        try:
            client = await self._hosts.client(campaign)
            async for found in client.cancel_each(job_ids, f"{key}:{campaign_id}"):
                canceled += len(found.answer)
        except (CallsApiError, CallboardError) as error:
            _log.warning("not_canceled", campaign=campaign.id, error=type(error).__name__)
            why = _NO_ANSWER
        await self._look_soon(campaign)
        lost = len(job_ids) - canceled
        return canceled, Left(campaign.name, lost, why) if lost > 0 else None

    async def _name(self, actor: Actor, campaign: Campaign, job_ids: Sequence[str]) -> None:
        """Who did it is stored before it is asked for, so that alerts name them."""
        for at in range(0, len(job_ids), _PAGE):
            async with self._desk.db.begin() as tx:
                page = job_ids[at : at + _PAGE]
                await batch_jobs.name_canceler(tx, campaign.id, page, actor.user_id)

    async def _look_soon(self, campaign: Campaign) -> None:
        async with self._desk.db.begin() as tx:
            await campaigns.change(tx, campaign.id, next_at=self._desk.clock.now())
        self._desk.wakeups.notify("watch")
