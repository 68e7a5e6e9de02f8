"""Forms, confirmations, menus: everything that a person fills in or chooses."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from simulators.slack import LocalSlack
from tests.browser.conftest import Post
from tests.browser.person import Person
from tests.browser.samples import CONTROLS, FORM, button, mrkdwn, option, plain
from tests.simulators.slack.raw_app import Frame, SocketApp, socket_app

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CAMPAIGNS = [option("Spring offer", "1"), option("Survey", "2")]


def suggests(frame: Frame) -> Frame:
    """An app with two campaigns to find."""
    payload = frame["payload"]
    if payload.get("type") != "block_suggestion":
        return {}
    wanted = payload["value"].lower()
    return {"options": [one for one in CAMPAIGNS if wanted in one["text"]["text"].lower()]}


def sent(app: SocketApp, kind: str) -> dict[str, Any]:
    """The last payload of this kind."""
    found = [one["payload"] for one in app.envelopes if one["payload"].get("type") == kind]
    payload: dict[str, Any] = found[-1]
    return payload


async def test_a_form_is_filled_in_and_sent(ada: Person, slack: LocalSlack) -> None:
    async with socket_app(slack, suggests) as app:
        slack.core.views.open(slack.user("ada"), FORM)
        form = ada.dialog("Add phones")
        await expect(form.get_by_label("Name")).to_be_focused()
        await form.get_by_label("Name").fill("Spring")
        await form.get_by_label("Phones").fill("+1 202-555-0101")
        await form.get_by_role("combobox", name="Campaign").press_sequentially("surv")
        await ada.suggestions.filter(has_text="Survey").click()
        await form.get_by_role("combobox", name="Days").click()
        await ada.suggestions.filter(has_text="tue").click()
        chosen = {"name": "list.csv", "mimeType": "text/csv", "buffer": b"phone\n"}
        await form.get_by_label("File", exact=True).set_input_files(chosen)  # type: ignore[arg-type]
        await form.get_by_label("Start").fill("2026-11-24T10:00")
        await expect(form).to_contain_text("list.csv")
        await ada.press("Preview", form)
        await expect(form).to_have_count(0)
        values = sent(app, "view_submission")["view"]["state"]["values"]
    assert values["campaign"]["campaign"]["selected_option"] == CAMPAIGNS[1]
    assert [one["value"] for one in values["days"]["days"]["selected_options"]] == ["tue"]
    assert values["file"]["file"]["files"][0]["name"] == "list.csv"
    assert values["start"]["start"]["selected_date_time"] == 1795514400


async def test_what_is_missing_or_wrong_stands_beside_its_field(
    ada: Person, slack: LocalSlack
) -> None:
    def refuses(frame: Frame) -> Frame:
        return {"response_action": "errors", "errors": {"name": "That name is taken."}}

    blocks = [one for one in FORM["blocks"] if one["block_id"] in ("name", "phones", "most")]
    slack.core.views.open(slack.user("ada"), {**FORM, "blocks": blocks})
    form = ada.dialog("Add phones")
    await ada.press("Preview", form)
    await expect(form.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    await expect(form).to_contain_text("Please complete this required field.")
    async with socket_app(slack, refuses):
        await form.get_by_label("Name").fill("spring")
        await ada.press("Preview", form)
        await expect(form).to_contain_text("That name is taken.")
        await expect(form.get_by_label("Name")).to_have_value("spring")
        await expect(form).not_to_contain_text("Please complete")


async def test_modals_are_stacked_changed_and_closed(ada: Person, slack: LocalSlack) -> None:
    views, person = slack.core.views, slack.user("ada")
    first = views.open(person, FORM)
    await ada.dialog("Add phones").get_by_label("Name").fill("kept")
    views.push(person, {"type": "modal", "title": plain("Columns"), "blocks": []})
    await expect(ada.dialog("Columns")).to_be_visible()
    await ada.press("Back")
    await expect(ada.dialog("Add phones").get_by_label("Name")).to_have_value("kept")
    views.update(first, {**FORM, "title": plain("Add to spring")})
    await expect(ada.dialog("Add to spring").get_by_label("Name")).to_have_value("kept")
    await ada.page.keyboard.press("Escape")
    await expect(ada.page.get_by_role("dialog")).to_have_count(0)
    assert slack.modal("ada") is None


async def test_an_app_that_does_not_answer_leaves_the_form_open(
    ada: Person, slack: LocalSlack
) -> None:
    slack.core.views.open(slack.user("ada"), {**FORM, "blocks": FORM["blocks"][:1]})
    form = ada.dialog("Add phones")
    await form.get_by_label("Name").fill("spring")
    await ada.press("Preview", form)
    await expect(form.get_by_role("alert")).to_contain_text("trouble connecting")
    await expect(form.get_by_label("Name")).to_have_value("spring")


async def test_a_button_asks_first(ada: Person, slack: LocalSlack, post: Post) -> None:
    post(*CONTROLS)
    async with socket_app(slack) as app:
        await ada.press("Stop")
        asked = ada.page.get_by_role("alertdialog", name="Pause everything?")
        await ada.press("Keep dialling", asked)
        await expect(asked).to_have_count(0)
        assert not app.envelopes
        await ada.press("Stop")
        await ada.press("Pause everything", asked)
        await slack.until(lambda: app.envelopes)
        assert sent(app, "block_actions")["actions"][0]["value"] == "stop"


async def test_menus_boxes_and_dates_tell_the_app_at_once(
    ada: Person, slack: LocalSlack, post: Post
) -> None:
    post(*CONTROLS)
    message = ada.message("Who is told")
    async with socket_app(slack) as app:
        await message.get_by_role("button", name="More actions").first.click()
        await ada.page.get_by_role("menuitem", name="Settings").click()
        await slack.until(lambda: len(app.envelopes) == 1)
        await message.get_by_role("combobox", name="Outcome").press_sequentially("fail")
        await ada.page.keyboard.press("Enter")
        await slack.until(lambda: len(app.envelopes) == 2)
        await message.get_by_role("checkbox").check()
        await slack.until(lambda: len(app.envelopes) == 3)
        await message.get_by_label("Select a date").fill("2026-12-01")
        await slack.until(lambda: len(app.envelopes) == 4)
        await message.get_by_role("combobox", name="Person").press_sequentially("bor")
        await ada.page.keyboard.press("Enter")
        await slack.until(lambda: len(app.envelopes) == 5)
    actions = [one["payload"]["actions"][0] for one in app.envelopes]
    assert actions[0]["selected_option"]["value"] == "Settings"
    assert actions[1]["selected_option"]["value"] == "failed"
    assert actions[2]["selected_options"][0]["value"] == "again"
    assert actions[3]["selected_date"] == "2026-12-01"
    assert actions[4]["selected_user"] == slack.user("boris").id


async def test_of_buttons_with_one_name_the_pressed_one_is_told(
    ada: Person, slack: LocalSlack, post: Post
) -> None:
    rows = [
        [
            {"type": "section", "text": mrkdwn(f"*{name}*")},
            {"type": "actions", "elements": [{**button("Pause", "pause"), "value": name}]},
        ]
        for name in ("spring", "autumn")
    ]
    post(*rows[0], *rows[1])
    async with socket_app(slack) as app:
        await ada.message("autumn").get_by_role("button", name="Pause").nth(1).click()
        await slack.until(lambda: app.envelopes)
    assert sent(app, "block_actions")["actions"][0]["value"] == "autumn"


async def test_shortcuts_start_from_their_menus(ada: Person, slack: LocalSlack, post: Post) -> None:
    post({"type": "section", "text": mrkdwn("call +1 202-555-0101")})
    async with socket_app(slack) as app:
        await ada.message("call +1").hover()
        await ada.press("More actions", ada.message("call +1"))
        await ada.page.get_by_role("menuitem", name="Call these numbers").click()
        await slack.until(lambda: app.envelopes)
        await ada.press("Shortcuts")
        await ada.page.get_by_role("menuitem", name="Add phones").click()
        await slack.until(lambda: len(app.envelopes) == 2)
    assert [one["payload"]["type"] for one in app.envelopes] == ["message_action", "shortcut"]
