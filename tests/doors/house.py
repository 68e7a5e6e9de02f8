"""A house with every door: the whole app in process, without a scheduler, over both simulators.

Payloads go straight into Bolt, so that what they did is known as soon as their tasks are through.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from bot.app.parts import Parts, assembled
from bot.app.slack_app import slack_app
from bot.clock import SystemClock
from bot.services.access import DENIED
from bot.slack.client import Myself
from bot.store.schema import audit, metadata
from bot.tasks import Tasks
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from tests.doors.subjects import Subjects, furnish
from tests.scenarios.office import settings_for

# What a refusal may write: that it happened, who it was, and that the request was taken.
_WRITTEN_BY_A_REFUSAL = frozenset({"audit", "person", "seen"})


class _Impatient(SystemClock):
    """Nobody waits here for a host to change its mind."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


@dataclass
class House:
    """``failures`` is what tasks raised that nobody turned into a sentence."""

    slack: LocalSlack
    calls: CallsApi
    parts: Parts
    app: AsyncApp
    tasks: Tasks
    subjects: Subjects
    failures: list[BaseException] = field(default_factory=list)

    async def knock(self, payload: dict[str, Any]) -> BoltResponse:
        """Send a payload as Slack does, and wait until everything that it began is through."""
        answer = await self.app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
        while running := set(self.tasks._running):
            await asyncio.wait(running)
        assert answer is not None
        return answer

    async def refusals(self, user_id: str) -> int:
        """How often somebody was refused."""
        denied = (audit.c.actor == user_id, audit.c.outcome == DENIED)
        async with self.parts.db.read() as tx:
            return int(await tx.scalar(select(func.count()).where(*denied)) or 0)

    async def state(self) -> dict[str, Any]:
        """Everything that a refusal must leave as it is: our rows, and what hosts were asked."""
        found: dict[str, Any] = {"asked": sum(self.calls.requests.counts.values())}
        async with self.parts.db.read() as tx:
            for table in metadata.sorted_tables:
                if table.name not in _WRITTEN_BY_A_REFUSAL:
                    found[table.name] = [tuple(row) for row in await tx.execute(select(table))]
        return found

    def said_to(self, name: str) -> str:
        """Everything that one person alone has seen."""
        user = self.slack.user(name).id
        return "\n".join(entry.text for entry in self.slack.transcript if entry.user == user)


@asynccontextmanager
async def opened(url: URL) -> AsyncIterator[House]:
    """A house on a migrated database, with people of every role and a campaign."""
    async with LocalSlack(rate_limits=False) as slack, CallsApi(speed=0) as calls:
        settings = settings_for(slack, calls, url)
        async with assembled(settings, _Impatient()) as parts:
            failures: list[BaseException] = []

            async def keep(error: BaseException, name: str) -> None:
                failures.append(error)

            tasks = Tasks(keep)
            app = slack_app(parts, Myself(parts.clients), tasks)
            subjects = await furnish(slack, calls, parts)
            yield House(slack, calls, parts, app, tasks, subjects, failures)
            await tasks.drain(5)
