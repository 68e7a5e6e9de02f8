"""A watchtower for tests: the watcher on a real database, before a simulated host on real sockets.

One clock moves both, so a test says when things happen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select, update

from bot.calls_api import CallsApi, HttpTransport, RetryPolicy, call_job_parameters
from bot.domain.campaigns import Campaign
from bot.domain.people import Person
from bot.services.desk import Desk
from bot.services.hosts import Hosts, bound_to
from bot.services.leases import LEASE
from bot.services.watching import Watcher
from bot.store import Database, campaigns, looks, snapshots
from bot.store.looks import Lease
from bot.store.schema import call_job, job_tally, post, transition
from bot.store.schema import campaign as campaign_table
from bot.store.transaction import Transaction
from bot.store.vault import new_key
from simulators.calls_api import CallsApi as SimulatedHost
from simulators.calls_api import SimCampaign
from tests.clocks import ManualClock
from tests.desks import a_desk

CHANNEL, OWNER, ADMIN = "C0CALLS", "U0OWNER", "UADMIN"
EVERY = timedelta(seconds=30)


@dataclass
class People:
    """The directory of an office without Slack; ``gone`` are those who left."""

    gone: set[str] = field(default_factory=set)

    async def person(self, user_id: str) -> Person:
        return Person(user_id, is_gone=user_id in self.gone)

    async def groups_of(self, user_id: str) -> frozenset[str]:
        return frozenset()


def _token_words(t: Any, campaign: Campaign) -> dict[str, Any]:
    return {"text": f"token of {campaign.name}"}


@dataclass
class Tower:
    """What a test of the watcher works with."""

    desk: Desk
    host: SimulatedHost
    hosts: Hosts
    clock: ManualClock
    all_hosts: tuple[SimulatedHost, ...]
    watcher: Watcher = field(init=False)

    def __post_init__(self) -> None:
        self.watcher = self.another_watcher()

    @property
    def people(self) -> People:
        """The directory."""
        assert isinstance(self.desk.directory, People)
        return self.desk.directory

    def another_watcher(self) -> Watcher:
        """A watcher as another process has it."""
        return Watcher(self.desk, self.hosts, _token_words)

    async def connect(
        self,
        campaign: SimCampaign,
        name: str = "spring",
        channels: tuple[str, ...] = (CHANNEL,),
    ) -> int:
        """Register a campaign of the simulated host; its id."""
        now = self.clock.now()
        values = {
            "name": name,
            "host": campaign.url.partition("/api/")[0],
            "connected_by": OWNER,
            "connected_at": now,
            "next_at": now,
        }
        async with self.desk.db.begin() as tx:
            made = await campaigns.add(tx, values)
            sealed = self.desk.vault.seal(campaign.token, bound_to(made))
            await campaigns.change(tx, made, token_sealed=sealed)
            await campaigns.link(tx, made, channels, now)
        return made

    async def add(self, campaign_id: int, campaign: SimCampaign, phones: list[str]) -> list[str]:
        """Add phones as the bot does: through the API, and into its books. The call job IDs."""
        client = await self.hosts.client(await self.campaign(campaign_id))
        added = await client.add_phones([call_job_parameters(one) for one in phones], key=new_key())
        now = self.clock.now()
        rows = [
            {
                "job_id": job_id,
                "phone": phone,
                "status": "planned",
                "outcome": "open",
                "attempts": 0,
                "talk_seconds": 0,
                "created_at": now,
                "seen_at": now,
            }
            for job_id, phone in zip(added.ids, phones, strict=True)
        ]
        async with self.desk.db.begin() as tx:
            await snapshots.write(tx, campaign_id, new=rows, changed=[], before={})
        return list(added.ids)

    async def mark_canceled(self, tx: Transaction, job_id: str, by: str) -> None:
        """Remember who cancels a call job here."""
        here = call_job.c.job_id == job_id
        await tx.execute(update(call_job).where(here).values(canceled_by=by))

    async def claim(self, owner: str = "tower") -> tuple[Campaign, Lease] | None:
        """Claim what is due, as the duty does."""
        now = self.clock.now()
        async with self.desk.db.begin() as tx:
            return await looks.claim(tx, owner, now, now + LEASE)

    async def look(self, campaign_id: int, watcher: Watcher | None = None) -> None:
        """Look at a campaign now, whenever it is due."""
        async with self.desk.db.begin() as tx:
            await campaigns.change(tx, campaign_id, next_at=self.clock.now(), lease_until=None)
            others = campaign_table.c.id != campaign_id
            await tx.execute(update(campaign_table).where(others).values(next_at=None))
        claimed = await self.claim()
        assert claimed is not None, "nothing is due"
        await (watcher or self.watcher).look(*claimed)

    async def pass_by(self, seconds: float) -> None:
        """Let the time go by, for the host too."""
        self.clock.move(seconds)

    async def campaign(self, campaign_id: int) -> Campaign:
        """The campaign as it is stored."""
        async with self.desk.db.read() as tx:
            found = await campaigns.by_id(tx, campaign_id)
        assert found is not None
        return found

    async def rows(self, table: Any, *where: Any) -> list[Row[Any]]:
        """Rows of a table, by their keys: PostgreSQL gives them in no order of its own."""
        query = select(table).where(*where).order_by(*table.primary_key)
        async with self.desk.db.read() as tx:
            return list((await tx.execute(query)).all())

    async def transitions(self, kind: str = "job") -> list[Row[Any]]:
        """What was recorded, oldest first."""
        found = await self.rows(transition, transition.c.kind == kind)
        return sorted(found, key=lambda row: int(row.id))

    async def happened(self) -> list[str]:
        """What happened to campaigns, oldest first."""
        return [row.after for row in await self.transitions("campaign")]

    async def jobs(self) -> dict[str, str]:
        """The status of each stored call job."""
        return {row.job_id: row.status for row in await self.rows(call_job)}

    async def tally(self) -> dict[str, int]:
        """The tally by status, which must always be the sums of the stored call jobs."""
        kept = {row.status: row for row in await self.rows(job_tally)}
        stored: dict[str, Counter[str]] = {}
        for row in await self.rows(call_job):
            sums = stored.setdefault(row.status, Counter(jobs=0, talk_seconds=0, attempts=0))
            sums.update(jobs=1, talk_seconds=row.talk_seconds, attempts=row.attempts)
        for status, row in kept.items():
            sums = stored.get(status, Counter())
            for name in ("jobs", "talk_seconds", "attempts"):
                assert getattr(row, name) == sums[name], (status, name)
        assert stored.keys() <= kept.keys()
        return {status: row.jobs for status, row in kept.items() if row.jobs}

    async def posts(self) -> list[Row[Any]]:
        """The outbox."""
        return await self.rows(post)


@asynccontextmanager
async def built(database: Database, clock: ManualClock, hosts: int = 1) -> AsyncIterator[Tower]:
    """A tower before so many hosts."""
    async with AsyncExitStack() as stack:
        there = [await stack.enter_async_context(_host(clock)) for _ in range(hosts)]
        addresses = tuple(one.url for one in there)
        api = await stack.enter_async_context(
            CallsApi(HttpTransport(), allowed_hosts=addresses, retries=RetryPolicy(attempts=1))
        )
        desk = await a_desk(database, clock, calls_hosts=addresses, watch_every=EVERY)
        desk = replace(desk, directory=People())
        yield Tower(desk, there[0], Hosts(desk, api), clock, tuple(there))


def _host(clock: ManualClock) -> SimulatedHost:
    return SimulatedHost(time_source=lambda: clock.now().timestamp())
