"""The manifest decides what the app has: commands, shortcuts, events, scopes, tabs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from simulators.slack import LocalSlack, Refused
from tests.simulators.slack.test_clicks import card
from tests.simulators.slack.tiny_app import button, client_for, local_slack

YAML = """
display_information: {name: Dialler}
features:
  app_home: {home_tab_enabled: false, messages_tab_enabled: false}
  bot_user: {display_name: Dial Bot}
  slash_commands: [{command: /dial, description: Dial}]
oauth_config: {scopes: {bot: [commands, "chat:write"], bot_optional: ["channels:history"]}}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.yaml"
    path.write_text(YAML)
    return path


async def test_it_is_read_from_a_file(file: Path) -> None:
    async with local_slack(manifest=file) as slack:
        answer = await client_for(slack).auth_test()
        assert answer["user"] == "dial_bot"
        assert answer.headers["x-oauth-scopes"] == "commands,chat:write,channels:history"
        assert (await slack.command("ada", "calls", "/dial")).reason == "connection_failed"
        with pytest.raises(Refused, match="/campaign is not a valid command"):
            await slack.command("ada", "calls", "/campaign")


async def test_tabs_that_are_switched_off(file: Path) -> None:
    async with local_slack(manifest=file) as slack:
        with pytest.raises(Refused, match="turned off"):
            await slack.say("ada", "dm", "hello")
        with pytest.raises(Refused, match="no Home tab"):
            await slack.open_home("ada")
        home: dict[str, Any] = {"type": "home", "blocks": []}
        with pytest.raises(SlackApiError, match="not_enabled"):
            await client_for(slack).views_publish(user_id=slack.user("ada").id, view=home)


async def test_without_interactivity_no_button_can_be_pressed(file: Path) -> None:
    async with local_slack(manifest=file) as slack:
        await card(slack, button("Pause", "pause"))
        with pytest.raises(Refused, match="not configured"):
            await slack.click("ada", "Pause")


async def test_without_a_file_the_repositorys_own_is_taken() -> None:
    async with LocalSlack() as slack:
        assert slack.core.app.manifest.app_name == "Callboard"
