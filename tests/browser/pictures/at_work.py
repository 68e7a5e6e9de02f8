"""An operator's day: the card, an alert, App Home, the digest of a channel with two campaigns."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.pictures.photographer import Photographer

PHONES = [f"120255501{number:02}" for number in range(100)]
PATIENCE = 60_000


async def calling(at: Photographer) -> None:
    """The card while people are called, and a pause from it."""
    campaign = at.stage.calls.campaigns[0]
    campaign.weigh(longCallWithResult=6, longCallWithNoResult=2, noAnswer=1)
    campaign.add(PHONES)
    at.stage.calls.set_speed(120)
    await at.stage.slack.until(lambda: campaign.counts.get("longCallWithResult", 0) > 30, 60)
    at.stage.calls.set_speed(0)
    card = at.ada.main.locator("[data-ts]").filter(has_text="spring —").first
    await expect(card).to_contain_text(re.compile("[3-9]\\d success"), timeout=PATIENCE)
    await card.scroll_into_view_if_needed()
    await at.take("workspace")
    await at.take("card", card)
    await at.ada.say("/campaign pause spring 30m")
    await expect(card).to_contain_text("resumes by itself", timeout=PATIENCE)
    await at.take("card-paused", card)
    await at.ada.say("/campaign resume spring")
    await expect(card).to_contain_text("in progress", timeout=PATIENCE)


async def alarming(at: Photographer) -> None:
    """An incident and its thread."""
    campaign = at.stage.calls.campaigns[0]
    campaign.weigh(nonexistentNumber=1.0)
    at.stage.calls.set_speed(120)
    incident = at.ada.message("no such number")
    await expect(incident).to_be_visible(timeout=PATIENCE)
    await expect(incident).to_contain_text(re.compile(r"\d\d call jobs"), timeout=PATIENCE)
    at.stage.calls.set_speed(0)
    await incident.get_by_role("button", name=re.compile("repl")).click()
    await expect(at.ada.thread).to_contain_text("no such number")
    await at.ada.thread.locator("[data-ts]").first.scroll_into_view_if_needed()
    await at.take("alert")
    await at.page.keyboard.press("Escape")


async def at_home(at: Photographer) -> None:
    """App Home, while something needs Ada."""
    await at.ada.say("/campaign digest daily 09:00 Europe/Moscow")
    await expect(at.ada.message("every day at 09:00")).to_be_visible()
    await at.ada.open("Callboard")
    home = at.page.get_by_role("tabpanel", name="Home")
    await expect(home).to_contain_text("Needs you", timeout=PATIENCE)
    await at.take("home")
    await at.ada.open("calls")


async def digest(at: Photographer) -> None:
    """What changed in both campaigns of the channel, with charts and a thread each."""
    survey = at.stage.calls.create_campaign("Customer survey", lines=20)
    await at.stage.connect("survey", survey)
    survey.weigh(longCallWithResult=4, noAnswer=3, technicalError=0)
    at.stage.calls.campaigns[0].weigh(longCallWithResult=6, longCallWithNoResult=2, noAnswer=1)
    survey.add(PHONES[:40])
    at.stage.calls.set_speed(600)
    survey_card = at.ada.main.locator("[data-ts]").filter(has_text="survey —").last
    await expect(survey_card).to_contain_text("100%", timeout=PATIENCE)
    at.stage.calls.set_speed(0)
    await at.ada.say("/campaign digest now")
    posted = at.ada.main.locator("[data-ts]").filter(has=at.page.locator("figure.chart")).last
    await expect(posted).to_be_visible(timeout=PATIENCE)
    await expect(posted.get_by_role("button", name="2 replies")).to_be_visible(timeout=PATIENCE)
    await posted.get_by_role("button", name="2 replies").click()
    await expect(at.ada.thread).to_contain_text("survey")
    await at.take("digest-thread")
    await at.page.keyboard.press("Escape")
