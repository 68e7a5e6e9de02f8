"""Requests that are at the same point share a transaction, and nobody waits for others to come."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.services.sending.together import MOST, Together


class Books:
    """Work that ends when the test says so."""

    def __init__(self) -> None:
        self.groups: list[Sequence[int]] = []
        self.has_begun, self.may_end = asyncio.Event(), asyncio.Event()
        self.trouble: Exception | None = None
        self.together = Together(self.store)

    async def store(self, pieces: Sequence[int]) -> list[str]:
        self.groups.append(pieces)
        self.has_begun.set()
        await self.may_end.wait()
        if self.trouble is not None:
            raise self.trouble
        return [f"stored {piece}" for piece in pieces]

    def bring(self, *pieces: int) -> list[asyncio.Task[str]]:
        return [asyncio.create_task(self.together.do(piece)) for piece in pieces]


async def test_who_comes_while_others_are_stored_goes_with_all_who_wait() -> None:
    books = Books()
    first = books.bring(1)
    await books.has_begun.wait()
    later = books.bring(2, 3, 4)
    await asyncio.sleep(0)
    books.may_end.set()

    answers = await asyncio.gather(*first, *later)

    assert books.groups == [[1], [2, 3, 4]]
    assert answers == ["stored 1", "stored 2", "stored 3", "stored 4"]


async def test_who_comes_at_once_is_a_group_of_no_more_than_a_transaction_holds() -> None:
    books = Books()
    books.may_end.set()
    await asyncio.gather(*books.bring(*range(MOST + 1)))
    assert [len(group) for group in books.groups] == [MOST, 1]


async def test_who_went_together_is_together_in_what_comes_next() -> None:
    first, second = Books(), Books()
    first.may_end.set()
    second.may_end.set()

    async def both(piece: int) -> None:
        await first.together.do(piece)
        await second.together.do(piece)

    await asyncio.gather(*(both(piece) for piece in range(4)))
    assert second.groups == [[0, 1, 2, 3]]


async def test_a_transaction_that_fails_fails_for_all_of_it_and_for_no_other() -> None:
    books = Books()
    books.trouble = ValueError("the disk is full")
    books.may_end.set()
    failed = await asyncio.gather(*books.bring(1, 2), return_exceptions=True)
    assert failed == [books.trouble, books.trouble]

    books.trouble = None
    assert await asyncio.gather(*books.bring(3)) == ["stored 3"]


async def test_where_one_is_cancelled_the_others_are_stored_by_themselves() -> None:
    books = Books()
    one, other = books.bring(1, 2)
    await books.has_begun.wait()

    one.cancel()
    books.may_end.set()

    assert await other == "stored 2"
    assert one.cancelled()
    assert books.groups[-1] == [1, 2], "what an answer says is stored all the same"
