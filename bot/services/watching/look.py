"""One look at one campaign, while it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.calls_api import Campaign as HostCampaign
from bot.calls_api import CampaignClient, Capabilities, HostDown, JobReport
from bot.domain.campaigns import Campaign
from bot.store.looks import Lease

T = TypeVar("T")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# A host that takes longer for one answer, retries included, is as good as silent; in seconds.
_PATIENCE = 60.0
# Clocks differ and some are wrong, but nothing has finished a day from now.
_SANE = timedelta(days=1)


@dataclass(slots=True)
class Look:
    """What a look works with, and what it has seen so far.

    ``word`` and ``page`` are what the host said of the campaign itself. ``newest_finish`` and
    ``newest_job`` are by the host's clock. ``news`` are rows that wait to be stored. ``ended``
    counts call jobs that came to a final status. ``swept`` is set when every open call job was
    looked at.
    """

    campaign: Campaign
    lease: Lease
    client: CampaignClient = field(repr=False)
    began_at: datetime
    word: str | None = None
    page: HostCampaign | None = None
    newest_finish: datetime | None = None
    newest_job: datetime | None = None
    news: list[JobReport] = field(default_factory=list, repr=False)
    ended: int = 0
    swept: bool = False

    @property
    def can(self) -> Capabilities:
        """What the host can do."""
        return self.campaign.capabilities or Capabilities()

    @property
    def is_baseline(self) -> bool:
        """Whether this is the first complete look: nothing in it is a transition."""
        return self.campaign.baseline_at is None

    @property
    def is_history(self) -> bool:
        """Whether call jobs never heard of are old ones, read here for the first time: so it is
        when a host has learned to report by date."""
        return self.campaign.watermark_at is None

    def note(self, rows: Iterable[JobReport]) -> None:
        """Remember the newest instants that the host gave."""
        latest = self.began_at + self.campaign.host_clock + _SANE
        for row in rows:
            if row.created_at <= latest:
                self.newest_job = max(self.newest_job or EPOCH, row.created_at)
            if row.finished_at is not None and row.finished_at <= latest:
                self.newest_finish = max(self.newest_finish or EPOCH, row.finished_at)


async def in_time(answer: Awaitable[T]) -> T:
    """An answer; :class:`HostDown` where it takes too long."""
    try:
        async with asyncio.timeout(_PATIENCE):
            return await answer
    except TimeoutError:
        raise HostDown(None, "timeout") from None


async def one_ahead(pages: AsyncIterator[T]) -> AsyncIterator[T]:
    """The pages, each asked for while the one before it is worked on: the host needs its time."""
    following = asyncio.ensure_future(_next(pages))
    try:
        while (page := await following) is not None:
            following = asyncio.ensure_future(_next(pages))
            yield page
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def _next(pages: AsyncIterator[T]) -> T | None:
    """The next page. A task cannot raise ``StopAsyncIteration``."""
    return await anext(pages, None)


async def patiently(pages: AsyncIterator[T]) -> AsyncIterator[T]:
    """The pages as they come; :class:`HostDown` where the next one takes too long."""
    while True:
        try:
            page = await in_time(anext(pages))
        except StopAsyncIteration:
            return
        yield page
