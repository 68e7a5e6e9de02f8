"""What the bot tells by itself, as a channel sees it: the living card, alerts, digests, reports.

Each step goes on from where the last one ended, on a page opened anew.
"""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, expect

from simulators.demo.stage import Stage
from tests.browser.conftest import Play
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PATIENCE = 40_000


def card(operator: Person) -> Locator:
    """The living card: the first message of the channel that has the campaign's state."""
    return operator.main.locator("[data-ts]").filter(has_text="spring —").first


async def the_card_lives(operator: Person, stage: Stage) -> None:
    campaign = stage.calls.create_campaign("Spring offer")
    await stage.connect("spring", campaign)
    await expect(card(operator)).to_contain_text("No call jobs yet")
    campaign.weigh(longCallWithResult=1.0)
    campaign.add([f"1202555010{digit}" for digit in range(10)])
    await expect(card(operator)).to_contain_text("10 open", timeout=PATIENCE)
    stage.calls.set_speed(1000)
    await expect(card(operator)).to_contain_text("10 success", timeout=PATIENCE)
    await expect(card(operator)).to_contain_text("100%")


async def failed_calls_bring_an_alert_with_a_thread(operator: Person, stage: Stage) -> None:
    campaign = stage.calls.campaigns[0]
    campaign.weigh(nonexistentNumber=1.0)
    campaign.add([f"1202555012{digit}" for digit in range(10)])
    incident = operator.message("10 call jobs: no such number")
    await expect(incident).to_be_visible(timeout=PATIENCE)
    await expect(incident.get_by_role("button", name="Pause now")).to_be_visible()
    await incident.get_by_role("button", name=re.compile("repl(y|ies)")).click()
    await expect(operator.thread).to_contain_text("+1 •••-••-20")
    assert "2025550120" not in await operator.page.content()


async def a_pause_outside_slack_shows_on_the_card(operator: Person, stage: Stage) -> None:
    await operator.press("Pause outside Slack")
    await expect(card(operator)).to_contain_text("paused", timeout=PATIENCE)
    await expect(operator.main.get_by_text("nobody here").last).to_be_visible(timeout=PATIENCE)
    await operator.press("Resume", card(operator))
    await expect(card(operator)).to_contain_text("in progress")


async def a_digest_has_charts_and_says_the_same_in_words(operator: Person, stage: Stage) -> None:
    await operator.say("/campaign digest spring now")
    digest = operator.message("20 finished")
    await expect(digest).to_contain_text("10 answered", timeout=PATIENCE)
    chart = digest.get_by_role("img", name=re.compile("bar chart"))
    await expect(chart.locator("rect").first).to_be_visible()
    await expect(digest.get_by_role("table").first).to_contain_text("20")


async def a_report_is_for_the_asker_alone(operator: Person, stage: Stage) -> None:
    await operator.say("/campaign report spring")
    report = operator.message("answer rate")
    await expect(report).to_contain_text("Only visible to you", timeout=PATIENCE)


async def test_what_a_channel_reads_in_a_day(play: Play) -> None:
    await play(
        the_card_lives,
        failed_calls_bring_an_alert_with_a_thread,
        a_pause_outside_slack_shows_on_the_card,
        a_digest_has_charts_and_says_the_same_in_words,
        a_report_is_for_the_asker_alone,
    )
