"""A worker in a process of its own, to be killed.

Its arguments: DATABASE_URL, SLACK_API_URL, SLACK_BOT_TOKEN, SECRET_KEY.
"""

from __future__ import annotations

import asyncio
import sys

import structlog

from bot.clock import SystemClock
from bot.slack.client import SlackClients
from bot.store import open_database, open_wakeups
from tests.desks import a_desk
from tests.scheduler.delivery.sides import delivering_side


async def deliver(database_url: str, slack_url: str, token: str, key: str) -> None:
    """Deliver until killed."""
    db = open_database(database_url)
    async with open_wakeups(db) as wakeups, SlackClients(token, slack_url) as clients:
        desk = await a_desk(db, SystemClock(), wakeups, key=key)
        await delivering_side(desk, clients, _lost).start()
        await asyncio.Event().wait()


async def _lost(error: BaseException, name: str) -> None:
    structlog.get_logger(__name__).error("task_failed", task=name, exc_info=error)


if __name__ == "__main__":
    asyncio.run(deliver(*sys.argv[1:]))
