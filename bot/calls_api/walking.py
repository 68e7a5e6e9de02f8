"""Walks through the pages of reports by date, narrowing the dates where a host would cut off."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from bot.calls_api.errors import UnexpectedAnswer
from bot.calls_api.pages import LAST_PAGE, Page, PageRequest, ReportPage

T = TypeVar("T")
D = TypeVar("D")


async def walk(
    ask: Callable[[PageRequest], Awaitable[Page[T]]], size: int, first: Page[T] | None = None
) -> AsyncIterator[ReportPage[T]]:
    """Pages until a short one. Only the last page that a host has may say ``beyond``."""
    for number in range(LAST_PAGE + 1):
        asked = PageRequest(number, size)
        page = first if first and number == 0 else await ask(asked)
        if not page.is_page(asked):
            raise UnexpectedAnswer(note="another page than was asked for")
        full = page.is_full(asked)
        if page.items:
            yield ReportPage(page.items, beyond=full and number == LAST_PAGE)
        if not full:
            return


async def walk_dates(
    ask: Callable[[D, PageRequest], Awaitable[Page[T]]],
    divided: Callable[[D, Sequence[T]], Sequence[D]],
    whole: D,
    size: int,
) -> AsyncIterator[ReportPage[T]]:
    """Pages of all rows of a filter, however many, earliest dates first.

    Where a filter has more rows than its pages reach, it is divided before its rows are read. A
    row may come twice, where two spans meet.
    """
    pending = [whole]
    while pending:
        dates = pending.pop()
        ask_here = partial(ask, dates)
        first = await ask_here(PageRequest(0, size))
        if parts := await _parts(ask_here, partial(divided, dates), first, size):
            pending += parts
            continue
        async for page in walk(ask_here, size, first):
            yield page


async def _parts(
    ask: Callable[[PageRequest], Awaitable[Page[T]]],
    divided: Callable[[Sequence[T]], Sequence[D]],
    first: Page[T],
    size: int,
) -> Sequence[D]:
    """Narrower filters, if the last page that a host has is full too and a date divides them."""
    if not first.is_full(PageRequest(0, size)):
        return ()
    asked = PageRequest(LAST_PAGE, size)
    last = await ask(asked)
    return divided([*first.items, *last.items]) if last.is_full(asked) else ()
