"""Whatever an office does in a day, no query reads through a table that grows."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, update

from bot.scheduler.clock import ClockDuty
from bot.services.retention import Retention
from bot.store.schema import schedule
from tests.scenarios.office import ADMIN, CHANNEL, Office, opened

GROWING = {
    *("call_job", "transition", "batch_row", "bad_row", "chunk", "post", "incident"),
    *("audit", "seen", "schedule_run", "optout"),
}
PATIENCE = 40.0
# What keeps hold of a message is few, and listed once for a page of old ones.
LISTED_ONCE = "post.id NOT IN (SELECT incident.post_id"
# SQLite's words for reading all of a table, or all of an index of it.
_SCAN = re.compile(r"^SCAN (\w+)")

Statements = dict[str, Any]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened(tmp_path, calls={"speed": 1000}) as made:
        yield made


def listen(office: Office) -> Statements:
    """Every statement that the bot executes from now on, with one of its sets of parameters."""
    assert office.bot is not None
    heard: Statements = {}

    def hear(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        heard[statement] = parameters[0] if many else parameters

    event.listen(office.bot.db.engine, "before_cursor_execute", hear)
    return heard


async def connect(office: Office) -> None:
    """The first campaign; before it, nothing has grown yet."""
    campaign = office.calls.create_campaign("Spring", weights={"nonexistentNumber": 1})
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)


async def live_a_day(office: Office) -> None:
    """What people and the clock do."""
    slack = office.slack
    await slack.message(CHANNEL, "as of", timeout=PATIENCE)
    preview = await office.tell(ADMIN, "add spring +12025550123, +12025550124", "would be added")
    await slack.click(ADMIN, "Add 2", preview)
    await slack.message(CHANNEL, "added 2 numbers", timeout=PATIENCE)
    await slack.message(CHANNEL, "no such number", timeout=PATIENCE)
    for command, answer in COMMANDS:
        await office.tell(ADMIN, command, answer, seconds=PATIENCE)
    await by_the_clock(office)
    await slack.message(CHANNEL, "finished since", timeout=PATIENCE)


COMMANDS = (
    ("", "spring"),
    ("status spring", "Pause"),
    ("report spring", "answer rate"),
    ("report spring +12025550123", "no such number"),
    ("report spring file", "direct messages"),
    ("find +12025550123", "spring"),
    ("batches spring", "Undo"),
    ("again spring nonexistentNumber", "would be added"),
    ("pause spring", "is paused"),
    ("resume spring", "dialling again"),
    ("digest spring hourly", "every hour"),
    ("digest list", "1."),
    ("alerts spring status", "everything"),
    ("optout +12025550199", "never"),
    ("forget +12025550124", "rased"),
    ("audit spring", "Audit"),
    ("access", "admin"),
)


async def by_the_clock(office: Office) -> None:
    assert office.bot is not None
    desk = office.bot.services.desk
    async with desk.db.begin() as tx:
        await tx.execute(update(schedule).values(next_at=datetime.now(UTC)))
    desk.wakeups.notify("schedules")
    await Retention(desk).sweep()
    await ClockDuty(desk, office.bot.metrics, 10).step()


def scans(statement: str, parameters: Any, connection: sqlite3.Connection) -> list[str]:
    """The growing tables that a statement reads through."""
    if not statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
        return []
    if " WHERE " not in f" {' '.join(statement.split())} ":
        return []  # It reads what it gives, and no more.
    plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
    read = {found[1] for step in plan if (found := _SCAN.match(step[3]))}
    return sorted(read & GROWING)


async def test_every_query_goes_by_an_index(office: Office) -> None:
    await connect(office)
    heard = listen(office)
    await live_a_day(office)
    path = office.settings.sqlite_path
    assert path is not None
    connection = sqlite3.connect(path)
    found = {
        statement: read
        for statement, parameters in heard.items()
        if LISTED_ONCE not in " ".join(statement.split())
        and (read := scans(statement, parameters, connection))
    }
    connection.close()
    assert len(heard) > 100, "little was heard"
    assert not found, "\n\n".join(f"{read}: {one}" for one, read in found.items())
