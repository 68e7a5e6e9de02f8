"""What several requests of one campaign need at the same moment, done in one transaction.

Nobody waits for others to come: whoever comes while the database is busy with those before goes
together with all who wait, so that a commit serves as many as the disk keeps waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PieceT = TypeVar("PieceT")
DoneT = TypeVar("DoneT")

MOST = 8
"""Pieces of one transaction, so that no other waits for it too long; ``most`` where it is less."""


@dataclass(slots=True, eq=False)
class _Place(Generic[PieceT, DoneT]):
    piece: PieceT
    answers: tuple[DoneT, ...] = ()
    error: Exception | None = None

    @property
    def is_over(self) -> bool:
        return bool(self.answers) or self.error is not None

    def answer(self) -> DoneT:
        if self.error is not None:
            raise self.error
        return self.answers[0]


class Together(Generic[PieceT, DoneT]):
    """Hands pieces to ``work``, which answers for each in their order; where it fails, all do."""

    def __init__(
        self, work: Callable[[Sequence[PieceT]], Awaitable[Sequence[DoneT]]], most: int = MOST
    ) -> None:
        self._work = work
        self._most = most
        self._waiting: list[_Place[PieceT, DoneT]] = []
        self._is_busy = False
        self._turn_ends = asyncio.Event()

    async def do(self, piece: PieceT) -> DoneT:
        """The answer for the piece, whosever turn it was done in."""
        place: _Place[PieceT, DoneT] = _Place(piece)
        self._waiting.append(place)
        while not place.is_over:
            if self._is_busy:
                await self._turn_ends.wait()
            else:
                await self._take_turn()
        return place.answer()

    async def _take_turn(self) -> None:
        self._is_busy = True
        try:
            # Those who come in the same round of the loop are a group from the beginning.
            await asyncio.sleep(0)
            await self._next_group()
        finally:
            self._is_busy = False
            # All at once, so that those who went together are together wherever they go next.
            self._turn_ends.set()
            self._turn_ends = asyncio.Event()

    async def _next_group(self) -> None:
        group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            answers = await self._work([place.piece for place in group])
        except Exception as error:
            for place in group:
                place.error = error
        except BaseException:
            # Whoever's turn it was is cancelled; that is no reason for the others to be.
            self._waiting = group + self._waiting
            raise
        else:
            for place, answer in zip(group, answers, strict=True):
                place.answers = (answer,)


class ByCampaign(Generic[PieceT, DoneT]):
    """The same for each campaign by itself: none shares another's trouble."""

    def __init__(
        self, work: Callable[[Sequence[PieceT]], Awaitable[Sequence[DoneT]]], most: int = MOST
    ) -> None:
        self._work = work
        self._most = most
        self._campaigns: dict[int, Together[PieceT, DoneT]] = {}

    async def do(self, campaign_id: int, piece: PieceT) -> DoneT:
        """Do a piece together with others of its campaign."""
        if campaign_id not in self._campaigns:
            self._campaigns[campaign_id] = Together(self._work, self._most)
        return await self._campaigns[campaign_id].do(piece)
