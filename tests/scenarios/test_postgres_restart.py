"""PostgreSQL goes away under load and comes back: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from tests.postgres import Cluster, or_skipped, start_cluster
from tests.scenarios.office import ADMIN, CHANNEL, Office, opened

PATIENCE = 60.0
LISTS = 6


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server of this test's own; what it has committed survives its crash."""
    with or_skipped():
        made = start_cluster()
    made.execute("CREATE DATABASE {}", "restarted")
    made.execute("ALTER DATABASE {} SET synchronous_commit = on", "restarted")
    yield made
    made.remove()


async def restart(cluster: Cluster, how: signal.Signals) -> None:
    """As ``pg_ctl restart -m fast`` (SIGINT) or ``-m immediate`` (SIGQUIT) does."""
    await asyncio.to_thread(cluster.stop, how)
    await asyncio.to_thread(cluster.start)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["fast", "immediate"])
async def test_what_was_confirmed_is_added_and_told_once(
    tmp_path: Path, cluster: Cluster, how: signal.Signals, log: StringIO
) -> None:
    calls = {"speed": 1000, "honours_keys": False}
    async with opened(tmp_path, calls=calls, database=cluster.url("restarted")) as office:
        campaign = office.calls.create_campaign("Spring", weights={"nonexistentNumber": 1})
        await office.connect("spring", campaign)
        await office.slack.close_all(ADMIN)
        await office.slack.message(CHANNEL, "as of", timeout=PATIENCE)
        for number in range(LISTS):
            await confirm(office, f"+1202555{number:04d}")
            if number % 3 == 1:
                await restart(cluster, how)

        messages = office.slack.messages
        await office.slack.until(
            lambda: len(messages(CHANNEL, containing="added 1 number")) >= LISTS, PATIENCE
        )
        whole = f"*spring*: {LISTS} call jobs"
        [_] = await office.slack.until(lambda: messages(CHANNEL, containing=whole), PATIENCE)

        assert not campaign.books.added_twice()
        assert len(campaign.books.jobs) == LISTS
        keys = Counter(str(one.metadata) for one in messages(CHANNEL) if one.metadata)
        assert set(keys.values()) == {1}
    assert "deadlock" not in log.getvalue()
    assert "unforeseen" not in log.getvalue()


async def confirm(office: Office, phone: str) -> None:
    """Add a number; who is told that the database is away tries again, as people do."""
    slack = office.slack
    async with asyncio.timeout(PATIENCE):
        while True:
            before = len(slack.ephemerals(ADMIN))
            await slack.command(ADMIN, CHANNEL, f"/campaign add spring {phone}")
            await slack.until(lambda before=before: slack.ephemerals(ADMIN)[before:], PATIENCE)
            preview = slack.ephemerals(ADMIN)[-1]
            if "would be added" in preview.text:
                break
    await slack.click(ADMIN, "Add 1", preview)
