"""A list on its way in, whichever way: how it is opened, and what holds for all of its rows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.batches import Source
from bot.domain.contacts import (
    ColumnGuess,
    Table,
    choose_sheet,
    open_sheets,
    read_text,
)

Opened = tuple[Table, ColumnGuess]
Open = Callable[[str | None], Opened]


@dataclass(frozen=True, slots=True)
class NewList:
    """What somebody wants to add.

    ``open`` reads the list with a region; it may take long and is called in a thread. ``policy``
    is in wire form. ``file_id`` is Slack's, by which the file can be read again.
    """

    source: Source
    open: Open = field(repr=False)
    file_name: str | None = None
    file_id: str | None = None
    policy: Mapping[str, Any] = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict, repr=False)
    channel_id: str | None = None
    thread_ts: str | None = None

    async def opened(self, region: str | None) -> Opened:
        """The table, and what its columns hold."""
        return await asyncio.to_thread(self.open, region)


def from_text(text: str, *, strict: bool) -> Open:
    """Numbers that were typed or pasted; ``strict`` where nothing but numbers is expected."""
    return lambda region: read_text(text, region, strict=strict)


def from_file(data: bytes, name: str, columns: ColumnGuess | None = None) -> Open:
    """A CSV or XLSX file; ``columns`` where a person has put them right."""

    def opened(region: str | None) -> Opened:
        sheets = open_sheets(data, name)
        return (sheets[columns.sheet], columns) if columns else choose_sheet(sheets, region)

    return opened
