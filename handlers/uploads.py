"""Files that people gave: fetched for one reading, and gone from the disk after it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from bot.domain.contacts import MAX_BYTES
from bot.errors import NotFound
from bot.texts import N_
from handlers.ask import Ask

LISTS = frozenset({".csv", ".xlsx"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was fetched."""

    file_id: str
    name: str
    data: bytes = field(repr=False)


async def fetched(ask: Ask, file_id: str) -> Upload:
    """Fetch a file by Slack's id for it; at most 10 MB."""
    described = await ask.reply.downloads.info(file_id)
    return await fetch_described(ask, described)


async def fetch_described(ask: Ask, described: dict[str, Any]) -> Upload:
    """The same for a file that Slack has described already."""
    url = described.get("url_private_download") or described.get("url_private")
    if not url:
        raise NotFound(N_("That file is gone from Slack. Nothing was added."))
    async with ask.reply.downloads.fetched(str(url), MAX_BYTES) as path:
        data = await asyncio.to_thread(path.read_bytes)
    return Upload(str(described.get("id")), str(described.get("name") or "file"), data)


def is_list(described: dict[str, Any]) -> bool:
    """Whether a file is named like a contact list."""
    name = str(described.get("name") or "")
    return PurePath(name).suffix.lower() in LISTS
