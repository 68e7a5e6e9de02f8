"""Waiting for something to be seen in the local Slack."""

from __future__ import annotations

import asyncio

import pytest

from simulators.slack.changes import Changes


async def test_a_wait_ends_in_time_however_much_happens_meanwhile() -> None:
    changes = Changes()

    async def bustle() -> None:
        while True:
            changes.announce({"kind": "message"})
            await asyncio.sleep(0)

    bustling = asyncio.create_task(bustle())
    for _ in range(20):
        waiting = asyncio.create_task(changes.until(lambda: False, 0.01))
        await asyncio.wait([waiting], timeout=5)
        assert waiting.done(), "it waits without an end"
        with pytest.raises(TimeoutError):
            waiting.result()
    bustling.cancel()
