"""Holds to the opt-outs: before a list is shown, and once more before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from bot.domain.batches import Batch
from bot.domain.contacts import Contact
from bot.domain.guards import Judged
from bot.domain.optouts import OPTED_OUT, OPTED_OUT_LABEL
from bot.services.desk import Desk
from bot.store import optouts
from bot.store.transaction import Transaction
from bot.store.vault import Fingerprints


class Numbered(Protocol):
    """A contact or a row: somebody's number at a position of a list."""

    @property
    def position(self) -> int: ...
    @property
    def phone(self) -> str: ...


def print_of(fingerprints: Fingerprints, phone: str) -> str:
    """What an opt-out is stored by: it survives a change of SECRET_KEY, and tells no number."""
    return fingerprints.of("optout", phone)


class OptOutGuard:
    """A :class:`bot.domain.guards.Guard` that no setting switches off."""

    word: str = OPTED_OUT
    reasons: Mapping[str, str] = {OPTED_OUT: OPTED_OUT_LABEL}

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def judge(self, batch: Batch, page: Sequence[Contact]) -> Judged:
        """Remove those who opted out of a page of contacts."""
        barred = await self.barred(page)
        if not barred:
            return Judged(page)
        kept = [one for one in page if one.position not in barred]
        return Judged(kept, dict.fromkeys(barred, self.word))

    async def barred(self, rows: Iterable[Numbered]) -> frozenset[int]:
        """The positions of those who must not be called."""
        async with self._desk.db.read() as tx:
            return (await self.barred_within(tx, [rows]))[0]

    async def barred_within(
        self, tx: Transaction, requests: Sequence[Iterable[Numbered]]
    ) -> list[frozenset[int]]:
        """The same for several requests, within a transaction that reads other things too."""
        if not await optouts.are_any(tx):
            return [frozenset()] * len(requests)
        return [await self._among(tx, rows) for rows in requests]

    async def _among(self, tx: Transaction, rows: Iterable[Numbered]) -> frozenset[int]:
        prints = {print_of(self._desk.fingerprints, one.phone): one.position for one in rows}
        found = await optouts.among(tx, list(prints))
        return frozenset(prints[one] for one in found)
