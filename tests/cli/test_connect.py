"""``connect``: an operator registers a campaign from the terminal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from simulators.calls_api import CallsApi
from tests.cli.terminal import Ran, Terminal


@pytest.fixture
async def migrated(terminal: Terminal) -> Terminal:
    """A terminal with a database."""
    assert (await terminal.run("migrate")).status == 0
    return terminal


async def connect(
    terminal: Terminal, host: str, token: str, *more: str, name: str = "spring"
) -> Ran:
    return await terminal.run("connect", "--name", name, "--host", host, *more, typed=f"{token}\n")


async def test_a_campaign_is_connected_with_the_token_from_standard_input(
    migrated: Terminal, calls: CallsApi
) -> None:
    token = calls.create_campaign("Spring").token

    told = await connect(
        migrated, calls.url, token, "--channel", "C0SPRING", "--zone", "moscow", "--region", "ru"
    )

    assert told.status == 0, told.err
    assert f"spring on {calls.url} is connected (C0SPRING)." in told.out
    assert token not in told.out + told.err
    row = only_campaign(migrated.database)
    assert (row["name"], row["zone"], row["region"]) == ("spring", "Europe/Moscow", "RU")
    assert token not in str(dict(row))
    assert token.encode() not in migrated.database.read_bytes()


async def test_a_token_typed_as_an_argument_is_not_repeated(
    terminal: Terminal, calls: CallsApi
) -> None:
    token = calls.create_campaign("Spring").token

    told = await terminal.run("connect", "--name", "a", "--host", calls.url, "--token", token)

    assert told.status == 2
    assert "unrecognized arguments: --token ***" in told.err
    assert token not in told.err


async def test_without_a_channel_it_says_how_to_choose_one(
    migrated: Terminal, calls: CallsApi
) -> None:
    told = await connect(migrated, calls.url, calls.create_campaign("Spring").token)

    assert "/campaign settings" in told.out


async def test_nothing_on_standard_input_connects_nothing(
    migrated: Terminal, calls: CallsApi
) -> None:
    told = await migrated.run("connect", "--name", "spring", "--host", calls.url)

    assert told.status == 1
    assert "No token came on standard input" in told.err


async def test_what_is_wrong_is_told_and_nothing_is_stored(
    migrated: Terminal, calls: CallsApi
) -> None:
    token = calls.create_campaign("Spring").token
    for host, name, typed, wrong in (
        ("https://evil.example", "spring", token, "not among the hosts"),
        ("what is this", "spring", token, "no host name"),
        (calls.url, "pause", token, "is a word of the commands"),
        (calls.url, "spring", "1.2.nosuchtoken", "no campaign with that token"),
    ):
        told = await connect(migrated, host, typed, name=name)
        assert (told.status, wrong in told.err) == (1, True), told.err
        assert "Traceback" not in told.err
        assert typed not in told.err

    with sqlite3.connect(migrated.database) as db:
        assert db.execute("SELECT count(*) FROM campaign").fetchone() == (0,)


async def test_a_name_and_a_token_are_connected_once(migrated: Terminal, calls: CallsApi) -> None:
    first, second = (calls.create_campaign(name).token for name in ("Spring", "Autumn"))
    await connect(migrated, calls.url, first)

    named = await connect(migrated, calls.url, second, name="Spring")
    again = await connect(migrated, calls.url, first, name="autumn")

    assert "There is a campaign named" in named.err
    assert "connected already, as spring" in again.err
    assert (named.status, again.status) == (1, 1)


async def test_a_host_out_of_reach_connects_nothing(migrated: Terminal, calls: CallsApi) -> None:
    token = calls.create_campaign("Spring").token
    await calls.refuse()

    told = await connect(migrated, calls.url, token)

    assert told.status == 1
    assert "Nothing was connected" in told.err
    assert token not in told.err


async def test_it_may_be_the_first_verb_of_all(terminal: Terminal, calls: CallsApi) -> None:
    told = await connect(terminal, calls.url, calls.create_campaign("Spring").token)

    assert told.status == 0, told.err
    assert only_campaign(terminal.database)["name"] == "spring"


async def test_a_channels_name_is_no_channel_id(migrated: Terminal, calls: CallsApi) -> None:
    token = calls.create_campaign("Spring").token

    told = await connect(migrated, calls.url, token, "--channel", "#calls")

    assert told.status == 2
    assert "#calls is no channel id" in told.err


def only_campaign(database: Path) -> sqlite3.Row:
    with sqlite3.connect(database) as db:
        db.row_factory = sqlite3.Row
        (row,) = db.execute("SELECT * FROM campaign").fetchall()
        made: sqlite3.Row = row
        return made


async def test_before_a_person_the_token_is_asked_for_and_not_shown(
    migrated: Terminal, calls: CallsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = calls.create_campaign("Spring").token
    asked: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or f" {token} ")

    told = await migrated.run("connect", "--name", "spring", "--host", calls.url, tty=True)

    assert (told.status, asked) == (0, ["Token: "])
    assert token not in told.out
