"""Elements named by their ids, as a page names what a person presses on."""

from __future__ import annotations

from typing import Any

import pytest

from simulators.slack import LocalSlack, Message, Refused
from tests.simulators.slack.raw_app import Frame, socket_app
from tests.simulators.slack.test_clicks import card
from tests.simulators.slack.tiny_app import actions, button, client_for, modal, text_input

SELECT = {
    "type": "external_select",
    "action_id": "campaign",
    "min_query_length": 0,
    "placeholder": {"type": "plain_text", "text": "Campaign"},
}
SPRING = {"text": {"type": "plain_text", "text": "Spring"}, "value": "1"}


def offers(frame: Frame) -> Frame:
    """Acknowledges all, and gives one option to those who ask."""
    suggested = frame["payload"].get("type") == "block_suggestion"
    return {"options": [SPRING]} if suggested else {}


async def posted(slack: LocalSlack, element: dict[str, Any]) -> Message:
    """A message of the app with one element in it."""
    await card(slack, element)
    return slack.messages("calls")[-1]


async def test_of_equal_buttons_the_one_meant_is_pressed(slack: LocalSlack) -> None:
    client = client_for(slack)
    rows = [
        {**actions(button("Pause", "pause", value=name)), "block_id": name}
        for name in ("spring", "autumn")
    ]
    shown = await client.chat_postMessage(
        channel=slack.channel("calls").id, text="two", blocks=rows
    )
    async with socket_app(slack) as app:
        await slack.press_at("ada", shown["ts"], "autumn", "pause")
    assert app.envelopes[0]["payload"]["actions"][0]["value"] == "autumn"


async def test_a_button_that_was_edited_away_a_moment_ago_can_still_be_pressed(
    slack: LocalSlack,
) -> None:
    message = await posted(slack, button("Pause", "pause"))
    block = message.blocks[0]["block_id"]
    await client_for(slack).chat_update(
        channel=message.channel.id,
        ts=message.ts,
        text="edited",
        blocks=[actions(button("Resume", "resume"))],
    )
    async with socket_app(slack) as app:
        await slack.press_at("ada", message.ts, block, "pause")
        with pytest.raises(Refused, match="has no 'stop'"):
            await slack.press_at("ada", message.ts, block, "stop")
    assert app.envelopes[0]["payload"]["actions"][0]["action_id"] == "pause"


async def test_what_others_see_alone_cannot_be_pressed(slack: LocalSlack) -> None:
    shown = await client_for(slack).chat_postEphemeral(
        channel=slack.channel("calls").id,
        user=slack.user("ada").id,
        text="yours",
        blocks=[{**actions(button("Add 3", "add")), "block_id": "b"}],
    )
    with pytest.raises(Refused, match="does not see"):
        await slack.press_at("boris", shown["message_ts"], "b", "add")
    async with socket_app(slack) as app:
        await slack.press_at("ada", shown["message_ts"], "b", "add")
    assert app.envelopes[0]["payload"]["container"]["is_ephemeral"] is True


async def test_an_external_menu_gives_whole_options_and_takes_one(slack: LocalSlack) -> None:
    message = await posted(slack, SELECT)
    block = message.blocks[0]["block_id"]
    async with socket_app(slack, offers) as app:
        (option,) = await slack.suggest_at("ada", message.ts, block, "campaign", "spr")
        await slack.choose_at("ada", message.ts, block, "campaign", option)
    kinds = [frame["payload"]["type"] for frame in app.envelopes]
    assert kinds == ["block_suggestion", "block_actions"]
    assert app.envelopes[1]["payload"]["actions"][0]["selected_option"] == SPRING


async def test_inputs_of_a_form_are_filled_by_their_ids(slack: LocalSlack) -> None:
    form = modal("Campaign", text_input("Name", "name"), text_input("Host", "host"))
    slack.core.views.open(slack.user("ada"), form)
    async with socket_app(slack) as app:
        await slack.submit("ada", {"name/value": "spring", "host/value": "example"})
    values = app.envelopes[0]["payload"]["view"]["state"]["values"]
    assert values["name"]["value"]["value"] == "spring"


async def test_a_modal_is_its_own_persons(slack: LocalSlack) -> None:
    rows = [{**actions(button("Look", "look")), "block_id": "b"}]
    view = slack.core.views.open(slack.user("ada"), {**modal("Campaign"), "blocks": rows})
    with pytest.raises(Refused, match="does not see"):
        await slack.press_at("boris", view.id, "b", "look")
    await slack.close_all("ada")
    with pytest.raises(Refused, match="is closed"):
        await slack.press_at("ada", view.id, "b", "look")
