"""Looks on the host for a chunk whose answer was lost, before anything is sent again.

::

    unclear ──look at once──► all there ──► sent, with the IDs found
       │                  └─► not there, and the request may still be running ──► look again later
       └──look when it cannot be running any more
               ├─► all there ──► sent
               ├─► none there, the key young ──► the same request again, with the same key
               └─► some there, the key old, or no way to look ──► unknown: a person settles it

A chunk is added whole or not at all, so fewer than all is not yet an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.calls_api import (
    CallsApiError,
    CampaignClient,
    Forbidden,
    HostNotAllowed,
    InvalidToken,
    JobReport,
    RouteAbsent,
)
from bot.domain.batches import ChunkState
from bot.domain.recovery import HOST_CLOCK_SLACK, Candidate, Sent, candidates, key_is_old, match
from bot.domain.verdicts import wait_after
from bot.errors import CallboardError
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.sending.leases import Leases
from bot.services.sending.lines import ask_host_now, created_since, host_now
from bot.services.sending.looking import jobs_of_ids, jobs_since
from bot.services.sending.settling import Settling
from bot.store import batch_jobs, batch_rows, campaigns
from bot.store.batch_rows import BatchRow
from bot.store.chunks import Chunk

_log = structlog.get_logger(__name__)

_BY_HOST = "not settled by the host's clock"
_BELIEVED = 4

_NO_WAY = (InvalidToken, RouteAbsent, Forbidden, HostNotAllowed, CallboardError)


@dataclass(frozen=True, slots=True)
class _Sight:
    """One look: what was found of which rows, when the look began by our clock, and what the
    host's clock showed at its end."""

    rows: Sequence[BatchRow]
    found: dict[int, str]
    created_at: datetime
    began_at: datetime
    host_now: datetime | None

    @property
    def whole(self) -> bool:
        return len(self.found) == len(self.rows)


class Recovery:
    """Settles unclear chunks."""

    def __init__(self, desk: Desk, hosts: Hosts, leases: Leases, settling: Settling) -> None:
        self._desk = desk
        self._hosts = hosts
        self._leases = leases
        self._settling = settling

    async def begin(self, chunk: Chunk) -> None:
        """An answer was lost just now: look at once."""
        now = self._desk.clock.now()
        unclear = {"state": str(ChunkState.UNCLEAR), "unclear_at": now}
        if await self._leases.renew(chunk, **unclear):
            await self.look(replace(chunk, state=ChunkState.UNCLEAR, unclear_at=now))

    async def look(self, chunk: Chunk) -> None:
        """Look, and go on as the diagram says."""
        if chunk.sending_at is None:
            # The time is stored before the first byte is sent, so nothing was.
            await self._settling.resend(chunk)
            return
        try:
            sight = await self._sight(chunk)
        except (CallsApiError, CallboardError) as error:
            await self._cannot_look(chunk, error)
            return
        _log.info("looked", chunk=chunk.id, rows=len(sight.rows), found=len(sight.found))
        if sight.whole:
            await self._settling.sent(chunk, sight.found, sight.created_at, "adopted")
        elif chunk.by_person:
            await self._as_told(chunk, sight)
        elif sight.began_at < self._settled_at(chunk):
            await self._settling.look_later(chunk, self._settled_at(chunk))
        elif (left := self._left_at_host(chunk, sight)) > timedelta():
            await self._settling.look_later(chunk, sight.began_at + left, _BY_HOST)
        elif sight.found or self._key_is_old(chunk, sight.host_now):
            await self._settling.unknown(chunk)
        else:
            await self._settling.resend(chunk)

    async def key_is_old(self, chunk: Chunk) -> bool:
        """Whether the host cannot be trusted to know the key any more."""
        return self._key_is_old(chunk, await self._host_now(chunk))

    def _key_is_old(self, chunk: Chunk, shown: datetime | None) -> bool:
        return key_is_old(chunk.key_made_at, self._desk.clock.now(), chunk.sending_at, shown)

    async def _host_now(self, chunk: Chunk) -> datetime | None:
        """What the host's clock shows at this moment; nothing where it does not answer."""
        try:
            return await ask_host_now((await self._open(chunk))[0])
        except (CallsApiError, CallboardError):
            return None

    async def _as_told(self, chunk: Chunk, sight: _Sight) -> None:
        """A person said that they were added: keep what is there, send nothing."""
        if sight.found:
            await self._settling.partly(chunk, sight.found, sight.created_at)
        else:
            await self._settling.unknown(chunk)

    async def _cannot_look(self, chunk: Chunk, error: CallsApiError | CallboardError) -> None:
        _log.info("cannot_look", chunk=chunk.id, reason=type(error).__name__)
        if chunk.by_person or isinstance(error, _NO_WAY) or self._key_is_old(chunk, None):
            await self._settling.unknown(chunk)
            return
        pause = timedelta(seconds=wait_after(chunk.attempts, getattr(error, "retry_after", None)))
        at = self._desk.clock.now() + pause
        await self._settling.look_later(chunk, at, type(error).__name__)

    def _settled_at(self, chunk: Chunk) -> datetime:
        """From when on the request cannot be running at the host any more."""
        since = chunk.unclear_at or self._desk.clock.now()
        return since + self._desk.rules.settle

    def _left_at_host(self, chunk: Chunk, sight: _Sight) -> timedelta:
        """How long the request may be running yet by the host's clock: ours may have been set
        forward. A host whose clock stands still is believed a few times only."""
        if sight.host_now is None or chunk.sending_at is None or chunk.attempts >= _BELIEVED:
            return timedelta()
        settled = chunk.sending_at + self._desk.rules.settle - HOST_CLOCK_SLACK
        return settled - sight.host_now

    async def _sight(self, chunk: Chunk) -> _Sight:
        began_at = self._desk.clock.now()
        client, rows = await self._open(chunk)
        await host_now(client, self._desk.clock)
        since = created_since(client, chunk.sending_at or began_at)
        phones = [row.phone for row in rows]
        seen: set[Candidate] = set()
        async for jobs in jobs_since(client, phones, since):
            seen.update(candidates(rows, jobs, since))
        found = match(seen, await self._taken(chunk, seen))
        created = [one.created_at for one in seen if one.job_id in set(found.values())]
        return _Sight(rows, found, min(created, default=began_at), began_at, client.host_now())

    async def _open(self, chunk: Chunk) -> tuple[CampaignClient, list[BatchRow]]:
        async with self._desk.db.read() as tx:
            campaign = await campaigns.by_id(tx, chunk.campaign_id)
            rows = await batch_rows.ready(
                tx, chunk.batch_id, chunk.first_position, chunk.last_position
            )
        if campaign is None:
            raise InvalidToken
        return await self._hosts.client(campaign), rows

    async def _taken(self, chunk: Chunk, seen: Iterable[Candidate]) -> set[str]:
        async with self._desk.db.read() as tx:
            return await batch_jobs.taken(tx, chunk.campaign_id, [one.job_id for one in seen])

    async def map_by_report(
        self,
        chunk: Chunk,
        rows: Sequence[Sent],
        client: CampaignClient,
        ids: Sequence[str],
        created_at: datetime,
    ) -> None:
        """The IDs are ours but not in the order of the rows: their report tells whose they are."""
        jobs: list[JobReport] = []
        try:
            jobs = await jobs_of_ids(client, ids)
        except CallsApiError as error:
            _log.info("cannot_map", chunk=chunk.id, reason=type(error).__name__)
        found = match(candidates(rows, jobs, datetime.min.replace(tzinfo=created_at.tzinfo)), ())
        if len(found) == len(rows):
            await self._settling.sent(chunk, found, created_at)
        else:
            await self.begin(chunk)
