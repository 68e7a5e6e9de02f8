"""A person and an app talk, over Socket Mode and over signed HTTP."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import (
    actions,
    bolt_for,
    button,
    modal,
    running,
    section,
    text_input,
)


def listeners(app: AsyncApp) -> None:
    @app.command("/campaign")
    async def command(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack(f"You said {body['text']}")
        row = actions(button("Pause", "pause", value="7"), button("Rename", "rename"))
        await client.chat_postMessage(
            channel=body["channel_id"], text="spring", blocks=[section("*spring*"), row]
        )

    @app.action("pause")
    async def pause(ack: Any, action: dict[str, Any], respond: Any) -> None:
        await ack()
        await respond(text=f"Paused {action['value']}", replace_original=True)

    @app.action("rename")
    async def rename(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        view = modal("Rename", text_input("Name", "name"), callback_id="renamed")
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("renamed")
    async def renamed(ack: Any, view: dict[str, Any]) -> None:
        name = view["state"]["values"]["name"]["value"]["value"]
        if name == "spring":
            await ack(response_action="errors", errors={"name": "That name is taken"})
        else:
            await ack()

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], say: Any) -> None:
        await say(text=f"Heard: {event['text']}", thread_ts=event["ts"])


async def test_a_command_is_answered_and_its_card_can_be_pressed(
    slack_either_way: LocalSlack,
) -> None:
    slack = slack_either_way
    app = bolt_for(slack)
    listeners(app)
    async with running(slack, app):
        await slack.command("ada", "calls", "/campaign status")
        assert (await slack.ephemeral("ada")).text == "You said status"
        card = await slack.message("calls", "spring")
        assert card.text == "spring\n[Pause] [Rename]".replace("spring", "*spring*")

        await slack.click("ada", "Pause")
        await slack.until(lambda: card.text == "Paused 7")
        assert len(card.versions) == 1


async def test_a_form_is_filled_by_its_labels_and_answered_with_errors(
    slack_either_way: LocalSlack,
) -> None:
    slack = slack_either_way
    app = bolt_for(slack)
    listeners(app)
    async with running(slack, app):
        await slack.command("ada", "calls", "/campaign")
        await slack.message("calls", "spring")
        await slack.click("ada", "Rename")
        await slack.modal_with("ada", "Rename")

        taken = await slack.submit("ada", {"Name": "spring"})
        assert (taken.outcome, taken.errors) == ("errors", {"Name": "That name is taken"})
        assert (await slack.submit("ada", {"Name": "autumn"})).outcome == "closed"
        assert slack.modal("ada") is None


async def test_a_mention_is_answered_in_its_thread(slack_either_way: LocalSlack) -> None:
    slack = slack_either_way
    app = bolt_for(slack)
    listeners(app)
    async with running(slack, app):
        asked = await slack.say("boris", "calls", "@callboard pause spring")
        answer = await slack.message("calls", "Heard", thread=asked)
        assert answer.text.endswith("pause spring")
