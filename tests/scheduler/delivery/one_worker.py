"""A worker in a process of its own, to be killed.

Its arguments: DATABASE_URL, SLACK_API_URL, SLACK_BOT_TOKEN, SECRET_KEY.
"""

from __future__ import annotations

import asyncio
import sys

import structlog

from bot.clock import SystemClock
from bot.metrics import Metrics
from bot.scheduler.delivery import DeliveryDuty
from bot.scheduler.renderers import Renderers
from bot.scheduler.side import SchedulerSide
from bot.slack.client import Poster, ReadBack, SlackClients, Uploads
from bot.store import open_database, open_wakeups
from bot.tasks import Tasks
from tests.desks import a_desk


async def deliver(database_url: str, slack_url: str, token: str, key: str) -> None:
    """Deliver until killed."""
    db, clock, metrics, tasks = open_database(database_url), SystemClock(), Metrics(), Tasks(_lost)
    async with open_wakeups(db) as wakeups, SlackClients(token, slack_url) as clients:
        desk = await a_desk(db, clock, wakeups, key=key)
        senders = Poster(clients), ReadBack(clients), Uploads(clients)
        duty = DeliveryDuty(desk, *senders, Renderers({}, {}), tasks, metrics, "to-be-killed")
        side = SchedulerSide(
            [duty],
            db=db,
            wakeups=wakeups,
            clock=clock,
            metrics=metrics,
            tasks=tasks,
            process="to-be-killed",
        )
        await side.start()
        await asyncio.Event().wait()


async def _lost(error: BaseException, name: str) -> None:
    structlog.get_logger(__name__).error("task_failed", task=name, exc_info=error)


if __name__ == "__main__":
    asyncio.run(deliver(*sys.argv[1:]))
