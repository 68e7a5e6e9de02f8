"""The same for whoever reads Russian: Boris's App Home, and the digest of his channel."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.pictures.photographer import Photographer


async def home(at: Photographer) -> None:
    """App Home as Boris sees it."""
    await at.ada.act_as("Boris")
    await at.ada.open("Callboard")
    tab = at.page.get_by_role("tabpanel", name="Home")
    await expect(tab).to_contain_text("Ваши кампании")
    await at.take("home-ru")
    await at.ada.open("calls")
    await at.take("report-ru", await at.ask("report spring", "дозвон"))


async def digest(at: Photographer) -> None:
    """A digest in a channel whose language is Russian."""
    await at.ada.act_as("Ada")
    await at.ada.say("/campaign settings channel")
    form = at.ada.dialog("Channel settings")
    await form.get_by_role("combobox", name="Language").click()
    await at.page.get_by_role("option", name="Русский").click()
    await at.ada.press("Save", form)
    await form.wait_for(state="detached")
    await at.ada.say("/campaign card spring")
    card = at.ada.message("spring —")
    await expect(card).to_contain_text("идёт")
    await at.take("card-ru", card)
