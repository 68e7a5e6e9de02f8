"""The page without a mouse, and what screen readers are told."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from simulators.slack import LocalSlack
from tests.browser.conftest import Post
from tests.browser.person import Person
from tests.browser.samples import CONTROLS, FORM, mrkdwn
from tests.simulators.slack.raw_app import socket_app

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

UNNAMED = """
() => [...document.querySelectorAll("button, input, textarea, [role]")]
    .filter((node) => node.checkVisibility() && node.matches(
        "button, input, textarea, [role=tab], [role=option], [role=menuitem], [role=region]"))
    .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length
        || node.getAttribute("aria-labelledby")))
    .map((node) => node.outerHTML)
"""


async def test_one_walks_from_the_text_to_a_button_of_a_message(
    ada: Person, slack: LocalSlack, post: Post
) -> None:
    post({"type": "section", "text": mrkdwn("an older one")})
    post(*CONTROLS)
    keys = ada.page.keyboard
    await ada.message("Who is told").focus()
    await keys.press("ArrowUp")
    await expect(ada.message("an older one")).to_be_focused()
    await keys.press("ArrowDown")
    await expect(ada.message("Who is told")).to_be_focused()
    async with socket_app(slack) as app:
        await keys.press("Tab")
        await expect(ada.page.get_by_role("button", name="Pause", exact=True)).to_be_focused()
        await keys.press("Enter")
        await slack.until(lambda: app.envelopes)
    assert app.envelopes[0]["payload"]["actions"][0]["action_id"] == "pause"


async def test_menus_and_lists_are_steered_by_arrows(ada: Person) -> None:
    keys = ada.page.keyboard
    await ada.page.get_by_role("button", name="Acting as").press("Enter")
    await expect(ada.page.get_by_role("menuitem", name="Ada")).to_be_focused()
    await keys.press("ArrowDown")
    await expect(ada.page.get_by_role("menuitem", name="Boris")).to_be_focused()
    await keys.press("Escape")
    await expect(ada.page.get_by_role("button", name="Acting as Ada")).to_be_focused()
    await ada.box.press_sequentially("@")
    await keys.press("ArrowDown")
    await expect(ada.suggestions.nth(1)).to_have_attribute("aria-selected", "true")
    await keys.press("Escape")
    await expect(ada.suggestions).to_have_count(0)


async def test_ctrl_k_jumps_anywhere(ada: Person) -> None:
    await ada.page.keyboard.press("Control+k")
    await ada.page.get_by_role("combobox").press_sequentially("gener")
    await ada.page.keyboard.press("Enter")
    await expect(ada.page.get_by_role("textbox", name="Message to #general")).to_be_focused()


async def test_focus_stays_on_the_button_of_a_card_that_is_edited(
    ada: Person, slack: LocalSlack, post: Post
) -> None:
    ts = post({"type": "section", "text": mrkdwn("12 of 100")}, CONTROLS[0])
    await ada.page.get_by_role("button", name="Resume").focus()
    message = slack.core.messages.find(slack.channel("calls"), ts)
    assert message is not None
    moved = {**CONTROLS[0], "elements": CONTROLS[0]["elements"][1:]}
    slack.core.messages.edit(
        message,
        {"text": "", "blocks": [{"type": "section", "text": mrkdwn("40 of 100")}, moved]},
    )
    await expect(ada.message("40 of 100")).to_be_visible()
    await expect(ada.page.get_by_role("button", name="Resume")).to_be_focused()


async def test_a_modal_keeps_the_focus_and_gives_it_back(ada: Person, slack: LocalSlack) -> None:
    await ada.box.focus()
    slack.core.views.open(slack.user("ada"), FORM)
    await expect(ada.dialog("Add phones").get_by_label("Name")).to_be_focused()
    for _ in range(30):
        await ada.page.keyboard.press("Tab")
    outside = "() => document.activeElement.matches('body > :not(dialog) *')"
    assert not await ada.page.evaluate(outside)
    await ada.page.keyboard.press("Escape")
    await expect(ada.box).to_be_focused()


async def test_everything_that_can_be_used_has_a_name(
    ada: Person, slack: LocalSlack, post: Post
) -> None:
    post(*CONTROLS)
    assert await ada.page.evaluate(UNNAMED) == []
    slack.core.views.open(slack.user("ada"), FORM)
    await expect(ada.dialog("Add phones")).to_be_visible()
    assert await ada.page.evaluate(UNNAMED) == []


@pytest.mark.parametrize(("width", "height"), [(1200, 800), (1440, 900)])
async def test_nothing_is_cut_off_on_usual_screens(
    ada: Person, post: Post, width: int, height: int
) -> None:
    post(*CONTROLS)
    await ada.page.set_viewport_size({"width": width, "height": height})
    await ada.message("Who is told").hover()
    await ada.press("Reply in thread")
    await expect(ada.thread).to_be_visible()
    beyond = "() => document.documentElement.scrollWidth > innerWidth"
    assert not await ada.page.evaluate(beyond)
    for name in ("Message to", "Reply to thread"):
        await expect(ada.page.get_by_role("textbox", name=name)).to_be_in_viewport(ratio=1)
