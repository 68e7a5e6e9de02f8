"""Reading the audit: in pages, and as a file."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import BinaryIO

from bot.domain.audit import AuditPage, AuditRow
from bot.domain.campaigns import Campaign
from bot.domain.contacts import Cell, open_writer
from bot.domain.people import Actor, Role
from bot.services.access import Access
from bot.services.desk import Desk
from bot.store import audits, outbox
from bot.store.outbox import NewPost, Priority

AUDIT_FILE = "audit"
"""What the posts of these files are rendered by."""

_SHOWN = 15
_READ_AT_ONCE = 1_000

_COLUMNS = ("at", "actor", "channel", "action", "campaign", "people", "outcome", "request", "more")


class Audits:
    """``audit [NAME]``: what admins read of what everybody did."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    async def page(
        self, actor: Actor, campaign: Campaign | None, before: int | None = None
    ) -> AuditPage:
        """The newest rows, or the next older ones before an id.

        The audit of everything is for admins of every campaign.
        """
        await self._access.authorise(actor, "audit", Role.ADMIN, campaign)
        place = campaign.id if campaign else None
        async with self._desk.db.read() as tx:
            rows = await audits.page(tx, place, before, _SHOWN + 1)
        name = campaign.name if campaign else None
        return AuditPage(tuple(rows[:_SHOWN]), name, place, len(rows) > _SHOWN)

    async def send(self, actor: Actor, campaign: Campaign | None, key: str, text: str) -> None:
        """Put the file down for the person's direct messages, after the ``text``.

        ``key`` names the request.
        """
        await self._access.authorise(actor, "audit file", Role.ADMIN, campaign)
        now = self._desk.clock.now()
        place = campaign.id if campaign else None
        new = NewPost(
            key=f"{AUDIT_FILE}:{key}",
            kind="file",
            channel_id=actor.user_id,
            body={"text": text, "file": {"render": AUDIT_FILE, "campaign": place}},
            priority=Priority.ALERT,
            happened_at=now,
        )
        async with self._desk.db.begin() as tx:
            await outbox.put(tx, new, now)
        await self._access.audit(actor, "audit file", "sent", campaign)
        self._desk.wakeups.notify("outbox")

    async def write_for(self, user_id: str, campaign_id: int | None) -> Path | None:
        """The file for a person; ``None`` if they are no admin any more, however they asked."""
        actor = Actor(user_id, None, request_id=AUDIT_FILE)
        if (await self._access.standing(actor)).on(campaign_id) < Role.ADMIN:
            return None
        return await self.write(campaign_id)

    async def write(self, campaign_id: int | None) -> Path:
        """Make the CSV file, newest first; whoever sends it removes it."""
        number, name = tempfile.mkstemp(prefix="callboard-", suffix=".csv")
        try:
            with os.fdopen(number, "wb") as file:
                await self._write(file, campaign_id)
        except BaseException:
            await asyncio.to_thread(os.unlink, name)
            raise
        return Path(name)

    async def _write(self, file: BinaryIO, campaign_id: int | None) -> None:
        with open_writer(file, _COLUMNS, "csv") as table:
            async for rows in self._pages(campaign_id):
                table.write(_cells(rows))
                await asyncio.sleep(0)

    async def _pages(self, campaign_id: int | None) -> AsyncIterator[list[AuditRow]]:
        before: int | None = None
        while True:
            async with self._desk.db.read() as tx:
                rows = await audits.page(tx, campaign_id, before, _READ_AT_ONCE)
            if not rows:
                return
            yield rows
            before = rows[-1].id


def _cells(rows: Iterable[AuditRow]) -> Iterable[tuple[Cell, ...]]:
    for row in rows:
        yield (
            row.at,
            row.actor,
            row.channel_id,
            row.action,
            row.campaign,
            row.people,
            row.outcome,
            row.request_id,
            row.details,
        )
