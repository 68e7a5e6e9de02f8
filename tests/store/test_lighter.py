"""A database that is in use already gets the lighter indexes, and keeps what they would tell."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import Database, contacts
from bot.store.migrate import MIGRATIONS, head_revision, upgrade
from tests.store.test_migrate import empty, empty_url

__all__ = ["empty", "empty_url"]

_CAMPAIGN = """
INSERT INTO campaign (id, name, name_key, host, connected_by, connected_at)
VALUES (:id, :name, :name, 'https://example.org', 'U1', 0)
"""
_JOB = """
INSERT INTO call_job (campaign_id, job_id, phone, status, outcome, seen_at)
VALUES (:campaign, :job, :phone, 'planned', 'open', 0)
"""


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The revisions up to the one before."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("0004*", "__pycache__"))
    return folder


async def test_contacts_are_counted_when_the_bot_is_brought_up_to_date(
    empty: Database, before: Path
) -> None:
    assert await upgrade(empty, before) == "0003"
    async with empty.begin() as tx:
        for number, name in ((1, "spring"), (2, "autumn")):
            await tx.execute(text(_CAMPAIGN), {"id": number, "name": name})
        for number, phone in enumerate(("12025550123", "12025550124", "12025550123")):
            job = {"campaign": 1, "job": str(number), "phone": phone}
            await tx.execute(text(_JOB), job)

    assert await upgrade(empty) == head_revision()

    async with empty.read() as tx:
        assert [await contacts.count(tx, number) for number in (1, 2)] == [2, 0]
    await empty.close()
