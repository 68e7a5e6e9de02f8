"""Forms: every kind of input, by its label; what Slack's client checks; what the app answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from simulators.slack import LocalSlack, Refused
from tests.simulators.slack.raw_app import Answer, SocketApp, socket_app
from tests.simulators.slack.tiny_app import client_for, modal, plain, section, text_input

OPTIONS = [{"text": plain(text), "value": text.lower()} for text in ("One", "Two", "Three")]

INPUTS: dict[str, tuple[dict[str, Any], Any, dict[str, Any]]] = {
    "text": ({"type": "plain_text_input"}, "spring", {"value": "spring"}),
    "number": ({"type": "number_input", "is_decimal_allowed": False}, 5, {"value": "5"}),
    "email": ({"type": "email_text_input"}, "a@example.org", {"value": "a@example.org"}),
    "url": ({"type": "url_text_input"}, "https://a.test", {"value": "https://a.test"}),
    "select": (
        {"type": "static_select", "options": OPTIONS},
        "Two",
        {"selected_option": OPTIONS[1]},
    ),
    "radio": (
        {"type": "radio_buttons", "options": OPTIONS},
        "two",
        {"selected_option": OPTIONS[1]},
    ),
    "checkboxes": (
        {"type": "checkboxes", "options": OPTIONS},
        ["One", "Three"],
        {"selected_options": [OPTIONS[0], OPTIONS[2]]},
    ),
    "many": (
        {"type": "multi_static_select", "options": OPTIONS},
        ["Two"],
        {"selected_options": [OPTIONS[1]]},
    ),
    "date": ({"type": "datepicker"}, date(2026, 11, 24), {"selected_date": "2026-11-24"}),
    "time": ({"type": "timepicker"}, time(9, 5), {"selected_time": "09:05"}),
    "moment": (
        {"type": "datetimepicker"},
        datetime(2026, 11, 24, tzinfo=UTC),
        {"selected_date_time": 1_795_478_400},
    ),
}


def form(**elements: dict[str, Any]) -> dict[str, Any]:
    """A modal with one input per element; its label is the name with a capital."""
    inputs = [
        text_input(name.capitalize(), name) | {"element": {"action_id": "value", **element}}
        for name, element in elements.items()
    ]
    return modal("Form", *inputs, callback_id="form")


async def show(slack: LocalSlack, view: dict[str, Any]) -> None:
    """Open the modal for ada."""
    trigger = slack.core.triggers.new(slack.user("ada"), slack.channel("calls"))
    await client_for(slack).views_open(trigger_id=trigger, view=view)


def submitted(app: SocketApp) -> dict[str, Any]:
    """The values of the last submission, by block id."""
    payload = app.envelopes[-1]["payload"]
    assert payload["type"] == "view_submission"
    return {name: one["value"] for name, one in payload["view"]["state"]["values"].items()}


@pytest.mark.parametrize("name", INPUTS)
async def test_each_kind_of_input(slack: LocalSlack, name: str) -> None:
    element, value, expected = INPUTS[name]
    await show(slack, form(**{name: element}))
    async with socket_app(slack) as app:
        assert (await slack.submit("ada", {name.capitalize(): value})).outcome == "closed"
    assert submitted(app)[name] == {"type": element["type"], **expected}


async def test_people_and_channels_are_chosen_by_name(slack: LocalSlack) -> None:
    await show(
        slack,
        form(
            who={"type": "multi_users_select"},
            where={"type": "multi_channels_select"},
            talk={"type": "conversations_select", "default_to_current_conversation": True},
        ),
    )
    async with socket_app(slack) as app:
        await slack.submit("ada", {"Who": ["boris", "carol"], "Where": ["#calls", "#general"]})
    values, boris = submitted(app), slack.user("boris").id
    assert values["who"]["selected_users"] == [boris, slack.user("carol").id]
    assert values["where"]["selected_channels"][0] == slack.channel("calls").id
    assert values["talk"]["selected_conversation"] == slack.channel("calls").id


async def test_files_are_handed_to_the_app(slack: LocalSlack) -> None:
    await show(slack, form(file={"type": "file_input", "max_files": 1}))
    async with socket_app(slack) as app:
        with pytest.raises(Refused, match="At most 1"):
            await slack.fill("ada", {"File": [("a.csv", b"1"), ("b.csv", b"2")]})
        await slack.submit("ada", {"File": ("contacts.csv", b"+12025550123")})
    (file,) = submitted(app)["file"]["files"]
    info = await client_for(slack).files_info(file=file["id"])
    assert info["file"]["name"] == "contacts.csv"


async def test_an_external_menu_asks_the_app(slack: LocalSlack) -> None:
    await show(slack, form(campaign={"type": "external_select", "min_query_length": 1}))

    def answer(frame: dict[str, Any]) -> dict[str, Any]:
        asked = frame["payload"]
        return {"options": OPTIONS[:2]} if asked["type"] == "block_suggestion" else {}

    async with socket_app(slack, answer) as app:
        assert await slack.options("ada", "Campaign", "o") == ["One", "Two"]
        await slack.submit("ada", {"Campaign": "Two"})
        assert app.envelopes[0]["payload"]["value"] == "o"
        assert submitted(app)["campaign"]["selected_option"]["value"] == "two"
        with pytest.raises(Refused, match="no modal open"):
            await slack.fill("ada", {"Campaign": "One"})


async def test_bad_options_are_no_options(slack: LocalSlack) -> None:
    await show(slack, form(campaign={"type": "external_select", "min_query_length": 0}))
    long = [{"text": plain("x" * 76), "value": "1"}]
    async with socket_app(slack, lambda frame: {"options": long}):
        assert await slack.options("ada", "Campaign", "") == []
    assert "must be less than 76 characters" in slack.troubles("ada")[0].text


REFUSALS: dict[str, tuple[dict[str, Any], Any, str]] = {
    "required": ({"type": "plain_text_input"}, "", "complete this required field"),
    "short": ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3"),
    "long": ({"type": "plain_text_input", "max_length": 3}, "abcd", "at most 3"),
    "number": ({"type": "number_input", "is_decimal_allowed": False}, "five", "enter a number"),
    "low": (
        {"type": "number_input", "is_decimal_allowed": True, "min_value": "1"},
        "0.5",
        "at least 1",
    ),
    "email": ({"type": "email_text_input"}, "nobody", "valid email"),
    "url": ({"type": "url_text_input"}, "nowhere", "valid URL"),
}


@pytest.mark.parametrize("name", REFUSALS)
async def test_what_the_client_does_not_send(slack: LocalSlack, name: str) -> None:
    element, value, sentence = REFUSALS[name]
    await show(slack, form(**{name: element}))
    async with socket_app(slack) as app:
        with pytest.raises(Refused, match=sentence):
            await slack.submit("ada", {name.capitalize(): value})
    assert app.envelopes == []


async def test_an_optional_input_may_stay_empty(slack: LocalSlack) -> None:
    await show(slack, modal("Form", text_input("Name", "name", optional=True)))
    async with socket_app(slack) as app:
        assert (await slack.submit("ada")).outcome == "closed"
    assert submitted(app)["name"]["value"] is None


OUTCOMES: dict[str, tuple[dict[str, Any], str, str]] = {
    "errors": ({"response_action": "errors", "errors": {"name": "Taken"}}, "errors", "Form"),
    "update": ({"response_action": "update", "view": modal("Next")}, "updated", "Next"),
    "push": ({"response_action": "push", "view": modal("Next")}, "pushed", "Next"),
    "clear": ({"response_action": "clear"}, "cleared", ""),
    "close": ({}, "closed", ""),
    "wrong block": ({"response_action": "errors", "errors": {"nome": "Hm"}}, "failed", "Form"),
    "bad view": ({"response_action": "update", "view": modal("x" * 25)}, "failed", "Form"),
    "no errors": ({"response_action": "errors"}, "failed", "Form"),
    "chatter": ({"text": "Thanks"}, "failed", "Form"),
}


@pytest.mark.parametrize("name", OUTCOMES)
async def test_what_the_app_answers_to_a_form(slack: LocalSlack, name: str) -> None:
    answer, outcome, title = OUTCOMES[name]
    await show(slack, form(name={"type": "plain_text_input"}))
    always: Answer = lambda frame: answer  # noqa: E731 - one answer for every frame
    async with socket_app(slack, always):
        submission = await slack.submit("ada", {"Name": "spring"})
    assert submission.outcome == outcome
    top = slack.modal("ada")
    assert (top.title if top else "") == title
    if outcome == "errors":
        assert submission.errors == {"Name": "Taken"}
    if outcome == "failed":
        assert "trouble connecting" in slack.troubles("ada")[-1].text


async def test_the_app_hears_of_a_closed_modal_if_it_wished_to(slack: LocalSlack) -> None:
    async with socket_app(slack) as app:
        await show(slack, modal("Quiet"))
        await slack.close("ada")
        await show(slack, modal("Loud", notify_on_close=True, callback_id="loud"))
        await slack.close("ada")
    (frame,) = app.envelopes
    assert frame["payload"]["type"] == "view_closed"
    assert frame["payload"]["view"]["callback_id"] == "loud"
    assert frame["payload"]["is_cleared"] is False


async def test_an_input_can_tell_the_app_at_once(slack: LocalSlack) -> None:
    menu = {"type": "static_select", "action_id": "value", "options": OPTIONS}
    await show(slack, modal("Form", text_input("Kind", "kind", dispatch_action=True, element=menu)))
    async with socket_app(slack) as app:
        await slack.fill("ada", {"Kind": "Two"})
    payload = app.envelopes[0]["payload"]
    assert payload["type"] == "block_actions"
    assert payload["actions"][0]["selected_option"]["value"] == "two"
    assert payload["view"]["state"]["values"]["kind"]["value"]["selected_option"] == OPTIONS[1]
    assert "response_url" not in payload


async def test_a_form_without_a_submit_button(slack: LocalSlack) -> None:
    view = {name: part for name, part in modal("Wait", section("…")).items() if name != "submit"}
    await show(slack, view)
    with pytest.raises(Refused, match="nothing to submit"):
        await slack.submit("ada")
