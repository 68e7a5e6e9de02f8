"""A shop where phones are added: real services and senders, a real database, a real host.

The host keeps the time of the test's clock, so that hours pass at once.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from bot.calls_api import CallsApi as Client
from bot.calls_api import HttpTransport, Limits
from bot.domain.batches import Preview, Progress, Source
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor
from bot.metrics import Metrics
from bot.services.access import Access
from bot.services.adding import Adding, NewList, from_file, from_text, join_adding
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.services.hosts import Hosts, bound_to
from bot.services.sending import Sending
from bot.store import Database, campaigns
from bot.store.schema import chunk
from simulators.calls_api import CallsApi, SimCampaign
from tests.clocks import ManualClock
from tests.desks import a_desk

ADMIN = Actor("UADMIN", "C1", "r1")
ANOTHER = Actor("UADMIN2", "C1", "r2")
ALL_ADMINS = frozenset({"UADMIN", "UADMIN2"})

# A host that hangs is given up after this many seconds; real time passes for sockets.
PATIENCE = Limits(connect=4, read=2.0, total=4.0)


def phones(count: int, first: int = 0) -> list[str]:
    """Numbers of a fictional range, in the order of their digits."""
    return [f"1202555{number:04d}" for number in range(first, first + count)]


@dataclass
class Shop:
    """One desk and one host, and any number of senders on one database."""

    desk: Desk
    clock: ManualClock
    calls: CallsApi
    client: Client
    hosts: Hosts
    adding: Adding

    async def connect(self, name: str = "spring", **campaign: Any) -> tuple[Campaign, SimCampaign]:
        """A campaign that dials nobody, known to both sides."""
        made = self.calls.create_campaign(name, **{"lines": 0, **campaign})
        now = self.clock.now()
        async with self.desk.db.begin() as tx:
            campaign_id = await campaigns.add(
                tx,
                {
                    "name": name,
                    "host": self.calls.url,
                    "connected_by": ADMIN.user_id,
                    "connected_at": now,
                },
            )
            sealed = self.desk.vault.seal(made.token, bound_to(campaign_id))
            await campaigns.change(tx, campaign_id, token_sealed=sealed)
            await campaigns.link(tx, campaign_id, ["C1"], now)
        await self.hosts.probe(await self.campaign(campaign_id))
        return await self.campaign(campaign_id), made

    async def campaign(self, campaign_id: int) -> Campaign:
        async with self.desk.db.read() as tx:
            found = await campaigns.by_id(tx, campaign_id)
        assert found is not None
        return found

    async def preview(self, campaign: Campaign, numbers: Iterable[str], **more: Any) -> Preview:
        """Type numbers."""
        text = from_text("\n".join(f"+{one}" for one in numbers), strict=True)
        wanted = NewList(Source.COMMAND, text, channel_id="C1", **more)
        return await self.adding.drafts.read(ADMIN, campaign, wanted)

    async def preview_file(
        self, campaign: Campaign, csv: str, name: str = "list.csv", **more: Any
    ) -> Preview:
        """Drop a file."""
        opened = from_file(csv.encode(), name)
        wanted = NewList(Source.FILE, opened, file_name=name, file_id="F1", **more)
        return await self.adding.drafts.read(ADMIN, campaign, wanted)

    async def confirm(self, preview: Preview, actor: Actor = ADMIN) -> int:
        """Press ``Add N``; the batch's id."""
        made = await self.adding.confirming.confirm(actor, preview.batch.id, preview.ready)
        assert not made.changed
        return made.batch.id

    async def add(self, campaign: Campaign, numbers: Iterable[str], **more: Any) -> int:
        """Type numbers and confirm them; the batch's id."""
        return await self.confirm(await self.preview(campaign, numbers, **more))

    def sender(self, db: Database | None = None) -> Sending:
        """One more worker, as another process would be."""
        desk = self.desk if db is None else replace(self.desk, db=db)
        return Sending(desk, Hosts(desk, self.client), Metrics())

    async def progress(self, batch_id: int) -> Progress:
        return await self.adding.receipts.progress(batch_id)

    async def chunks(self, batch_id: int) -> list[Row[Any]]:
        """The requests of a batch as they are stored."""
        query = select(chunk).where(chunk.c.batch_id == batch_id).order_by(chunk.c.seq)
        async with self.desk.db.read() as tx:
            return list((await tx.execute(query)).all())

    async def states(self, batch_id: int) -> Counter[str]:
        """How many requests of a batch are in each state."""
        return Counter(one.state for one in await self.chunks(batch_id))


async def work(sender: Sending, limit: int = 16) -> int:
    """Do everything that is due; how many pieces that was."""
    done = 0
    while pieces := await sender.claim(limit):
        await asyncio.gather(*(sender.carry_out(piece) for piece in pieces))
        done += len(pieces)
    return done


async def until(look: Callable[[], object], seconds: float = 5) -> None:
    """Wait for a condition of the host."""
    async with asyncio.timeout(seconds):
        while not look():  # noqa: ASYNC110 - the host has no event for it.
            await asyncio.sleep(0.005)


async def die_during(shop: Shop, sender: Sending, fault: str) -> None:
    """The worker is gone while the host has its request; nothing of it is stored any more."""
    shop.calls.fault(fault, "addPhones")
    (piece,) = await sender.claim(1)
    dying = asyncio.create_task(sender.carry_out(piece))
    await until(lambda: shop.calls.requests.of("addPhones"))
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)


@asynccontextmanager
async def opened(
    database: Database,
    clock: ManualClock,
    transport: HttpTransport | None = None,
    host_clock: ManualClock | None = None,
    **host: Any,
) -> AsyncIterator[Shop]:
    """A shop on this database; ``host`` are the simulator's arguments."""
    time = host_clock or clock
    async with (
        CallsApi(time_source=lambda: time.now().timestamp(), **host) as calls,
        Client(transport or HttpTransport(PATIENCE), allowed_hosts=[calls.url]) as client,
    ):
        desk = await a_desk(
            database, clock, admin_users=ALL_ADMINS, calls_hosts=(calls.url,), default_region="US"
        )
        access, hosts = Access(desk), Hosts(desk, client)
        registry = Campaigns(desk, access)
        adding = join_adding(desk, access, registry, Cards(desk, access, registry))
        yield Shop(desk, clock, calls, client, hosts, adding)
