"""The supervised group: what it starts is bounded, its failures are heard, and it drains."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from bot.tasks import Tasks


async def test_a_failure_is_heard_and_stops_nobody_else() -> None:
    heard: list[tuple[str, str]] = []
    done = asyncio.Event()

    async def listen(error: BaseException, name: str) -> None:
        heard.append((name, str(error)))

    async def fail() -> None:
        raise ValueError("a broken work")

    async def work() -> None:
        done.set()

    tasks = Tasks(listen)
    tasks.start(fail(), "first")
    tasks.start(work(), "second")

    assert await tasks.drain(5) == 0
    assert done.is_set()
    assert heard == [("first", "a broken work")]


async def test_no_more_run_at_once_than_it_allows() -> None:
    running = most = 0

    async def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    tasks = Tasks(_unheard, limit=3)
    for number in range(10):
        tasks.start(work(), str(number))
    assert len(tasks) == 10

    assert await tasks.drain(5) == 0
    assert (most, len(tasks)) == (3, 0)


async def test_what_does_not_end_in_time_is_cancelled_and_nothing_new_is_begun() -> None:
    cancelled = asyncio.Event()

    async def hang() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    async def work() -> None:
        raise AssertionError("it was to be refused")

    tasks = Tasks(_unheard, limit=1)
    tasks.start(hang(), "hangs")
    tasks.start(work(), "waits its turn")

    assert await tasks.drain(0.05) == 2
    assert cancelled.is_set()
    assert tasks.start(work(), "too late") is None


async def test_gentle_work_begins_one_at_a_time_and_lets_others_in_between() -> None:
    begun: list[int] = []

    async def work(number: int) -> None:
        begun.append(number)

    tasks, counts = Tasks(_unheard, gently=True), [0]
    for number in range(4):
        tasks.start(work(number), str(number))
    while len(tasks):
        await asyncio.sleep(0)
        counts.append(len(begun))

    assert begun == [0, 1, 2, 3]
    assert all(after - before <= 1 for before, after in pairwise(counts))


async def test_gentle_work_waits_while_more_comes() -> None:
    begun: list[int] = []

    async def work(number: int) -> None:
        begun.append(number)

    tasks = Tasks(_unheard, gently=True)
    for number in range(5):
        assert not begun
        tasks.start(work(number), str(number))
        await asyncio.sleep(0)
    assert await tasks.drain(40) == 0
    assert begun == [0, 1, 2, 3, 4]


async def test_gentle_work_is_not_kept_waiting_by_what_comes_without_end() -> None:
    begun: list[int] = []

    async def work(number: int) -> None:
        begun.append(number)

    tasks = Tasks(_unheard, gently=True)
    async with asyncio.timeout(40):
        while not begun:
            tasks.start(work(0), "another")
            await asyncio.sleep(0)
    await tasks.drain(40)


async def test_gentle_work_that_is_cancelled_at_the_door_keeps_nobody_waiting() -> None:
    done = asyncio.Event()

    async def hang() -> None:
        await asyncio.Event().wait()

    async def work() -> None:
        done.set()

    tasks = Tasks(_unheard, gently=True)
    first, second = tasks.start(hang(), "first"), tasks.start(hang(), "second")
    tasks.start(work(), "third")
    assert first is not None and second is not None
    await asyncio.sleep(0)
    second.cancel()

    async with asyncio.timeout(40):
        await done.wait()
    await tasks.drain(0)


async def _unheard(error: BaseException, name: str) -> None:
    raise AssertionError(f"{name} failed: {error}")
