"""One addPhones request: sent under a lease, its answer believed only as far as it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.calls_api import Added, CallsApiError, CampaignClient, HostNotAllowed
from bot.domain.campaigns import Campaign
from bot.domain.optouts import OPTED_OUT
from bot.domain.verdicts import Halt, LookFor, PutOff, Refuse, Split, Verdict, verdict
from bot.errors import CallboardError
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.optouts.guard import OptOutGuard
from bot.services.sending.leases import Leases
from bot.services.sending.lines import host_now, sending_once
from bot.services.sending.reading_back import Answered, ReadingBack
from bot.services.sending.recovery import Recovery
from bot.services.sending.settling import Settling
from bot.services.sending.together import MOST, ByCampaign
from bot.store import campaigns, request_rows
from bot.store.chunks import Chunk
from bot.store.request_rows import Packed
from bot.store.transaction import Transaction

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read for one request: there are a hundred in a long list."""

    client: CampaignClient = field(repr=False)
    rows: Packed
    barred: frozenset[int]


Ahead = dict[int, _Read | Halt]
"""What was read for requests, by chunk, or why none can be sent."""


class Requests:
    """Sends chunks."""

    def __init__(
        self, desk: Desk, hosts: Hosts, leases: Leases, settling: Settling, recovery: Recovery
    ) -> None:
        self._desk = desk
        self._hosts = hosts
        self._leases = leases
        self._settling = settling
        self._recovery = recovery
        self._opt_outs = OptOutGuard(desk)
        self._reads = ByCampaign(self._read_together)
        self._reading_back = ReadingBack()
        self._ahead: Ahead = {}

    async def read_ahead(self, tx: Transaction, chunks: Sequence[Chunk]) -> Ahead:
        """What the first of these are made of, in the transaction that claims them; by chunk.

        The others are read when they are sent, so that nobody waits long for this transaction.
        """
        ahead: Ahead = {}
        chunks = chunks[:MOST]
        for campaign_id in dict.fromkeys(one.campaign_id for one in chunks):
            mine = [one for one in chunks if one.campaign_id == campaign_id]
            read = await self._read_all(tx, mine)
            ahead.update(zip([one.id for one in mine], read, strict=True))
        return ahead

    def expect(self, ahead: Ahead) -> None:
        """The claims of what was read ahead are committed: it will be sent at once."""
        self._ahead.update(ahead)

    def forget(self, chunk: Chunk) -> None:
        """It will not be sent from here."""
        self._ahead.pop(chunk.id, None)

    async def send(self, chunk: Chunk) -> None:
        """Send one chunk, and store what became of it."""
        ahead = self._ahead.pop(chunk.id, None)
        if chunk.unclear_at is not None and await self._recovery.key_is_old(chunk):
            await self._recovery.begin(chunk)
            return
        # What is older is read anew: somebody may have opted out since.
        read = ahead if self._leases.is_new(chunk) else None
        if read is None:
            read = await self._reads.do(chunk.campaign_id, chunk)
        if isinstance(read, Halt):
            await self._settling.halted(chunk, read.reason)
            return
        if read.barred:
            # Whoever opted out since the preview is taken out; the rest is a request of its own.
            await self._settling.refused(chunk, Refuse(dict.fromkeys(read.barred, OPTED_OUT)))
        elif not read.rows:
            await self._settling.sent(chunk, {}, self._desk.clock.now())
        elif begun := await self._begin(chunk, read.client):
            await self._exchange(begun, read.rows, read.client)

    async def _read_together(self, chunks: Sequence[Chunk]) -> list[_Read | Halt]:
        async with self._desk.db.read() as tx:
            return await self._read_all(tx, chunks)

    async def _read_all(self, tx: Transaction, chunks: Sequence[Chunk]) -> list[_Read | Halt]:
        """What requests of one campaign are made of."""
        client = self._opened(*await campaigns.with_token(tx, chunks[0].campaign_id))
        if isinstance(client, Halt):
            return [client] * len(chunks)
        rows = [
            await request_rows.packed(tx, one.batch_id, one.first_position, one.last_position)
            for one in chunks
        ]
        barred = await self._opt_outs.barred_within(tx, [one.people() for one in rows])
        return [_Read(client, *one) for one in zip(rows, barred, strict=True)]

    def _opened(self, campaign: Campaign | None, sealed: str | None) -> CampaignClient | Halt:
        """The way to the host; or the reason for which there is none."""
        if campaign is None:
            return Halt("disconnected")
        try:
            return sending_once(self._hosts.opened(campaign, sealed))
        except HostNotAllowed:
            return Halt("host")
        except CallboardError:
            return Halt("token")

    async def _begin(self, chunk: Chunk, client: CampaignClient) -> Chunk | None:
        """The chunk with the host's time of its sending, stored; nothing if it is another's now."""
        if chunk.sending_at is not None and self._leases.is_fresh(chunk):
            return chunk
        sending_at = chunk.sending_at or await host_now(client, self._desk.clock)
        renewed = await self._leases.renew(chunk, sending_at=sending_at)
        return replace(chunk, sending_at=sending_at) if renewed else None

    async def _exchange(self, chunk: Chunk, rows: Packed, client: CampaignClient) -> None:
        try:
            with self._reading_back.expecting(chunk.campaign_id):
                added = await client.add_phones(rows.body, chunk.key, count=len(rows))
        except CallsApiError as error:
            decided = verdict(error, rows.rows(), chunk.attempts)
            _log.info("chunk_failed", chunk=chunk.id, error=str(error), then=type(decided).__name__)
            await self._follow(chunk, decided, error)
        else:
            await self._accepted(chunk, rows, client, added)
        self._leases.note_host_clock(chunk.campaign_id, client.host_now())

    async def _accepted(
        self, chunk: Chunk, rows: Packed, client: CampaignClient, added: Added
    ) -> None:
        created_at = added.host_date or self._desk.clock.now()
        answered = Answered(client, added.ids, rows.ends())
        if not await self._reading_back.is_in_order(chunk.campaign_id, answered):
            _log.warning("ids_out_of_order", chunk=chunk.id)
            await self._recovery.map_by_report(
                chunk, tuple(rows.people()), client, added.ids, created_at
            )
            return
        jobs = dict(zip(rows.positions, added.ids, strict=True))
        with self._leases.answered(chunk):
            await self._settling.sent(chunk, jobs, created_at)

    async def _follow(self, chunk: Chunk, decided: Verdict, error: CallsApiError) -> None:
        match decided:
            case Refuse():
                await self._settling.refused(chunk, decided)
            case Split():
                await self._settling.split(chunk, decided)
            case Halt(reason):
                await self._settling.halted(chunk, reason)
            case PutOff(seconds):
                await self._settling.put_off(chunk, seconds, type(error).__name__)
            case LookFor():
                await self._recovery.begin(chunk)
