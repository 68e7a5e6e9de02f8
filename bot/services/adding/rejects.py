"""The file of rows that were not added: wrong in the list, or refused by the host."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from bot.domain.batches import Batch
from bot.domain.contacts import ONE_PHONE, Cell, ColumnGuess, Role, open_writer, reject_columns
from bot.domain.people import Actor
from bot.domain.people import Role as PersonRole
from bot.domain.verdicts import refusal_label
from bot.errors import NotFound
from bot.services.access import Access
from bot.services.adding.columns import columns_of
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.store import batch_rows, batches, outbox
from bot.store.outbox import NewPost, Priority
from bot.texts import N_, Texts

RENDERER = "bad_rows"


@dataclass(frozen=True, slots=True)
class RejectFile:
    """A CSV file on disk, which whoever sends it removes."""

    path: Path
    name: str
    rows: int


class Rejects:
    """Writes that file, and sends it to whoever asks: it holds whole numbers."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry

    async def send(self, actor: Actor, batch_id: int, key: str) -> None:
        """Put the file down for the person's direct messages; ``key`` names the request."""
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
        if batch is None:
            raise NotFound(N_("That batch is not in the books any more."))
        campaign = await self._registry.by_id(batch.campaign_id)
        await self._access.authorise(actor, "bad rows", PersonRole.OPERATOR, campaign)
        now = self._desk.clock.now()
        new = NewPost(
            key=f"{RENDERER}:{key}",
            kind="file",
            channel_id=actor.user_id,
            campaign_id=campaign.id,
            render=RENDERER,
            subject_id=batch_id,
            priority=Priority.ALERT,
            happened_at=now,
        )
        async with self._desk.db.begin() as tx:
            await outbox.put(tx, new, now)
        await self._access.audit(actor, "bad rows", "sent", campaign, batch=batch_id)
        self._desk.wakeups.notify("outbox")

    async def write(self, batch_id: int, t: Texts) -> RejectFile | None:
        """The file in the reader's language; ``None`` where no row was left out."""
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
        if batch is None:
            return None
        columns = columns_of(batch) or ONE_PHONE
        rows = 0
        file, path = _new_file()
        with file, open_writer(file, reject_columns(columns, t), "csv") as table:
            async for page in self._pages(batch, columns, t):
                table.write(page)
                rows += len(page)
        stem = Path(batch.file_name or "numbers").stem
        return RejectFile(path, f"{stem}-not-added.csv", rows)

    async def _pages(
        self, batch: Batch, columns: ColumnGuess, t: Texts
    ) -> AsyncIterator[list[list[Cell]]]:
        after = -1
        while page := await self._read(batch_rows.bad_page, batch, after):
            yield [
                [row.line, t(row.message, **(row.details or {})), *(row.cells or ())]
                for row in page
            ]
            after = page[-1].position
        after = -1
        while page := await self._read(batch_rows.refused_page, batch, after):
            yield [
                [row.line, refusal_label(t, row.reason or ""), *_cells(row.wire, columns)]
                for row in page
            ]
            after = page[-1].position

    async def _read(self, query: Any, batch: Batch, after: int) -> Sequence[Any]:
        async with self._desk.db.read() as tx:
            found: Sequence[Any] = await query(tx, batch.id, after)
            return found


def _new_file() -> tuple[BinaryIO, Path]:
    """A file that only we can read."""
    descriptor, path = tempfile.mkstemp(prefix="callboard-", suffix=".csv")
    return os.fdopen(descriptor, "wb"), Path(path)


def _cells(wire: str, columns: ColumnGuess) -> list[Cell]:
    """A row as its list had it, from what was sent for it."""
    sent = orjson.loads(wire)
    payload = sent.get("payload") or {}
    sources: dict[Role, Any] = {Role.PAYLOAD: payload, Role.POLICY: sent}
    return [
        sent["phone"] if column.role is Role.PHONE else _text(sources, column.role, column.key)
        for column in columns.columns
    ]


def _text(sources: dict[Role, Any], role: Role, key: str) -> Cell:
    value = sources.get(role, {}).get(key)
    if value is None or isinstance(value, str | int | float):
        return value
    return orjson.dumps(value).decode()
