"""A post office for these tests: real duties, a real database, and a Slack on the loopback."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from bot.metrics import Metrics
from bot.scheduler.delivery import DeliveryDuty
from bot.scheduler.renderers import Body, RenderedFile, Renderers
from bot.services.desk import Desk
from bot.slack.client import Poster, ReadBack, SlackClients, Uploads
from bot.store import Wakeups, outbox
from bot.store.deliveries import Delivery
from bot.store.engine import Database
from bot.store.outbox import NewPost, Priority
from bot.store.schema import post
from bot.tasks import Tasks
from simulators.slack import LocalSlack
from simulators.slack.messages import Message
from tests.clocks import ManualClock
from tests.desks import a_desk


@dataclass
class Facts:
    """What the renderers show; tests change it, and make it slow or fail."""

    texts: dict[int, str] = field(default_factory=dict)
    slow: asyncio.Event | None = None
    rendering: asyncio.Event = field(default_factory=asyncio.Event)
    made: list[Path] = field(default_factory=list)

    async def render(self, subject_id: int, one: Delivery) -> Body | None:
        """The subject's present text; ``None`` once there is none."""
        self.rendering.set()
        if self.slow is not None:
            await self.slow.wait()
        text = self.texts.get(subject_id)
        if text == "broken":
            raise ValueError("on purpose")
        return None if text is None else {"text": text}

    async def file(self, one: Delivery) -> RenderedFile | None:
        """A small report under the name that the post asks for."""
        assert one.body is not None
        wanted = one.body["file"]
        if wanted["rows"] is None:
            return None
        path = Path(tempfile.mkdtemp()) / "report.csv"
        path.write_text(wanted["rows"])
        self.made.append(path)
        return RenderedFile(path, wanted["name"])


class Office:
    """One Slack, one clock, and any number of workers on one database."""

    def __init__(self, slack: LocalSlack, db: Database, desk: Desk, clock: ManualClock) -> None:
        self.slack, self.db, self.desk, self.clock = slack, db, desk, clock
        self.facts = Facts()
        self.renderers = Renderers({"figure": self.facts.render}, {"report": self.facts.file})
        self.errors: list[BaseException] = []
        self.stack = AsyncExitStack()

    async def hire(self, db: Database | None = None) -> Worker:
        """One more worker, as another process would be."""
        clients = await self.stack.enter_async_context(
            SlackClients(self.slack.bot_token, self.slack.url, post_seconds=5)
        )
        desk = replace(self.desk, db=db or self.db, wakeups=Wakeups())
        return Worker(self, desk, clients)

    def channel(self, name: str) -> str:
        """A channel's id."""
        return self.slack.workspace.channel(name).id

    async def put(self, text: str, channel: str = "calls", **more: Any) -> int:
        """Put a message down, as services do."""
        given: dict[str, Any] = {
            "key": f"test:{text}",
            "channel_id": self.channel(channel),
            "priority": Priority.ALERT,
            "body": {"text": text},
        }
        async with self.db.begin() as tx:
            made = await outbox.put(tx, NewPost(**{**given, **more}), self.clock.now())
        assert made is not None
        return made

    async def put_figure(
        self, text: str, subject: int = 1, channel: str = "calls", **more: Any
    ) -> int:
        """Put a message down whose text is made when it is sent."""
        self.facts.texts[subject] = text
        given = {"body": None, "render": "figure", "subject_id": subject}
        return await self.put(text, channel, **{**given, **more})

    async def put_file(self, text: str, rows: str | None = "phone", **more: Any) -> int:
        """Put a message down that a file is to follow."""
        file = {"render": "report", "name": "report.csv", "rows": rows}
        return await self.put(text, kind="file", body={"text": text, "file": file}, **more)

    async def show_anew(self, target: int, priority: Priority = Priority.COUNT) -> None:
        """Ask for an edit, as services do."""
        async with self.db.begin() as tx:
            await outbox.put_edit(tx, target, priority, self.clock.now())

    async def row(self, post_id: int) -> Row[Any]:
        """A post as it is stored."""
        async with self.db.read() as tx:
            return (await tx.execute(select(post).where(post.c.id == post_id))).one()

    async def rows(self, *where: Any) -> list[Row[Any]]:
        """Posts as they are stored, oldest first."""
        async with self.db.read() as tx:
            found = await tx.execute(select(post).where(*where).order_by(post.c.id))
            return list(found.all())

    def pass_time(self, seconds: float) -> None:
        """Time passes, here and at Slack."""
        self.clock.move(seconds)
        self.slack.advance(seconds)

    def seconds_until(self, at: datetime) -> float:
        """How long until then."""
        return (at - self.clock.now()).total_seconds()

    def seen(self, channel: str = "calls") -> list[str]:
        """What people read in a channel and its threads, oldest first."""
        return [one.text for one in self.slack.messages(channel)]

    def message(self, channel: str = "calls", containing: str = "") -> Message:
        """The newest such message."""
        return self.slack.messages(channel, containing=containing)[-1]

    def refused(self) -> list[str]:
        """Slack's words for each call that it refused."""
        return [call.answer["error"] for call in self.slack.calls if not call.answer["ok"]]


class Worker:
    """A process that delivers."""

    def __init__(self, office: Office, desk: Desk, clients: SlackClients) -> None:
        self.office = office
        self.tasks = Tasks(self._failed)
        self.metrics = Metrics()
        poster = Poster(clients)
        self.duty = DeliveryDuty(
            desk,
            poster,
            ReadBack(clients),
            Uploads(clients),
            office.renderers,
            self.tasks,
            self.metrics,
            f"worker-{id(self)}",
        )

    async def _failed(self, error: BaseException, name: str) -> None:
        self.office.errors.append(error)

    async def work(self) -> None:
        """Send all that is due at this instant."""
        while await self.duty.step():
            pass
        await self.duty.finished()
        if await self.duty.step():
            await self.work()

    async def work_for(self, seconds: float) -> None:
        """Send what becomes due within so many seconds, as a round does: from due time to due
        time, which is what the time between is spared for."""
        end = self.office.clock.now() + timedelta(seconds=seconds)
        await self.work()
        while (due := await self.duty.next_due()) is not None and due <= end:
            self.office.pass_time(max(0.05, self.office.seconds_until(due)))
            await self.work()
        self.office.pass_time(max(0.0, self.office.seconds_until(end)))

    async def begin(self) -> None:
        """Send what is due, without waiting for Slack's answers."""
        while await self.duty.step():
            pass

    async def die(self) -> None:
        """End in the middle of everything, with nothing written down."""
        await self.tasks.drain(0)


async def open_office(slack: LocalSlack, db: Database, **rules: Any) -> Office:
    """An office whose clock shows what Slack's does; ada is the admin."""
    clock = ManualClock(datetime.now(UTC))
    rules = {"admin_users": frozenset({slack.workspace.user("ada").id}), **rules}
    return Office(slack, db, await a_desk(db, clock, **rules), clock)


async def together(*workers: Worker) -> None:
    """Several workers work at the same time."""
    await asyncio.gather(*(worker.work() for worker in workers))
