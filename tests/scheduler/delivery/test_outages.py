"""The database goes away under load and comes back: nothing is lost, and nothing comes twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.clock import SystemClock
from bot.services.desk import Desk
from bot.slack.client import SlackClients
from bot.store import open_database, open_wakeups, outbox
from bot.store.migrate import upgrade
from bot.store.outbox import NewPost, Priority
from simulators.slack import LocalSlack
from simulators.slack.channels import Channel
from tests.desks import a_desk
from tests.postgres import Cluster, start_cluster
from tests.scheduler.delivery.sides import delivering_side

MESSAGES = 18


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    made = start_cluster()
    yield made
    made.remove()


@pytest.fixture
async def desk(cluster: Cluster) -> AsyncIterator[Desk]:
    db = open_database(cluster.url())
    await upgrade(db)
    async with open_wakeups(db) as wakeups:
        yield await a_desk(db, SystemClock(), wakeups)
    await db.close()


async def fill(desk: Desk, rooms: list[Channel]) -> None:
    """A queue over all rooms."""
    async with desk.db.begin() as tx:
        for number in range(MESSAGES):
            key, room = f"message {number}", rooms[number % len(rooms)].id
            new = NewPost(key, room, Priority.ALERT, body={"text": key})
            await outbox.put(tx, new, desk.clock.now())


async def test_postgres_is_restarted_under_load(
    desk: Desk, cluster: Cluster, slack: LocalSlack
) -> None:
    bot, errors = slack.core.app.bot.id, []

    async def lost(error: BaseException, _: str) -> None:
        errors.append(error)

    rooms = [slack.workspace.add_channel(f"room-{n}", ["ada", bot]) for n in range(6)]
    await fill(desk, rooms)
    async with SlackClients(slack.bot_token, slack.url, post_seconds=0.5) as clients:
        side = delivering_side(desk, clients, lost)
        await side.start()
        await slack.message(rooms[0], "message 0")
        await asyncio.to_thread(cluster.stop)
        await asyncio.to_thread(cluster.start)
        for number in range(MESSAGES):
            await slack.message(rooms[number % 6], f"message {number}", timeout=40)
        await side.stop(10)
    seen = Counter(one.text for room in rooms for one in slack.messages(room))
    assert seen == Counter(f"message {number}" for number in range(MESSAGES))
