"""The first minutes: greeting the admins, and the press that proves the way to Slack and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.domain.audit import PRESSED
from bot.domain.people import Actor
from bot.services.access import Access
from bot.services.desk import Desk
from bot.store import firsts, outbox
from bot.store.outbox import NewPost, Priority
from bot.texts import Texts, texts_for

Words = Callable[[Texts], dict[str, Any]]

# What takes longer is no way from a click to its answer, but a clock that is wrong.
_LONGEST = timedelta(minutes=1)


class Welcome:
    """``words`` makes the greeting."""

    def __init__(self, desk: Desk, access: Access, words: Words) -> None:
        self._desk = desk
        self._access = access
        self._words = words

    async def greet(self) -> None:
        """Write to the admins of a new installation, once to each."""
        async with self._desk.db.read() as tx:
            steps = await firsts.done(tx)
        if steps.pressed or steps.campaign:
            return
        for user_id in sorted(self._desk.rules.admin_users):
            await self._greet(user_id)
        self._desk.wakeups.notify("outbox")

    async def _greet(self, user_id: str) -> None:
        person = await self._desk.directory.person(user_id)
        t, now = texts_for(person.language, self._desk.rules.default_language), self._now()
        new = NewPost(
            key=f"greeting:{user_id}",
            kind="direct",
            channel_id=user_id,
            priority=Priority.ALERT,
            body=self._words(t),
            happened_at=now,
        )
        async with self._desk.db.begin() as tx:
            await outbox.put(tx, new, now)

    async def press(self, actor: Actor, clicked: datetime | None) -> timedelta | None:
        """Note that a click came through; how long after it this is.

        ``clicked`` is by Slack's clock: ``None`` comes back where ours differs so much from it
        that the difference says nothing.
        """
        took = self._since(clicked)
        detail: dict[str, Any] = {}
        if took is not None:
            detail["ms"] = round(took / timedelta(milliseconds=1))
        await self._access.audit(actor, PRESSED, "done", **detail)
        return took

    def _since(self, clicked: datetime | None) -> timedelta | None:
        """How long ago that was; a little ahead of our clock counts as now."""
        if clicked is None:
            return None
        took = self._now() - clicked
        return max(timedelta(), took) if -_LONGEST < took < _LONGEST else None

    def _now(self) -> datetime:
        return self._desk.clock.now()
