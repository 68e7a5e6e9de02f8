"""The reads by which a lost chunk is found: by date where a host has that, else by its phones."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from bot.calls_api import CampaignClient, Capabilities, JobReport, Route, RouteAbsent


async def jobs_since(
    client: CampaignClient, phones: Sequence[str], since: datetime
) -> AsyncIterator[list[JobReport]]:
    """Pages of call jobs among which those of these phones are, if they were created since."""
    can = client.capabilities or Capabilities(frozenset())
    if Route.JOBS_BY_DATE in can:
        try:
            async for page in client.jobs_by_date(created_from=since):
                yield page.rows
        except RouteAbsent:
            # The host has changed since it was asked what it can do.
            can = can.without(Route.JOBS_BY_DATE)
    if Route.JOBS_BY_DATE not in can:
        async for jobs in _by_phones(client, phones, since):
            yield jobs


async def _by_phones(
    client: CampaignClient, phones: Sequence[str], since: datetime
) -> AsyncIterator[list[JobReport]]:
    """A chunk is added whole or not at all, so a few of its phones tell whether it is there."""
    sample = {phones[0], phones[len(phones) // 2], phones[-1]}
    is_there = False
    async for found in client.job_reports(phones=sorted(sample)):
        is_there = is_there or any(job.created_at >= since for job in found.answer)
    if is_there:
        async for found in client.job_reports(phones=phones):
            yield found.answer


async def jobs_of_ids(client: CampaignClient, ids: Sequence[str]) -> list[JobReport]:
    """The rows of these call jobs, a chunk's at most."""
    return [job async for found in client.job_reports(ids=ids) for job in found.answer]
