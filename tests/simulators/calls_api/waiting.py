"""Waiting for what is to come about, instead of for a time."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object], seconds: float = 10) -> None:
    """Return as soon as the condition holds; fail when it does not within the time."""
    async with asyncio.timeout(seconds):
        # The simulator has no event for "something changed", and its tests must not need one.
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
