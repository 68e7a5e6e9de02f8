"""The first minutes: the greeting, the connect form, the first list."""

from __future__ import annotations

import re

from playwright.async_api import expect

from simulators.demo.stage import ROOT
from tests.browser.pictures.photographer import Photographer


async def greeting(at: Photographer) -> None:
    """Press me, and its answer."""
    await at.ada.open("Callboard")
    await at.page.get_by_role("tab", name="Home").click()
    await expect(at.page.get_by_role("tabpanel", name="Home")).to_contain_text("First steps")
    await at.take("home-first")
    await at.page.get_by_role("tab", name="Messages").click()
    await expect(at.ada.message("Press the button")).to_be_visible()
    await at.take("press-me", at.ada.message("Press the button"))
    await at.ada.press("Press me")
    await expect(at.ada.message("ms after your click")).to_be_visible()
    await at.take("pressed", at.ada.message("ms after your click"))
    await at.ada.open("calls")


async def connecting(at: Photographer) -> None:
    """The connect form, filled in."""
    campaign = at.stage.calls.create_campaign("Spring offer", lines=20)
    await at.ada.say("/campaign connect")
    form = at.ada.dialog("Connect a campaign")
    await form.get_by_label("Name").fill("spring")
    await form.get_by_label("Host").fill("app.jaicp.com")
    await form.get_by_label("Token").fill("123456.789.••••••••••••")
    await at.take("connect", form)
    await form.get_by_label("Host").fill(at.stage.calls.url)
    await form.get_by_label("Token").fill(campaign.token)
    await at.ada.press("Connect", form)
    await expect(at.ada.dialog("Connected")).to_be_visible()
    await at.page.keyboard.press("Escape")
    await expect(at.ada.message("spring —")).to_be_visible()


async def adding(at: Photographer) -> None:
    """A dropped list: its dry run in the thread, its columns, then the receipt."""
    chooser = at.ada.main.locator("input[type=file]")
    await chooser.set_input_files(str(ROOT / "examples" / "contacts.csv"))
    await at.ada.press("Send now")
    await at.ada.message("contacts.csv").get_by_role("button", name="1 reply").click()
    add = at.ada.thread.get_by_role("button", name=re.compile(r"Add \d+$"))
    await expect(add).to_be_visible()
    await at.take("preview")
    await at.ada.press("Columns", at.ada.thread)
    await at.take_dialog("columns", "Columns")
    await add.click()
    receipt = at.ada.thread.locator("[data-ts]").filter(has_text="numbers to spring").last
    await expect(receipt).to_contain_text("added 7 numbers")
    await at.take("receipt")
    await at.page.keyboard.press("Escape")
