"""The first and the last call job of each request, read back: that IDs come in the order of rows
nobody promises.

Requests of one campaign that are answered together are read back by one request: whoever is
answered waits a moment for those that are with the host yet, and for a read that is under way.
Where the common read fails, is slow, or leaves anything out, each of them is read back by itself,
so that none shares another's trouble.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field

import structlog

from bot.calls_api import CallsApiError, CampaignClient, JobReport
from bot.domain import recovery
from bot.services.sending.leases import PER_CAMPAIGN
from bot.services.sending.together import ByCampaign
from bot.store.request_rows import Numbered

_log = structlog.get_logger(__name__)

_MOMENT = 0.01
"""Seconds to wait for requests that are not answered yet: little beside what a request takes."""

_PATIENCE = 10.0
"""Seconds that the others of a campaign wait for a read. A longer one is given up, and each of its
requests is read back by itself."""

Ends = Sequence[JobReport]


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that was accepted: the IDs that its host gave, and whose they should be."""

    client: CampaignClient = field(repr=False)
    ids: Sequence[str] = field(repr=False)
    rows: tuple[Numbered, Numbered]

    @property
    def ends(self) -> tuple[str, str]:
        """The first and the last ID."""
        return self.ids[0], self.ids[-1]


class _WithHost:
    """How many requests of a campaign its host has not answered yet."""

    def __init__(self) -> None:
        self._count = 0
        self._none = asyncio.Event()

    @contextmanager
    def one_more(self) -> Iterator[None]:
        self._count += 1
        self._none.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._none.set()

    async def wait(self) -> None:
        """Until there are none, or the moment is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_MOMENT):
                await self._none.wait()


class ReadingBack:
    """Reads accepted requests back."""

    def __init__(self) -> None:
        self._reads = ByCampaign(self._in_turn, most=PER_CAMPAIGN)
        self._with_host = defaultdict[int, _WithHost](_WithHost)

    def expecting(self, campaign_id: int) -> AbstractContextManager[None]:
        """While the block runs a request is with the host: others may wait for it for a moment."""
        return self._with_host[campaign_id].one_more()

    async def is_in_order(self, campaign_id: int, answered: Answered) -> bool:
        """Whether the host shows nothing that speaks against the order of the IDs."""
        if len(answered.ids) == 1:
            return True
        await self._with_host[campaign_id].wait()
        found = await self._reads.do(campaign_id, answered)
        if found is None:
            found = await _by_itself(answered)
        return recovery.is_in_order(answered.ids, answered.rows, found)

    async def _in_turn(self, group: Sequence[Answered]) -> list[Ends | None]:
        """What the host shows of each; nothing of those that are to be read by themselves."""
        try:
            async with asyncio.timeout(_PATIENCE):
                if len(group) == 1:
                    return [await _by_itself(group[0])]
                return await _at_once(group)
        except (CallsApiError, TimeoutError) as error:
            _log.info("not_read_back_together", rows=len(group), reason=type(error).__name__)
        return [None] * len(group)


async def _at_once(group: Sequence[Answered]) -> list[Ends | None]:
    """One request for all whose line is that of the first: a token may have been exchanged."""
    client = group[0].client
    alike = [one for one in group if one.client.line == client.line]
    ids = dict.fromkeys(job_id for one in alike for job_id in one.ends)
    shown = await client.jobs_of(list(ids))
    return [_shown(one, shown) if one in alike else None for one in group]


def _shown(one: Answered, shown: Sequence[JobReport]) -> Ends | None:
    """Both ends, or nothing: what is left out of a report of several proves nothing of one."""
    jobs = [job for job in shown if job.call_job_id in one.ends]
    return jobs if {job.call_job_id for job in jobs}.issuperset(one.ends) else None


async def _by_itself(one: Answered) -> Ends:
    """Where it cannot be read nothing speaks against the order."""
    ends: list[JobReport] = []
    try:
        async for found in one.client.job_reports(ids=one.ends):
            ends += found.answer
    except CallsApiError as error:
        _log.info("ids_not_read_back", reason=type(error).__name__)
    return ends
