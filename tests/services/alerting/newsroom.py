"""A newsroom for tests: campaigns to which things happen, and channels that hear of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select, update

from bot.domain import outcomes
from bot.domain.alerts import ThreadLine
from bot.domain.channels import ChannelManners, News
from bot.domain.transitions import Transition
from bot.services.alerting import Telling
from bot.services.desk import Desk
from bot.services.notices import Notices
from bot.store import alerts, campaigns, channels, snapshots, transitions
from bot.store.schema import incident, post
from bot.texts import Texts
from tests.clocks import ManualClock

CALLS, TEAM = "C0CALLS", "C0TEAM"
ANNA = "U0ANNA"


def _line_words(t: Texts, line: ThreadLine) -> dict[str, Any]:
    told = " ".join(f"{one.reason}×{one.events}" for one in line.fresh)
    listed = " ".join(one.job_id for one in line.listed)
    lasted = "" if line.lasted is None else f"lasted {line.lasted}"
    return {"text": f"{told}|{listed}|{line.more}|{lasted}"}


def _a_deed(*_: Any) -> dict[str, Any]:
    return {"text": "a deed"}


def _a_control(*_: Any) -> dict[str, Any]:
    return {"text": "a control"}


@dataclass
class Newsroom:
    """What a test of alerts works with."""

    desk: Desk
    clock: ManualClock
    telling: Telling = field(init=False)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.telling = self.another()

    def another(self) -> Telling:
        """The same work in another process."""
        return Telling(self.desk, self.notices(), _line_words)

    def notices(self) -> Notices:
        """What tells channels of what people do."""
        return Notices(self.desk, _a_control, _a_deed)

    async def connect(self, name: str = "spring", *where: str) -> int:
        """A campaign that is connected to these channels."""
        now = self.clock.now()
        values = {"name": name, "host": "https://app.jaicp.com", "connected_by": ANNA}
        async with self.desk.db.begin() as tx:
            made = await campaigns.add(tx, values | {"connected_at": now})
            await campaigns.link(tx, made, where or (CALLS,), now)
        return made

    async def ends(
        self, campaign_id: int, status: str, count: int = 1, by: str | None = None
    ) -> list[str]:
        """So many call jobs come to this, by nobody or by somebody here; their ids."""
        now = self.clock.now()
        ids = [f"7{next(self.numbers):06d}" for _ in range(count)]
        rows = [
            {
                "job_id": one,
                "phone": f"7912{int(one):07d}",
                "status": status,
                "outcome": str(outcomes.outcome_of(status)),
                "attempts": 1,
                "talk_seconds": 0,
                "created_at": now,
                "finished_at": now,
                "seen_at": now,
            }
            for one in ids
        ]
        found = [Transition(str(campaign_id), one, "planned", status, now, by) for one in ids]
        async with self.desk.db.begin() as tx:
            await campaigns.lock(tx, campaign_id)
            await snapshots.write(tx, campaign_id, new=rows, changed=[], before={})
            await transitions.record_jobs(tx, campaign_id, found, now)
        return ids

    async def happens(self, campaign_id: int, what: str) -> None:
        """Something happens to the campaign itself."""
        now = self.clock.now()
        async with self.desk.db.begin() as tx:
            await campaigns.lock(tx, campaign_id)
            await transitions.record_campaign(
                tx, campaign_id, what, mark=str(next(self.numbers)), before=None, now=now
            )

    async def work(self, telling: Telling | None = None) -> int:
        """Do all that is due; in how many steps."""
        steps = 0
        while await (telling or self.telling).step():
            steps += 1
            assert steps < 500, "it finds no end"
        return steps

    async def later(self, seconds: float) -> None:
        """Let the time pass, and do what is due then."""
        self.clock.move(seconds)
        await self.work()

    async def mute(self, campaign_id: int, seconds: float | None, channel_id: str = CALLS) -> None:
        """Mute or unmute, bare."""
        until = None if seconds is None else self.clock.now() + timedelta(seconds=seconds)
        async with self.desk.db.begin() as tx:
            await alerts.change(tx, campaign_id, channel_id, muted_until=until)

    async def be_quiet(self, quiet_from: str, quiet_to: str, channel_id: str = CALLS) -> None:
        """Give a channel quiet hours."""
        manners = ChannelManners(quiet_from=quiet_from, quiet_to=quiet_to)
        async with self.desk.db.begin() as tx:
            await channels.set_manners(tx, channel_id, manners)

    async def like(self, news: News, channel_id: str = CALLS) -> None:
        """Have a channel wish for new messages, or for edits."""
        async with self.desk.db.begin() as tx:
            await channels.set_manners(tx, channel_id, ChannelManners(news=news))

    async def rows(self, table: Any, *where: Any) -> list[Row[Any]]:
        """Rows of a table in their order."""
        async with self.desk.db.read() as tx:
            return list((await tx.execute(select(table).where(*where).order_by(table.c.id))).all())

    async def incidents(self, channel_id: str = CALLS) -> list[Row[Any]]:
        """The incidents of a channel."""
        return await self.rows(incident, incident.c.channel_id == channel_id)

    async def said(self, channel_id: str = CALLS) -> list[str]:
        """What was put down for a channel: messages, edits of them, and lines of their threads."""
        found = await self.rows(post, post.c.channel_id == channel_id, post.c.state != "dropped")
        return [_shown(row) for row in found]

    async def cursor(self, campaign_id: int, channel_id: str = CALLS) -> int:
        """How far a channel has heard."""
        async with self.desk.db.read() as tx:
            where = await alerts.of(tx, campaign_id, channel_id)
        assert where is not None
        return where.cursor

    async def deliver(self) -> None:
        """Slack takes everything that waits."""
        async with self.desk.db.begin() as tx:
            sent = {"state": "sent", "message_ts": "1.0", "next_at": None}
            await tx.execute(update(post).where(post.c.state == "queued").values(**sent))

    async def unlink(self, campaign_id: int, channel_id: str) -> None:
        """Take the campaign out of a channel, its rows with it."""
        async with self.desk.db.begin() as tx:
            left = set(await campaigns.channels(tx, campaign_id)) - {channel_id}
            await campaigns.link(tx, campaign_id, left, self.clock.now())

    async def link(self, campaign_id: int, *where: str) -> None:
        """Connect the campaign to exactly these channels."""
        async with self.desk.db.begin() as tx:
            await campaigns.link(tx, campaign_id, where, self.clock.now())


def _shown(row: Row[Any]) -> str:
    if row.kind == "edit":
        return f"edit×{row.version + 1}"
    if row.render == "incident":
        return "alert"
    return f"{'line' if row.thread_post_id else 'message'} {row.body['text']}"
