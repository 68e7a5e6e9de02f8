"""The verbs that an operator begins with: help, a key, the manifest, the database."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml
from cryptography.fernet import Fernet

from bot.cli.parser import VERBS
from bot.store.vault import new_key
from tests.cli.terminal import Terminal, logs_as_before

NOTHING = {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": "", "SECRET_KEY": "", "DATABASE_URL": ""}


async def test_help_tells_every_verb_and_what_it_does(terminal: Terminal) -> None:
    told = await terminal.run("--help")

    assert told.status == 0
    for verb in VERBS:
        assert f"    {verb} " in told.out
    assert "Print a new SECRET_KEY." in told.out


@pytest.mark.parametrize("words", [(), ("fly",), ("connect",), ("serve", "--faster")])
async def test_what_is_no_command_line_is_told_with_its_usage(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    told = await terminal.run(*words)

    assert told.status == 2
    assert "usage: python -m bot" in told.err


async def test_a_key_needs_no_settings_and_is_a_new_one_each_time(terminal: Terminal) -> None:
    first, second = [(await terminal.run("key", **NOTHING)).out for _ in range(2)]

    assert first != second
    assert Fernet(first.strip()).decrypt(Fernet(first.strip()).encrypt(b"a token")) == b"a token"
    assert first.count("\n") == 1


async def test_the_manifest_of_the_repository_is_the_one_for_socket_mode(
    terminal: Terminal,
) -> None:
    told = await terminal.run("manifest", **NOTHING)

    assert told.status == 0
    assert told.out == (Path(__file__).parents[2] / "manifest.yaml").read_text()


async def test_the_manifest_for_http_names_where_slack_reaches_the_bot(
    terminal: Terminal,
) -> None:
    told = await terminal.run(
        "manifest", **NOTHING, PUBLIC_URL="https://bot.example.org", SLASH_COMMAND="/calls"
    )

    made = yaml.safe_load(told.out)
    command = made["features"]["slash_commands"][0]
    assert command["command"] == "/calls"
    assert command["url"] == "https://bot.example.org/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False


async def test_a_database_is_migrated_once_and_again(terminal: Terminal) -> None:
    needed = NOTHING | {"DATABASE_URL": terminal.env["DATABASE_URL"]}

    first, second = [await terminal.run("migrate", **needed) for _ in range(2)]

    assert (first.status, second.status) == (0, 0)
    assert first.out == second.out
    assert "The database is at revision" in first.out
    assert terminal.database.exists()


async def test_a_database_that_cannot_be_is_told_in_words(terminal: Terminal) -> None:
    nowhere = f"sqlite:///{terminal.folder / 'no' / 'such' / 'folder.db'}"

    told = await terminal.run("migrate", DATABASE_URL=nowhere)

    assert told.status == 1
    assert "Traceback" not in told.err
    assert told.err.strip()


@pytest.mark.parametrize("verb", [("worker",), ("serve", "--no-scheduler")])
async def test_sqlite_means_one_process(terminal: Terminal, verb: tuple[str, ...]) -> None:
    told = await terminal.run(*verb)

    assert told.status == 1
    assert "SQLite means one process" in told.err
    assert not terminal.database.exists()


async def test_settings_are_read_from_a_file_too(terminal: Terminal) -> None:
    (terminal.folder / ".env").write_text("SLASH_COMMAND=/dial\n")

    told = await terminal.run("manifest", **NOTHING)

    assert "command: /dial" in told.out


async def test_wrong_settings_are_one_list_without_a_secret(terminal: Terminal) -> None:
    told = await terminal.run("rotate", SECRET_KEY="not-a-key-at-all", DATABASE_URL="file.db")

    assert told.status == 1
    assert "2 settings are wrong" in told.err
    assert "not-a-key-at-all" not in told.err


def test_a_bot_that_cannot_reach_slack_says_so_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    """In the main thread, where a process of the bot takes its signals."""
    monkeypatch.chdir(tmp_path)
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-1234567890-abcdefgh",
        "SLACK_APP_TOKEN": "xapp-1-abcdefgh",
        "SLACK_API_URL": f"http://127.0.0.1:{unused_tcp_port}/api/",
        "SECRET_KEY": new_key(),
        "PORT": "0",
    }

    told = Terminal(tmp_path, settings).run_here("serve")

    assert told.status == 1
    assert "Slack" in told.err
    assert "abcdefgh" not in told.err


def test_the_module_is_the_command(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("sys.argv", ["bot", "key"])

    with pytest.raises(SystemExit) as ended, logs_as_before():
        runpy.run_module("bot", run_name="__main__")

    assert ended.value.code == 0
    assert Fernet(capsys.readouterr().out.strip())
