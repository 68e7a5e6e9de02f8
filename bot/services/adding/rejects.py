"""The file of rows that were not added: wrong in the list, refused by the host, or held back."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from bot.domain.batches import Batch
from bot.domain.contacts import (
    ONE_PHONE,
    Cell,
    ColumnGuess,
    Role,
    open_writer,
    reject_columns,
    template_file,
)
from bot.domain.people import Actor
from bot.domain.people import Role as PersonRole
from bot.domain.verdicts import refusal_label
from bot.errors import NotFound
from bot.services.access import Access
from bot.services.adding.columns import columns_of
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.store import batch_rows, batches, campaigns, outbox
from bot.store.outbox import NewPost, Priority
from bot.texts import N_, Texts

BAD_ROWS, TEMPLATE = "bad_rows", "template"
"""What the posts of these files are rendered by."""


@dataclass(frozen=True, slots=True)
class RejectFile:
    """A CSV file on disk, which whoever sends it removes."""

    path: Path
    name: str
    rows: int


class Rejects:
    """Writes that file, and sends it to whoever asks: it holds whole numbers."""

    def __init__(
        self, desk: Desk, access: Access, registry: Campaigns, held_labels: Mapping[str, str]
    ) -> None:
        self._desk = desk
        self._held_labels = held_labels
        self._access = access
        self._registry = registry

    async def send(self, actor: Actor, batch_id: int, key: str, text: str) -> None:
        """Put the file down for the person's direct messages, after the ``text``.

        ``key`` names the request.
        """
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
        if batch is None:
            raise NotFound(N_("That batch is not in the books any more."))
        campaign = await self._registry.by_id(batch.campaign_id)
        await self._access.authorise(actor, "bad rows", PersonRole.OPERATOR, campaign)
        await self._put(actor, f"{BAD_ROWS}:{key}", text, {"render": BAD_ROWS, "batch": batch_id})
        await self._access.audit(actor, "bad rows", "sent", campaign, batch=batch_id)

    async def send_template(self, actor: Actor, key: str, text: str) -> None:
        """Put an empty list down for the person's direct messages: it holds nobody's number."""
        await self._access.authorise_somewhere(actor, "template", PersonRole.VIEWER)
        await self._put(actor, f"{TEMPLATE}:{key}", text, {"render": TEMPLATE})

    async def _put(self, actor: Actor, key: str, text: str, file: dict[str, Any]) -> None:
        now = self._desk.clock.now()
        new = NewPost(
            key=key,
            kind="file",
            channel_id=actor.user_id,
            body={"text": text, "file": file},
            priority=Priority.ALERT,
            happened_at=now,
        )
        async with self._desk.db.begin() as tx:
            await outbox.put(tx, new, now)
        self._desk.wakeups.notify("outbox")

    async def template(self) -> RejectFile:
        """The list to fill in, as a workbook."""
        file, path = _new_file(".xlsx")
        with file:
            file.write(await asyncio.to_thread(template_file, "xlsx"))
        return RejectFile(path, "contacts.xlsx", 0)

    async def write_for(self, user_id: str, batch_id: int, t: Texts) -> RejectFile | None:
        """The file for a person; ``None`` if they may not see whole numbers any more."""
        actor = Actor(user_id, None, request_id=BAD_ROWS)
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
            campaign = await campaigns.by_id(tx, batch.campaign_id) if batch else None
        if campaign is None or await self._access.role(actor, campaign) < PersonRole.OPERATOR:
            return None
        return await self.write(batch_id, t)

    async def write(self, batch_id: int, t: Texts) -> RejectFile | None:
        """The file in the reader's language; ``None`` where no row was left out."""
        async with self._desk.db.read() as tx:
            batch = await batches.by_id(tx, batch_id)
        if batch is None:
            return None
        file, path = _new_file(".csv")
        try:
            with file:
                rows = await self._fill(file, batch, t)
        except BaseException:
            await asyncio.to_thread(path.unlink)
            raise
        stem = Path(batch.file_name or "numbers").stem
        return RejectFile(path, f"{stem}-not-added.csv", rows)

    async def _fill(self, file: BinaryIO, batch: Batch, t: Texts) -> int:
        columns, rows = columns_of(batch) or ONE_PHONE, 0
        with open_writer(file, reject_columns(columns, t), "csv") as table:
            async for page in self._pages(batch, columns, t):
                table.write(page)
                rows += len(page)
        return rows

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
        for query, why in (
            (batch_rows.refused_page, refusal_label),
            (batch_rows.held_page, self._why),
        ):
            after = -1
            while page := await self._read(query, batch, after):
                yield [
                    [row.line, why(t, row.reason or ""), *_cells(row.wire, columns)] for row in page
                ]
                after = page[-1].position

    def _why(self, t: Texts, reason: str) -> str:
        return t(self._held_labels.get(reason, reason))

    async def _read(self, query: Any, batch: Batch, after: int) -> Sequence[Any]:
        async with self._desk.db.read() as tx:
            found: Sequence[Any] = await query(tx, batch.id, after)
            return found


def _new_file(suffix: str) -> tuple[BinaryIO, Path]:
    """A file that only we can read."""
    descriptor, path = tempfile.mkstemp(prefix="callboard-", suffix=suffix)
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
