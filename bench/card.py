"""A button pressed on a card until its edit reaches Slack."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import asynccontextmanager
from statistics import median
from typing import Any

from sqlalchemy import func, select

from bench.campaigns import ACTOR, READS, connect, folder, preparing
from bench.house import at_work, copied, free_port
from bench.runner.rows import Figure, Laps, Row, Runs, Sample, Stage, Stages
from bench.stands.host import host_stand
from bench.stands.knocking import knockers
from bench.stands.payloads import press, signed_press
from bench.stands.slack import SlackStand, slack_stand
from bot.app.parts import Parts
from bot.store.schema import post

PRESSES = 4
# A channel is written to once a second at most; the floor is given the same rest.
REST = 1.2


class _Pressing:
    """Presses Pause and Resume in turn, and waits until Slack is told to edit the card."""

    def __init__(self, slack: SlackStand) -> None:
        self._slack = slack
        self._edited = asyncio.Event()
        self._at = 0.0
        self._number = 0
        slack.heard = self._hear

    def _hear(self, method: str, at: float) -> None:
        if method == "chat.update" and not self._edited.is_set():
            self._at = at
            self._edited.set()

    async def once(self, port: int) -> float:
        """Milliseconds from the press to the edit."""
        action = ("pause", "resume")[self._number % 2]
        self._number += 1
        request = signed_press(press(self._slack.url, action, '{"campaign":1}'))
        async with knockers(port, 1) as connection:
            self._edited.clear()
            began = time.perf_counter()
            await connection.burst([request])
            async with asyncio.timeout(20):
                await self._edited.wait()
        return (self._at - began) * 1_000


@asynccontextmanager
async def stage(_scale: float) -> Stages:
    """A host that obeys at once, and a campaign that has a card."""
    async with slack_stand() as slack, host_stand() as host, folder() as path:
        options = {"slack": slack.url, "host": host.url, "database": str(path / "bot.db")}
        async with preparing(options, path / "bot.db") as parts:
            await connect(parts, host.url, routes=READS)
        pressing = _Pressing(slack)

        async def drive(contestant: Runs) -> Sample:
            sample = await contestant.lap()
            if "port" not in sample:
                return sample
            taken = []
            for _ in range(PRESSES):
                await asyncio.sleep(REST)
                taken.append(await pressing.once(int(sample["port"])))
            return {"ms": median(taken)}

        yield Stage(options, drive)


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The whole bot, with a card in a channel."""
    port = free_port()
    with copied(options["database"]) as path:
        async with at_work(options, at=path, port=port, watch_seconds=3_600.0) as parts:
            campaign = await parts.services.campaigns.by_id(1)
            await parts.services.cards.post(ACTOR, campaign, "bench")
            await _posted(parts)

            async def lap() -> Sample:
                return {"port": port}

            yield lap


async def _posted(parts: Parts) -> None:
    waiting = select(func.count()).select_from(post).where(post.c.state != "sent")
    while True:
        async with parts.db.read() as tx:
            if not await tx.scalar(waiting):
                return
        await asyncio.sleep(0.05)


ROW = Row(
    name="card",
    work="button press → the card's edit reaches Slack",
    against="the same four calls by bare httpx, and one committed row",
    figures=(Figure("ms", "ms", ratio=1.5),),
    stage=stage,
    ours="bench.card",
    floor="bench.floors.card",
)
