"""Sends one claimed post, once, and says what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.scheduler.delivery.composing import Composer
from bot.scheduler.renderers import Body
from bot.services.desk import Desk
from bot.slack.client import (
    NotPosted,
    Posted,
    Poster,
    SlackTrouble,
    Unclear,
    Uploaded,
    Uploads,
)
from bot.store import settlements
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NotWorthIt:
    """Nothing was sent: muted, superseded, or its campaign is gone."""


@dataclass(frozen=True, slots=True)
class NotMade:
    """Nothing was sent, because it could not be made: a fault of ours. ``error`` names it."""

    error: str


@dataclass(frozen=True, slots=True)
class LeaseLost:
    """Nothing was sent: this worker slept past its lease, and somebody else has the post."""


Result = Posted | Uploaded | NotPosted | Unclear | NotWorthIt | NotMade | LeaseLost


@dataclass(frozen=True, slots=True)
class ClaimedAt:
    """When a post was claimed, by the clock on the wall and by the one that is never set.

    A process that was stopped sees it by the second, a machine that slept by the first.
    """

    at: datetime
    monotonic: float

    def age(self, clock: Clock) -> timedelta:
        """How long ago that was, by whichever clock says more."""
        return max(clock.now() - self.at, timedelta(seconds=clock.monotonic() - self.monotonic))


class Courier:
    """The lease is renewed just before each request; whoever lost it sends nothing.

    A claim that is a moment old is as good as a renewal for an edit, for which nothing else is to
    be written down before: editing twice is harmless.
    """

    def __init__(
        self, desk: Desk, composer: Composer, poster: Poster, uploads: Uploads, lease: timedelta
    ) -> None:
        self._desk = desk
        self._composer = composer
        self._poster = poster
        self._uploads = uploads
        self._lease = lease
        self._moment = lease / 20

    async def carry(self, one: Delivery, claimed: ClaimedAt, made: Callable[[], None]) -> Result:
        """Make what it says, and send it. ``made`` is called when what follows is Slack's time, or
        may take long."""
        try:
            if one.stage is Stage.UPLOAD:
                made()
                return await self._upload(one)
            body = await self._composer.body(one)
        except Exception as error:
            _log.exception("post_not_made", post=one.id, render=one.render)
            return NotMade(type(error).__name__)
        made()
        if body is None:
            return NotWorthIt()
        where = await self._place(one)
        is_held = self._is_surely_held(one, claimed) or await self._may_send(one)
        return await self._send(one, where, body) if is_held else LeaseLost()

    def _is_surely_held(self, one: Delivery, claimed: ClaimedAt) -> bool:
        return one.stage is Stage.EDIT and claimed.age(self._desk.clock) < self._moment

    async def _place(self, one: Delivery) -> str:
        """The channel; a person's direct messages are opened, as for every other answer there.

        Slack takes a person's id for a message as well: that is left where it cannot open them.
        """
        if one.stage is Stage.EDIT or not one.is_direct:
            return one.channel_id
        try:
            return await self._poster.direct_channel(one.channel_id) or one.channel_id
        except SlackTrouble:
            return one.channel_id

    async def _may_send(self, one: Delivery) -> bool:
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            return await settlements.begin_sending(tx, one, now, now + self._lease)

    async def _send(self, one: Delivery, where: str, body: Body) -> Result:
        text, blocks = body["text"], body.get("blocks")
        if one.stage is Stage.EDIT:
            shown_in, ts = one.shown_in or one.channel_id, one.shown_ts or ""
            return await self._poster.update(
                shown_in, ts, text, blocks=blocks, event_key=one.event_key
            )
        return await self._poster.post(
            where, text, blocks=blocks, thread_ts=one.thread_ts, event_key=one.key
        )

    async def _upload(self, one: Delivery) -> Result:
        file = await self._composer.file(one)
        if file is None:
            return NotWorthIt()
        try:
            if not await self._may_send(one):
                return LeaseLost()
            where = one.shown_in or one.channel_id
            async with self._kept(one):
                return await self._uploads.upload(
                    where, file.path, file.filename, thread_ts=one.thread_ts
                )
        finally:
            await asyncio.to_thread(file.path.unlink, missing_ok=True)

    @asynccontextmanager
    async def _kept(self, one: Delivery) -> AsyncIterator[None]:
        """An upload may take minutes: its lease is renewed, so that it need not be as long."""
        keeping = asyncio.create_task(self._keep(one), name=f"lease of post {one.id}")
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self, one: Delivery) -> None:
        held = True
        while held:
            await self._desk.clock.sleep(self._lease.total_seconds() / 3)
            async with self._desk.db.begin() as tx:
                held = await settlements.keep(tx, one, self._desk.clock.now() + self._lease)
