"""Any number of workers on one database act as one."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import AsyncExitStack

from sqlalchemy.engine import URL

from bot.store import Database, open_database
from simulators.slack import LocalSlack
from tests.scheduler.delivery.office import Office, Worker, open_office, together


async def test_none_sends_what_another_sends(office: Office, worker: Worker) -> None:
    workers = [worker, await office.hire(), await office.hire()]
    for number in range(30):
        await office.put(f"message {number}", ["calls", "general", "secret"][number % 3])
    for _ in range(10):
        await together(*workers)
        office.pass_time(1)
    for room, first in (("calls", 0), ("general", 1), ("secret", 2)):
        assert office.seen(room) == [f"message {number}" for number in range(first, 30, 3)]
    assert office.refused() == []


async def test_processes_on_one_postgres_send_everything_once(
    slack: LocalSlack, postgres_url: URL
) -> None:
    """Each has a pool of its own, faults come at random, and still the order holds."""
    chance = random.Random(7)
    async with AsyncExitStack() as stack:
        databases: list[Database] = []
        for _ in range(3):
            databases.append(open_database(postgres_url))
            stack.push_async_callback(databases[-1].close)
        office = await open_office(slack, databases[0])
        await stack.enter_async_context(office.stack)
        workers = [await office.hire(db) for db in databases]
        rooms = [
            slack.workspace.add_channel(f"room-{n}", ["ada", slack.core.app.bot.id])
            for n in range(8)
        ]
        for number in range(48):
            await office.put(f"message {number}", rooms[number % 8].name)
        for _ in range(8):
            processed = chance.random() < 0.5
            slack.fault("chat.postMessage", chance.choice(["drop", "reset"]), processed=processed)
        for _ in range(40):
            await together(*workers)
            office.pass_time(2)
        assert not office.errors
    seen = Counter(one.text for room in rooms for one in slack.messages(room))
    assert seen == Counter(f"message {number}" for number in range(48))
    for room in rooms:
        numbers = [int(one.text.split()[1]) for one in slack.messages(room)]
        assert numbers == sorted(numbers)
