"""``rotate``: a new key comes in front of the old one, and the old one can go."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.store.vault import new_key
from simulators.calls_api import CallsApi
from tests.cli.terminal import Terminal


@pytest.fixture
async def connected(terminal: Terminal, calls: CallsApi) -> Terminal:
    """A terminal whose database holds two campaigns' tokens, sealed with today's key."""
    for name in ("spring", "autumn"):
        token = calls.create_campaign(name).token
        told = await terminal.run(
            "connect", "--name", name, "--host", calls.url, typed=f"{token}\n"
        )
        assert told.status == 0, told.err
    return terminal


async def test_the_old_key_goes_and_every_token_still_opens(connected: Terminal) -> None:
    old, new = connected.env["SECRET_KEY"], new_key()

    rotated = await connected.run("rotate", SECRET_KEY=f"{new},{old}")
    alone = await connected.run("doctor", SECRET_KEY=new)

    assert "3 secrets are encrypted with the newest key" in rotated.out
    assert alone.status == 0, alone.out
    assert "campaign spring" in alone.out
    assert "campaign autumn" in alone.out


async def test_a_second_rotation_finds_nothing_to_change(connected: Terminal) -> None:
    keys = f"{new_key()},{connected.env['SECRET_KEY']}"
    await connected.run("rotate", SECRET_KEY=keys)
    before = sealed(connected.database)

    again = await connected.run("rotate", SECRET_KEY=keys)

    assert again.status == 0
    assert sealed(connected.database) == before


async def test_without_the_old_key_nothing_is_changed(connected: Terminal) -> None:
    before = sealed(connected.database)

    told = await connected.run("rotate", SECRET_KEY=new_key())

    assert told.status == 1
    assert "Put the key back that was in use" in told.err
    assert sealed(connected.database) == before


async def test_a_mistyped_database_is_not_taken_for_an_empty_one(connected: Terminal) -> None:
    elsewhere = connected.folder / "calboard.db"

    told = await connected.run("rotate", DATABASE_URL=f"sqlite:///{elsewhere}")

    assert told.status == 1
    assert "names no database" in told.err
    assert not elsewhere.exists()


async def test_a_file_that_was_never_migrated_is_left_alone(connected: Terminal) -> None:
    empty = connected.folder / "empty.db"
    empty.touch()

    told = await connected.run("rotate", DATABASE_URL=f"sqlite:///{empty}")

    assert (told.status, "names no database" in told.err) == (1, True)


def sealed(database: Path) -> set[str]:
    """Everything in the database that is encrypted."""
    import sqlite3

    with sqlite3.connect(database) as db:
        tokens = db.execute("SELECT token_sealed FROM campaign").fetchall()
        keys = db.execute("SELECT sealed FROM secret").fetchall()
    return {text for (text,) in [*tokens, *keys]}
