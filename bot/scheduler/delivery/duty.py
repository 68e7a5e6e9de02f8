"""The duty that brings the outbox to Slack."""

from __future__ import annotations

import asyncio
import itertools
from datetime import datetime, timedelta

import structlog

from bot.metrics import Metrics
from bot.scheduler.delivery.composing import Composer
from bot.scheduler.delivery.courier import (
    ClaimedAt,
    Courier,
    LeaseLost,
    NotMade,
    NotWorthIt,
    Result,
)
from bot.scheduler.delivery.ledger import Ledger
from bot.scheduler.delivery.looking import Looker
from bot.scheduler.delivery.reporting import Reporting
from bot.scheduler.renderers import Renderers
from bot.services.desk import Desk
from bot.slack.client import (
    CannotLook,
    NotPosted,
    Posted,
    Poster,
    ReadBack,
    Unclear,
    Uploaded,
    Uploads,
)
from bot.slack.client.clients import POST_SECONDS
from bot.store import claiming, settlements
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage
from bot.store.transaction import Transaction
from bot.tasks import Tasks

_log = structlog.get_logger(__name__)

AT_ONCE = 8

# On SQLite the claim of the next post would stand before what this one is made of. What takes
# longer to make, such as the figures of a digest, holds the others up no more than this.
_HEAD_START = 0.05


def lease_of(post_seconds: float) -> timedelta:
    """How long a post is held at a time, for a client that posts with this time-out: whoever
    renewed it just before a request still holds it when that has long timed out."""
    return timedelta(seconds=3.5 * post_seconds)


class DeliveryDuty:
    """Claims posts that are due and sends them, up to eight channels at once.

    A slow channel takes one of the eight places and holds nobody else up. A step returns as soon
    as a place is taken; the sending goes on in the supervised group, which drains at shutdown.

    :param tasks: the group that :class:`~bot.scheduler.side.SchedulerSide` drains.
    :param process: names this process among all that share the database.
    :param post_seconds: the time-out of the client that posts.
    """

    topic = "outbox"
    every = 5.0

    def __init__(
        self,
        desk: Desk,
        poster: Poster,
        read_back: ReadBack,
        uploads: Uploads,
        renderers: Renderers,
        tasks: Tasks,
        metrics: Metrics,
        process: str,
        *,
        post_seconds: float = POST_SECONDS,
    ) -> None:
        self._desk = desk
        self._tasks = tasks
        self._reporting = Reporting(desk, metrics)
        self._process = process
        self._lease = lease_of(post_seconds)
        composer = Composer(desk, renderers)
        self._courier = Courier(desk, composer, poster, uploads, self._lease)
        self._looker = Looker(poster, read_back, desk.clock)
        self._ledger = Ledger(desk, grace=timedelta(seconds=1.5 * post_seconds))
        self._places = asyncio.Semaphore(AT_ONCE)
        self._numbers = itertools.count(1)
        self._next_due: datetime | None = None

    async def step(self) -> bool:
        """Claim one piece of the outbox's work and begin it; whether there was any."""
        has_begun = await self._begin_one()
        # Counting has time until what was claimed is on its way.
        await self._reporting.measure()
        return has_begun

    async def _begin_one(self) -> bool:
        await self._places.acquire()
        claimed = ClaimedAt(self._desk.clock.now(), self._desk.clock.monotonic())
        try:
            one = await self._claim(claimed.at)
        except BaseException:
            self._places.release()
            raise
        if one is None:
            self._places.release()
            return False
        made = asyncio.Event()
        if self._tasks.start(self._carry_out(one, claimed, made), f"post {one.id}") is None:
            await self._give_back(one)
            return False
        await _head_start(made)
        return True

    async def next_due(self) -> datetime | None:
        """When something is due next, unless something new comes: the claim that found nothing
        has looked."""
        return self._next_due

    async def finished(self) -> None:
        """Wait until nothing that was begun is under way."""
        for _ in range(AT_ONCE):
            await self._places.acquire()
        for _ in range(AT_ONCE):
            self._places.release()

    async def _claim(self, now: datetime) -> Delivery | None:
        owner = f"{self._process}/{next(self._numbers)}"

        async def work(tx: Transaction) -> tuple[Delivery | None, datetime | None]:
            one = await claiming.claim(tx, owner, now, self._lease)
            return one, None if one else await claiming.next_due(tx)

        one, self._next_due = await self._desk.db.transact(work)
        return one

    async def _give_back(self, one: Delivery) -> None:
        """The process stops: what was claimed and not begun goes at the next start."""
        self._places.release()
        state = "unclear" if one.stage is Stage.LOOK else "queued"
        async with self._desk.db.begin() as tx:
            await settlements.settle(tx, one, state=state)

    async def _carry_out(self, one: Delivery, claimed: ClaimedAt, made: asyncio.Event) -> None:
        try:
            if one.stage is Stage.LOOK:
                made.set()
                await self._look(one)
            else:
                await self._record(one, await self._courier.carry(one, claimed, made.set))
        finally:
            made.set()
            self._places.release()
            # What waited for this one may be due now.
            self._desk.wakeups.wake(self.topic)

    async def _look(self, one: Delivery) -> None:
        if one.shown_ts is not None:
            # Its text is there already; what is unclear is the file, and that cannot be looked for.
            await self._ledger.unclear(one, "lost")
            return
        match await self._looker.find(one):
            case (channel_id, ts):
                _log.info("post_found", post=one.id)
                if await self._ledger.shown(one, channel_id, ts):
                    self._reporting.sent(one)
            case CannotLook() as reason:
                await self._ledger.cannot_look(one, reason)
            case None:
                _log.info("post_not_there", post=one.id)
                await self._ledger.not_there(one)

    async def _record(self, one: Delivery, result: Result) -> None:
        if not await self._write_down(one, result):
            _log.warning("post_lease_lost", post=one.id, result=type(result).__name__)
        elif isinstance(result, (Posted, Uploaded)):
            self._reporting.sent(one)

    async def _write_down(self, one: Delivery, result: Result) -> bool:
        match result:
            case Posted(ts, channel_id):
                return await self._ledger.shown(one, channel_id, ts)
            case Uploaded():
                return await self._ledger.uploaded(one)
            case NotPosted():
                return await self._ledger.refused(one, result)
            case Unclear(reason):
                return await self._ledger.unclear(one, reason)
            case NotMade(error):
                return await self._ledger.not_made(one, error)
            case NotWorthIt():
                return await self._ledger.dropped(one)
            case LeaseLost():
                return False


async def _head_start(made: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(_HEAD_START):
            await made.wait()
    except TimeoutError:
        return
