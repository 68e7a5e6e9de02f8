"""What verbs write: signs and colours for a person, one JSON value for a machine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.cli.parser import VERBS
from bot.store.vault import new_key
from simulators.calls_api import CallsApi
from tests.cli.terminal import Terminal


async def machine(terminal: Terminal, *words: str, typed: str = "", **env: str) -> Any:
    """What a script reads: one JSON value on standard output, and nothing beside it."""
    told = await terminal.run(*words, "--json", typed=typed, tty=not typed, **env)
    assert told.err == ""
    return json.loads(told.out)


async def test_a_script_reads_how_each_verb_ended(terminal: Terminal, calls: CallsApi) -> None:
    token = calls.create_campaign("Spring").token
    where = ("--name", "spring", "--host", calls.url, "--channel", "C0SPRING")

    migrated = await machine(terminal, "migrate")
    again = await machine(terminal, "migrate")
    connected = await machine(terminal, "connect", *where, typed=f"{token}\n")
    rotated = await machine(terminal, "rotate")
    manifest = await machine(terminal, "manifest")

    assert migrated == {"ok": True, "revision": again["revision"], "before": None}
    assert again["before"] == again["revision"]
    assert (connected["name"], connected["channels"]) == ("spring", ["C0SPRING"])
    assert rotated == {"ok": True, "secrets": 2}
    assert manifest["display_information"]["name"] == "Callboard"


async def test_a_script_reads_why_a_verb_failed(terminal: Terminal, calls: CallsApi) -> None:
    where = ("--name", "spring", "--host", calls.url)

    refused = await machine(terminal, "connect", *where, typed="1.2.nosuchtoken\n")
    wrong = await machine(terminal, "rotate", SECRET_KEY="not-a-key")

    assert refused["ok"] is False
    assert "no campaign with that token" in refused["error"]
    assert "SECRET_KEY" in wrong["error"]
    assert "not-a-key" not in wrong["error"]


async def test_a_person_sees_how_long_work_goes_on_and_a_pipe_does_not(terminal: Terminal) -> None:
    seen = await terminal.run("migrate", tty=True)
    piped = await terminal.run("migrate")

    assert "… Bringing the database to the current schema" in seen.err
    assert "✓\033[0m Bringing the database to the current schema" in seen.err
    assert "\033[32m✓\033[0m The database is at revision" in seen.out
    assert piped.err == ""
    assert piped.out.startswith("The database is at revision")


async def test_what_goes_wrong_while_it_works_is_marked(terminal: Terminal) -> None:
    await terminal.run("migrate")
    await terminal.run("connect", "--name", "x", "--host", "y", typed="z\n")
    elsewhere = f"sqlite:///{terminal.folder / 'calboard.db'}"

    told = await terminal.run("rotate", tty=True, DATABASE_URL=elsewhere)

    assert told.status == 1
    assert "\033[31m✗\033[0m Encrypting everything anew" in told.err
    assert "names no database" in told.err


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
async def test_whoever_wants_no_colours_gets_none(
    terminal: Terminal, plain: dict[str, str]
) -> None:
    told = await terminal.run("doctor", tty=True, **plain)

    assert "\033[3" not in told.out
    assert "ok     settings: complete" in told.out


@pytest.mark.parametrize("verb", VERBS)
async def test_the_help_of_each_verb_teaches_with_what_can_be_typed(
    terminal: Terminal, verb: str
) -> None:
    told = await terminal.run(verb, "--help")

    assert told.status == 0
    assert f"python -m bot {verb}" in told.out.split("options:")[1]


async def test_the_help_leads_through_the_first_minutes(terminal: Terminal) -> None:
    told = await terminal.run("--help")

    steps = [told.out.rindex(f"python -m bot {verb} ") for verb in ("manifest", "key", "doctor")]
    assert steps == sorted(steps)


async def test_keys_are_rotated_with_a_count(terminal: Terminal, calls: CallsApi) -> None:
    token = calls.create_campaign("Spring").token
    await terminal.run("connect", "--name", "spring", "--host", calls.url, typed=f"{token}\n")

    keys = f"{new_key()},{terminal.env['SECRET_KEY']}"
    told = await terminal.run("rotate", tty=True, SECRET_KEY=keys)

    assert "1 of 1" in told.err
