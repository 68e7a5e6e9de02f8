"""``doctor``: what is well, what is wrong, and how to mend it; it changes nothing."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.store.vault import new_key
from simulators.calls_api import CallsApi, SimCampaign
from simulators.slack import LocalSlack
from tests.cli.terminal import Terminal
from tests.postgres import Cluster


@pytest.fixture
def spring(calls: CallsApi) -> SimCampaign:
    return calls.create_campaign("Spring")


@pytest.fixture
async def connected(terminal: Terminal, calls: CallsApi, spring: SimCampaign) -> Terminal:
    """An installation in which everything is right, with one campaign."""
    host = ("--name", "spring", "--host", calls.url)
    told = await terminal.run("connect", *host, typed=f"{spring.token}\n")
    assert told.status == 0, told.err
    return terminal


async def examined(terminal: Terminal, **env: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit status, and the findings by name."""
    told = await terminal.run("doctor", "--json", **env)
    return told.status, {one["name"]: one for one in json.loads(told.out)}


async def test_all_is_well(connected: Terminal, calls: CallsApi, slack: LocalSlack) -> None:
    told = await connected.run("doctor")

    assert told.status == 0, told.out
    assert "WRONG" not in told.out
    for part in ("settings", "Slack bot token", "Slack app token", "database", "campaign spring"):
        assert f"ok     {part}: " in told.out
    for secret in (calls.campaigns[0].token, slack.bot_token, slack.app_token):
        assert secret not in told.out


async def test_before_the_first_start_there_is_no_database_and_none_is_made(
    terminal: Terminal,
) -> None:
    status, found = await examined(terminal)

    assert status == 0
    assert "will be made at the first start" in found["database"]["text"]
    assert not terminal.database.exists()


async def test_it_changes_nothing_and_dials_nobody(connected: Terminal, calls: CallsApi) -> None:
    before, asked = everything(connected.database), calls.requests.counts.total()

    assert (await connected.run("doctor")).status == 0

    assert everything(connected.database) == before
    new = list(calls.requests.requests)[asked:]
    assert new
    assert not [one for one in new if one.route.startswith(("control/", "addPhones", "callJob/ca"))]


async def test_a_migrated_database_without_a_campaign_stays_as_it_is(terminal: Terminal) -> None:
    await terminal.run("migrate")
    before = everything(terminal.database)

    status, found = await examined(terminal)

    assert (status, found["campaigns"]["text"]) == (0, "0 connected")
    assert everything(terminal.database) == before


async def test_an_older_schema_is_left_to_migrate(connected: Terminal) -> None:
    with sqlite3.connect(connected.database) as db:
        db.execute("DELETE FROM alembic_version")

    status, found = await examined(connected)

    assert status == 0
    assert "python -m bot migrate" in found["database"]["mend"]
    assert "campaigns" not in found


async def test_settings_that_are_missing_are_told_each(terminal: Terminal) -> None:
    status, found = await examined(terminal, SLACK_BOT_TOKEN="", SECRET_KEY="")

    assert status == 1
    assert "SLACK_BOT_TOKEN" in found["settings"]["text"] or "SECRET_KEY" in str(found)


async def test_a_refused_token_is_told_with_where_to_find_the_right_one(
    connected: Terminal,
) -> None:
    status, found = await examined(connected, SLACK_BOT_TOKEN="xoxb-1234567890-wrong")

    assert status == 1
    assert not found["Slack bot token"]["ok"]
    assert "OAuth & Permissions" in found["Slack bot token"]["mend"]
    assert found["campaign spring"]["ok"]


async def test_a_slack_that_cannot_be_reached_stops_no_other_look(
    connected: Terminal, unused_tcp_port: int
) -> None:
    status, found = await examined(
        connected, SLACK_API_URL=f"http://127.0.0.1:{unused_tcp_port}/api/"
    )

    assert status == 1
    assert not found["Slack bot token"]["ok"]
    assert not found["Slack app token"]["ok"]
    assert found["campaign spring"]["ok"]


async def test_a_missing_scope_is_named(connected: Terminal, slack: LocalSlack) -> None:
    slack.settings(scopes=sorted({*SCOPES, *OPTIONAL_SCOPES} - {"files:read"}))

    status, found = await examined(connected)

    assert (status, found["Slack scopes"]["text"]) == (1, "missing: files:read")
    assert "manifest" in found["Slack scopes"]["mend"]


async def test_a_missing_optional_scope_is_only_mentioned(
    connected: Terminal, slack: LocalSlack
) -> None:
    slack.settings(scopes=sorted(SCOPES))

    status, found = await examined(connected)

    assert status == 0
    assert "without the optional channels:history" in found["Slack bot token"]["text"]


async def test_a_wrong_app_token_is_told(connected: Terminal) -> None:
    status, found = await examined(connected, SLACK_APP_TOKEN="xapp-1-wrong")

    assert status == 1
    assert "connections:write" in found["Slack app token"]["mend"]


async def test_http_mode_is_looked_at_where_there_is_no_app_token(connected: Terminal) -> None:
    over_http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5"}

    status, found = await examined(connected, **over_http)
    named, told = await examined(connected, **over_http, PUBLIC_URL="https://bot.example.org")

    assert (status, named) == (0, 0)
    assert "PUBLIC_URL" in found["HTTP mode"]["mend"]
    assert told["HTTP mode"]["text"].startswith("https://bot.example.org")


async def test_a_wrong_key_is_told_and_not_mistaken_for_a_wrong_token(
    connected: Terminal,
) -> None:
    status, found = await examined(connected, SECRET_KEY=new_key())

    assert status == 1
    wrong = [one for one in found.values() if not one["ok"]]
    assert [one["name"] for one in wrong] == ["key"]
    assert "SECRET_KEY" in wrong[0]["mend"]


async def test_a_token_that_was_changed_in_the_platform_is_told(
    connected: Terminal, spring: SimCampaign
) -> None:
    spring.outside("change_token")

    status, found = await examined(connected)

    assert status == 1
    assert "does not know its token" in found["campaign spring"]["text"]
    assert "/campaign settings" in found["campaign spring"]["mend"]


async def test_a_host_out_of_reach_is_told(connected: Terminal, calls: CallsApi) -> None:
    await calls.refuse()

    status, found = await examined(connected)

    assert status == 1
    assert "reachable" in found["campaign spring"]["mend"]


async def test_a_host_that_is_no_longer_listed_is_told(connected: Terminal) -> None:
    status, found = await examined(connected, CALLS_HOSTS="app.jaicp.com")

    assert status == 1
    assert not found["campaign spring"]["ok"]


async def test_a_postgresql_that_knows_no_such_database_is_told(
    terminal: Terminal, postgres: Cluster
) -> None:
    nowhere = as_typed(postgres.url("nobody_made_it"))

    status, found = await examined(terminal, DATABASE_URL=nowhere)

    assert status == 1
    assert not found["database"]["ok"]
    assert "DATABASE_URL" in found["database"]["mend"]


async def test_on_postgresql_all_can_be_well_too(
    terminal: Terminal, calls: CallsApi, spring: SimCampaign, postgres_url: URL
) -> None:
    terminal.env["DATABASE_URL"] = as_typed(postgres_url)
    host = ("--name", "spring", "--host", calls.url)
    await terminal.run("connect", *host, typed=f"{spring.token}\n")

    status, found = await examined(terminal)

    assert status == 0, found
    assert found["campaign spring"]["ok"]


async def test_a_file_that_is_no_database_is_told(terminal: Terminal) -> None:
    terminal.database.write_text("a list of contacts, saved under the wrong name" * 40)

    status, found = await examined(terminal)

    assert (status, found["database"]["ok"]) == (1, False)


async def test_before_a_person_it_uses_colours(connected: Terminal) -> None:
    told = await connected.run("doctor", tty=True, SLACK_APP_TOKEN="xapp-1-wrong")

    assert "\033[32mok    \033[0m database" in told.out
    assert "\033[31mWRONG \033[0m Slack app token" in told.out


def as_typed(url: URL) -> str:
    """A database's URL as it stands in the environment."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def everything(database: Path) -> dict[str, list[Any]]:
    """Every row of every table."""
    with sqlite3.connect(database) as db:
        tables = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {table: db.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}  # noqa: S608
