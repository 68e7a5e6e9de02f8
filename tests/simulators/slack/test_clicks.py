"""Buttons and menus: by their labels, with their dialogs, twice, and when they are stale."""

from __future__ import annotations

from typing import Any

import pytest

from simulators.slack import ConfirmNeeded, LocalSlack, Refused
from tests.simulators.slack.raw_app import socket_app
from tests.simulators.slack.tiny_app import actions, button, client_for, local_slack, plain, section

DIALOG = {
    "title": plain("Stop spring?"),
    "text": plain("200 people"),
    "confirm": plain("Stop spring"),
    "deny": plain("Keep"),
}


async def card(slack: LocalSlack, *elements: dict[str, Any], channel: str = "calls") -> str:
    """A card with these elements in a channel."""
    posted = await client_for(slack).chat_postMessage(
        channel=slack.channel(channel).id, text="card", blocks=[actions(*elements)]
    )
    return str(posted["ts"])


async def test_what_a_click_carries(slack: LocalSlack) -> None:
    ts = await card(slack, button("Pause", "pause", value="7"))
    async with socket_app(slack) as app:
        await slack.click("boris", "Pause")
    payload = app.envelopes[0]["payload"]
    assert payload["user"]["id"] == slack.user("boris").id
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": slack.channel("calls").id,
        "is_ephemeral": False,
    }
    assert payload["message"]["text"] == "card"
    (action,) = payload["actions"]
    assert (action["action_id"], action["value"]) == ("pause", "7")
    assert payload["trigger_id"]
    assert payload["response_url"]


async def test_a_label_is_found_on_the_newest_message(slack: LocalSlack) -> None:
    await card(slack, button("Pause", "old"))
    await card(slack, button("Pause", "new"), channel="general")
    async with socket_app(slack) as app:
        await slack.click("ada", "Pause")
        await slack.click("ada", "Pause", "calls")
    pressed = [frame["payload"]["actions"][0]["action_id"] for frame in app.envelopes]
    assert pressed == ["new", "old"]


async def test_what_a_person_does_not_see_cannot_be_pressed(slack: LocalSlack) -> None:
    await card(slack, button("Pause", "pause"), channel="secret")
    with pytest.raises(Refused, match="@boris sees no 'Pause'"):
        await slack.click("boris", "Pause")
    with pytest.raises(Refused, match="sees no 'Resume'"):
        await slack.click("ada", "Resume")


async def test_a_button_may_ask_first(slack: LocalSlack) -> None:
    await card(slack, button("Stop", "stop", confirm=DIALOG), button("Pause", "pause"))
    async with socket_app(slack) as app:
        with pytest.raises(ConfirmNeeded) as asked:
            await slack.click("ada", "Stop")
        assert (asked.value.title, asked.value.yes) == ("Stop spring?", "Stop spring")
        assert await slack.click("ada", "Stop", confirm=False) is None
        assert app.envelopes == []
        await slack.click("ada", "Stop", confirm=True)
        with pytest.raises(Refused, match="does not ask"):
            await slack.click("ada", "Pause", confirm=True)
    assert len(app.envelopes) == 1


async def test_a_double_click_and_two_people_at_once(slack: LocalSlack) -> None:
    await card(slack, button("Pause", "pause"))
    seen = slack.button("ada", "Pause")
    async with socket_app(slack) as app:
        await slack.press("ada", seen)
        await slack.press("ada", seen)
        await slack.press("boris", seen)
    payloads = [frame["payload"] for frame in app.envelopes]
    assert [payload["user"]["name"] for payload in payloads] == ["ada", "ada", "boris"]
    assert len({payload["trigger_id"] for payload in payloads}) == 3


async def test_a_stale_button_can_still_be_pressed(slack: LocalSlack) -> None:
    ts = await card(slack, button("Pause", "pause"))
    seen = slack.button("ada", "Pause")
    channel = slack.channel("calls").id
    await client_for(slack).chat_update(channel=channel, ts=ts, text="Gone", blocks=[])
    async with socket_app(slack) as app:
        await slack.press("ada", seen)
    assert app.envelopes[0]["payload"]["actions"][0]["action_id"] == "pause"


async def test_an_ephemeral_message_is_not_sent_back(slack: LocalSlack) -> None:
    await client_for(slack).chat_postEphemeral(
        channel=slack.channel("calls").id,
        user=slack.user("ada").id,
        text="card",
        blocks=[actions(button("Pause", "pause"))],
    )
    async with socket_app(slack) as app:
        await slack.click("ada", "Pause")
    payload = app.envelopes[0]["payload"]
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


async def test_menus_and_pickers_in_a_message(slack: LocalSlack) -> None:
    options = [{"text": plain(text), "value": text.lower()} for text in ("One", "Two")]
    more = {"type": "overflow", "action_id": "more", "options": options}
    menu = {"type": "static_select", "action_id": "menu", "options": options}
    day = {"type": "datepicker", "action_id": "day"}
    await client_for(slack).chat_postMessage(
        channel=slack.channel("calls").id,
        text="card",
        blocks=[section("Which?", accessory=more), actions(menu, day)],
    )
    async with socket_app(slack) as app:
        await slack.choose("ada", "more", "Two")
        await slack.choose("ada", "menu", "One")
        await slack.choose("ada", "day", "2026-11-24")
        with pytest.raises(Refused, match="only: 'One', 'Two'"):
            await slack.choose("ada", "menu", "Three")
    chosen = [frame["payload"]["actions"][0] for frame in app.envelopes]
    assert chosen[0]["selected_option"]["value"] == "two"
    assert chosen[1]["selected_option"]["text"]["text"] == "One"
    assert chosen[2]["selected_date"] == "2026-11-24"


async def test_a_click_without_an_answer_is_shown_as_trouble() -> None:
    async with local_slack() as slack:
        await card(slack, button("Pause", "pause"))
        await slack.click("ada", "Pause")
        assert slack.troubles("ada")[0].text == "block_actions: connection_failed"


async def test_shortcuts_by_name(slack: LocalSlack) -> None:
    said = await slack.say("boris", "calls", "+1 202-555-0123", link_phones=True)
    async with socket_app(slack) as app:
        await slack.shortcut("ada", "Add phones")
        await slack.message_shortcut("ada", "Call these numbers", said)
        with pytest.raises(Refused, match="no global shortcut"):
            await slack.shortcut("ada", "Call these numbers")
    payloads = [frame["payload"] for frame in app.envelopes]
    assert [payload["type"] for payload in payloads] == ["shortcut", "message_action"]
    assert payloads[1]["message"]["text"] == "<tel:+12025550123|+1 202-555-0123>"
    assert payloads[1]["callback_id"] == "call_these_numbers"
