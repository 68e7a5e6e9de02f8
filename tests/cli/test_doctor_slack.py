"""``doctor`` about Slack: the admins, the channels, and whether clicks come through."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.app.serving import running
from bot.settings import load_settings
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from tests.cli.terminal import Terminal


async def examined(terminal: Terminal, **env: str) -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit status, and the findings by name."""
    told = await terminal.run("doctor", "--json", **env)
    return told.status, {one["name"]: one for one in json.loads(told.out)}


async def connect(terminal: Terminal, calls: CallsApi, channel_id: str) -> None:
    token = calls.create_campaign("Spring").token
    where = ("--name", "spring", "--host", calls.url, "--channel", channel_id)
    told = await terminal.run("connect", *where, typed=f"{token}\n")
    assert told.status == 0, told.err


async def test_an_admin_whom_slack_does_not_know_is_told(
    terminal: Terminal, slack: LocalSlack
) -> None:
    ada = slack.user("ada").id
    status, found = await examined(terminal, ADMIN_USERS=ada)
    assert (status, found["admins"]["text"]) == (0, ada)

    status, found = await examined(terminal, ADMIN_USERS=f"{ada},UNOBODY")

    assert status == 1
    assert "UNOBODY" in found["admins"]["text"]
    assert ada not in found["admins"]["text"]


async def test_where_slack_is_out_of_reach_no_token_is_blamed(terminal: Terminal) -> None:
    status, found = await examined(terminal, SLACK_API_URL="http://127.0.0.1:9/api/")

    assert status == 1
    for token in ("Slack bot token", "Slack app token"):
        assert "cannot be asked at http://127.0.0.1:9/api/ (unreachable)" in found[token]["text"]
        assert "its proxy" in found[token]["mend"]


async def test_an_app_token_that_slack_refuses_is_to_be_made_anew(terminal: Terminal) -> None:
    status, found = await examined(terminal, SLACK_APP_TOKEN="xapp-1-wrong")

    assert status == 1
    assert "invalid_auth" in found["Slack app token"]["text"]
    assert "connections:write" in found["Slack app token"]["mend"]


async def test_a_channel_that_the_bot_is_not_in_is_told_with_the_cure(
    terminal: Terminal, slack: LocalSlack, calls: CallsApi
) -> None:
    outside = slack.add_channel("elsewhere", ["ada"])
    inside = slack.channel("calls")
    await connect(terminal, calls, outside["id"])
    status, found = await examined(terminal)

    assert status == 1
    wrong = found[f"channel {outside['id']} of spring"]
    assert "no member" in wrong["text"]
    assert "/invite" in wrong["mend"]
    assert inside.id not in str(found)


async def test_the_channel_that_it_is_in_is_well(
    terminal: Terminal, slack: LocalSlack, calls: CallsApi
) -> None:
    place = slack.channel("calls").id
    await connect(terminal, calls, place)

    status, found = await examined(terminal)

    assert (status, found[f"channel {place} of spring"]["ok"]) == (0, True)


async def test_it_tells_to_press_the_button_until_somebody_has(
    terminal: Terminal, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.env["ADMIN_USERS"] = slack.user("ada").id
    await terminal.run("migrate")
    for name, value in (terminal.env | {"PORT": "0"}).items():
        monkeypatch.setenv(name, value)
    settings = await asyncio.to_thread(load_settings)
    async with running(settings):
        status, found = await examined(terminal)
        assert status == 0
        assert "press Press me" in found["Slack clicks"]["mend"]
        await slack.open_home("ada")
        await slack.click("ada", "Press me", await slack.home_with("ada", "[Press me]"))
        await slack.home_with("ada", ":white_check_mark: See that Slack")

        status, found = await examined(terminal)

    assert status == 0
    assert "come through: last tried" in found["Slack clicks"]["text"]
    assert found["Slack clicks"]["mend"] == ""
