"""An operator's day with the real bot, by mouse and keyboard alone.

Each step goes on from where the last one ended, as a day does, on a page opened anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from simulators.demo.stage import ROOT, Stage
from tests.browser.conftest import Play
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIST = Path("examples/contacts.csv")
DROP = """
([name, text, target]) => {
    const files = new DataTransfer();
    files.items.add(new File([text], name, { type: "text/csv" }));
    for (const kind of ["dragenter", "dragover", "drop"])
        target.dispatchEvent(new DragEvent(kind, { bubbles: true, dataTransfer: files }));
}
"""


async def a_press_proves_the_way_there_and_back(operator: Person, stage: Stage) -> None:
    await operator.open("Callboard")
    await operator.page.get_by_role("tab", name="Home").click()
    home = operator.page.get_by_role("tabpanel", name="Home")
    await operator.press("Press me", home)
    await expect(home).to_contain_text("✅ See that Slack and Callboard hear each other")
    await operator.page.get_by_role("tab", name="Messages").click()
    await expect(operator.message("ms after your click")).to_be_visible()


async def a_campaign_is_connected_by_the_form(operator: Person, stage: Stage) -> None:
    campaign = stage.calls.create_campaign("Spring offer")
    await operator.say("/campaign connect")
    form = operator.dialog("Connect a campaign")
    await form.get_by_label("Name").fill("spring")
    await form.get_by_label("Host").fill(stage.calls.url)
    await form.get_by_label("Token").fill("1.2.wrong")
    await expect(form.get_by_role("combobox", name="Channels")).to_be_visible()
    await expect(form).to_contain_text("calls")
    await operator.press("Connect", form)
    await expect(form).to_contain_text("no campaign with that token")
    await form.get_by_label("Token").fill(campaign.token)
    await operator.press("Connect", form)
    await expect(operator.dialog("Connected")).to_contain_text("spring is connected")
    await operator.press("Close", operator.dialog("Connected").locator("footer"))
    await expect(operator.message("spring — in progress")).to_be_visible()


async def typed_phones_are_shown_then_added(operator: Person, stage: Stage) -> None:
    await operator.say("/campaign add spring +1 202-555-0101, +1 202-555-0102")
    preview = operator.message("2 people would be added")
    await expect(preview).to_contain_text("Only visible to you")
    await operator.press("Add 2", preview)
    await expect(operator.message("added 2 numbers to spring")).to_be_visible()


async def a_dropped_list_gets_a_dry_run_in_its_thread(operator: Person, stage: Stage) -> None:
    pane = await operator.page.get_by_role("region", name="#calls").element_handle()
    text = (ROOT / LIST).read_text(encoding="utf-8")
    await operator.page.evaluate(DROP, [LIST.name, text, pane])
    await expect(operator.main).to_contain_text(LIST.name)
    await operator.press("Send now")
    await operator.message(LIST.name).get_by_role("button", name="1 reply").click()
    add = operator.thread.get_by_role("button", name=re.compile(r"Add \d+$"))
    await expect(operator.thread).to_contain_text("bad rows are left out")
    await add.click()
    await expect(operator.message("numbers to spring").first).to_be_visible()


async def it_is_paused_from_its_card_and_resumed(operator: Person, stage: Stage) -> None:
    card = operator.main.locator("[data-ts]").filter(has_text="spring —").first
    await operator.press("Pause", card)
    await expect(card).to_contain_text("paused by @Ada Field")
    assert stage.calls.campaigns[0].state == "paused"
    await operator.press("Resume", card)
    await expect(card).to_contain_text("in progress")


async def a_stop_asks_first(operator: Person, stage: Stage) -> None:
    card = operator.main.locator("[data-ts]").filter(has_text="spring —").first
    await operator.press("Stop", card)
    asked = operator.dialog("Stop a campaign")
    await expect(asked).to_contain_text("cannot be resumed")
    await operator.press("Keep it", asked)
    await expect(asked).to_have_count(0)
    assert stage.calls.campaigns[0].state == "inProgress"


async def app_home_has_the_campaign_and_its_buttons(operator: Person, stage: Stage) -> None:
    await operator.open("Callboard")
    await operator.page.get_by_role("tab", name="Home").click()
    home = operator.page.get_by_role("tabpanel", name="Home")
    await expect(home).to_contain_text("spring")
    await expect(home.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    await expect(home).to_contain_text("Nothing needs you right now.")
    await expect(home).to_contain_text("First steps")
    await operator.press("Pause everything", home)
    asked = operator.page.get_by_role("alertdialog", name="Pause everything?")
    await operator.press("Keep dialling", asked)


async def the_app_answers_in_direct_messages(operator: Person, stage: Stage) -> None:
    await operator.open("Callboard")
    await operator.page.get_by_role("tab", name="Messages").click()
    await operator.say("status spring")
    await expect(operator.message("spring — in progress")).to_be_visible()


async def a_member_may_look_but_not_pause(operator: Person, stage: Stage) -> None:
    await operator.act_as("Carol")
    card = operator.main.locator("[data-ts]").filter(has_text="spring —").first
    await operator.press("Pause", card)
    await expect(operator.message("You may not do that")).to_be_visible()
    assert stage.calls.campaigns[0].state == "inProgress"


async def test_a_day_of_work(play: Play) -> None:
    await play(
        a_press_proves_the_way_there_and_back,
        a_campaign_is_connected_by_the_form,
        typed_phones_are_shown_then_added,
        a_dropped_list_gets_a_dry_run_in_its_thread,
        it_is_paused_from_its_card_and_resumed,
        a_stop_asks_first,
        app_home_has_the_campaign_and_its_buttons,
        the_app_answers_in_direct_messages,
        a_member_may_look_but_not_pause,
    )
