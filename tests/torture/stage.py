"""The stage: a Slack, a Calls API host, a database, and the bot's processes between them."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select
from sqlalchemy.engine import URL, make_url

from bot.store import Database, open_database
from bot.store.schema import campaign as campaign_table
from bot.store.vault import new_key
from simulators.calls_api import CallsApi, SimCampaign
from simulators.slack import LocalSlack
from tests.postgres import Cluster, start_cluster
from tests.torture.plan import Plan
from tests.torture.processes import Seat, Seats

PEOPLE = ("ada", "carol", "dina", "erik")
CONTROLLER = "dina"
# No call here goes unanswered: such calls are everyday, and told only while their share is high.
WEIGHTS = {"longCallWithResult": 60, "nonexistentNumber": 20, "technicalError": 20}
_KINDS = (("current", True), ("current", False), ("1.10.3", True), ("1.10.3", False))
_NAMES = ("spring", "summer", "autumn", "winter")


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign on both sides: what people call it here, and what it is at its host."""

    name: str
    channel: str
    adder: str
    host: SimCampaign
    tells_state: bool


class Stage:
    """Everything of one day; it goes away with what it started, and nothing else."""

    def __init__(self, plan: Plan, names: tuple[str, ...] = _NAMES) -> None:
        self.plan = plan
        self._names = names
        self.slack = LocalSlack(speed=10.0, trigger_seconds=30.0)
        self.calls = CallsApi(speed=200.0, seed=plan.seed)
        self.folder = Path(tempfile.mkdtemp(prefix="callboard-torture-"))
        self.campaigns: list[Campaign] = []
        self.seats = Seats()
        self.cluster: Cluster | None = None
        self.db: Database
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._open()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stack.aclose()

    async def _open(self) -> None:
        await self._stack.enter_async_context(self.slack)
        self.slack.add_user("erik", real_name="Erik Lund")
        await self._stack.enter_async_context(self.calls)
        url = await self._database()
        self.db = open_database(url)
        self._stack.push_async_callback(self.db.close)
        self.seats = self._seats(url)
        self._stack.push_async_callback(self.seats.leave)
        self.seats.take()
        await self.seats.until_ready()
        await self._connect_all()

    async def _database(self) -> URL:
        if self.plan.engine == "sqlite":
            return make_url(f"sqlite:///{self.folder / 'callboard.db'}")
        self.cluster = await asyncio.to_thread(start_cluster)
        self._stack.push_async_callback(asyncio.to_thread, self.cluster.remove)
        self.cluster.execute("CREATE DATABASE {}", "torture")
        # The tests' server forgets the last moments when it crashes; this one is crashed.
        self.cluster.execute("ALTER DATABASE {} SET synchronous_commit = on", "torture")
        return self.cluster.url("torture")

    def _seats(self, url: URL) -> Seats:
        if self.plan.engine == "sqlite":
            return Seats(self._seat("serve", ("serve",), url))
        slack = (self._seat(f"serve {n}", ("serve", "--no-scheduler"), url) for n in (1, 2))
        workers = (self._seat(f"worker {n}", ("worker",), url) for n in (1, 2))
        return Seats(*slack, *workers)

    def _seat(self, name: str, arguments: tuple[str, ...], url: URL) -> Seat:
        log = self.folder / f"{name.replace(' ', '-')}.log"
        return Seat(name, arguments, self._environment(url), log)

    def _environment(self, url: URL) -> dict[str, str]:
        if not hasattr(self, "_key"):
            self._key = new_key()
        plain = url.render_as_string(hide_password=False)
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": self.slack.url,
            "CALLS_HOSTS": self.calls.url,
            "ADMIN_USERS": ",".join(self.slack.user(one).id for one in PEOPLE),
            "DATABASE_URL": plain.replace("+psycopg", ""),
            "SECRET_KEY": self._key,
            "WATCH_SECONDS": "0.7",
            "ALERT_GROUP_SECONDS": "0.05",
            "SETTLE_SECONDS": "4",
            "PORT": "0",
            "LOG_LEVEL": "info",
            "LOG_FORMAT": "json",
        }

    async def _connect_all(self) -> None:
        kinds = [kind for kind in _KINDS if kind[1] in self.plan.honours]
        if self._names is not _NAMES:
            kinds = [("current", True)] * len(self._names)
        people = itertools.cycle(PEOPLE)
        for name, adder, (generation, honours) in zip(self._names, people, kinds, strict=False):
            host = self.calls.create_campaign(
                name.title(),
                generation=generation,
                honours_keys=honours,
                weights=WEIGHTS,
                lines=50,
            )
            bot = self.slack.core.app.bot.name
            self.slack.add_channel(name, [*PEOPLE, bot])
            one = Campaign(name, name, adder, host, tells_state=generation == "current")
            await self._connect(one)
            self.campaigns.append(one)
        await self._until_looked_at()

    async def _connect(self, one: Campaign) -> None:
        slack = self.slack
        await slack.command(one.adder, one.channel, "/campaign connect")
        await slack.modal_with(one.adder, "Token", 30)
        filled = {
            "Name": one.name,
            "Host": self.calls.url,
            "Token": one.host.token,
            "Channels": [one.channel],
        }
        await slack.submit(one.adder, filled)
        await slack.modal_with(one.adder, "is connected", 30)
        await slack.close_all(one.adder)
        # Once a year by itself, else when the torture lets it fall due.
        yearly = f'digest {one.name} cron "0 0 1 1 *"'
        await slack.command(one.adder, one.channel, f"/campaign {yearly}")
        await slack.ephemeral(one.adder, "0 0 1 1", 30)

    async def _until_looked_at(self) -> None:
        """Wait until what happens from now on is news of every campaign."""
        waiting = select(campaign_table.c.id).where(campaign_table.c.baseline_at.is_(None))
        async with asyncio.timeout(30):
            while True:
                async with self.db.read() as tx:
                    if await tx.scalar(waiting.limit(1)) is None:
                        return
                await asyncio.sleep(0.1)

    def say(self, what: str) -> None:
        """A line of progress, for whoever watches a long run."""
        if self.plan.is_talkative:
            print(f"  {self.plan.engine}: {what}", flush=True)

    def clear_away(self) -> None:
        """Remove the folder with the logs and the database."""
        shutil.rmtree(self.folder, ignore_errors=True)
