"""What Slack makes of a typed text, and what its client refuses."""

from __future__ import annotations

from typing import Any

import pytest

from simulators.slack import LocalSlack, Refused, tel_links
from simulators.slack.interactions.markup import typed_text
from tests.simulators.slack.raw_app import socket_app
from tests.simulators.slack.tiny_app import local_slack

ESCAPED: dict[str, Any] = {
    "display_information": {"name": "Callboard"},
    "features": {
        "slash_commands": [{"command": "/campaign", "description": "x", "should_escape": True}]
    },
    "oauth_config": {"scopes": {"bot": ["commands"]}},
}


def test_names_become_mentions_and_signs_become_entities(slack: LocalSlack) -> None:
    space = slack.workspace
    boris, calls = slack.user("boris").id, slack.channel("calls").id
    assert typed_text(space, "@boris see #calls") == f"<@{boris}> see <#{calls}|calls>"
    assert typed_text(space, "a & b < c @here") == "a &amp; b &lt; c <!here>"
    assert typed_text(space, "@nobody #nowhere me@example.org") == (
        "@nobody #nowhere me@example.org"
    )
    assert typed_text(space, "see https://a.test/?x=1") == "see <https://a.test/?x=1>"
    assert typed_text(space, "@operators").startswith("<!subteam^S")


def test_what_is_markup_already_stays(slack: LocalSlack) -> None:
    text = "<@U1> <tel:+12025550123|+1 202-555-0123> & more"
    assert typed_text(slack.workspace, text) == text.replace("&", "&amp;")


def test_phones_as_clients_link_them() -> None:
    assert tel_links("call +1 202-555-0123, please") == (
        "call <tel:+12025550123|+1 202-555-0123>, please"
    )
    assert tel_links("job #5665334 at 10:00") == "job #5665334 at 10:00"


async def test_enter_tells_commands_from_messages(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        await slack.enter("ada", "calls", "/campaign status")
        said = await slack.enter("ada", "calls", "hello")
    assert [frame["type"] for frame in app.envelopes] == ["slash_commands"]
    assert slack.messages("calls") == [said]


async def test_commands_cannot_be_used_in_threads(slack: LocalSlack) -> None:
    parent = await slack.say("ada", "calls", "hello")
    with pytest.raises(Refused, match="not supported in threads"):
        await slack.enter("ada", "calls", "/campaign", thread=parent)


async def test_commands_have_to_be_declared_and_scoped(slack: LocalSlack) -> None:
    with pytest.raises(Refused, match="not a valid command"):
        await slack.command("ada", "calls", "/champaign")
    slack.settings(scopes=[])
    with pytest.raises(Refused, match="not a valid command"):
        await slack.command("ada", "calls", "/campaign")


async def test_a_command_may_get_ids_instead_of_names() -> None:
    async with local_slack(manifest=ESCAPED) as slack, socket_app(slack) as app:
        await slack.command("ada", "calls", "/campaign access grant @boris operator")
        boris = slack.user("boris").id
        text = app.envelopes[0]["payload"]["text"]
        assert text == f"access grant <@{boris}|boris> operator"


async def test_people_talk_only_where_they_are(slack: LocalSlack) -> None:
    with pytest.raises(Refused, match="not in #secret"):
        await slack.say("boris", "secret", "hello")
    with pytest.raises(Refused, match="archived"):
        await slack.say("ada", "attic", "hello")


async def test_names_of_private_places_are_not_told(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        await slack.command("ada", "secret", "/campaign")
        await slack.command("ada", "dm", "/campaign")
    names = [frame["payload"]["channel_name"] for frame in app.envelopes]
    assert names == ["privategroup", "directmessage"]


async def test_waiting_in_vain_shows_what_was_there_to_be_seen(slack: LocalSlack) -> None:
    await slack.say("ada", "calls", "hello")
    with pytest.raises(AssertionError, match=r"message .* hello"):
        await slack.message("calls", "Paused", timeout=0.01)
