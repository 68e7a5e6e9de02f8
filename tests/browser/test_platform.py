"""The simulated calling platform beside the talk."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def calls(slack: LocalSlack) -> AsyncIterator[CallsApi]:
    """A platform that stands still, beside the local Slack."""
    async with CallsApi(speed=0) as calls:
        slack.calls_url = calls.url
        yield calls


@pytest_asyncio.fixture(loop_scope="session")
async def panel(page: Page, slack: LocalSlack, calls: CallsApi) -> Locator:
    """The side view, in which Spring is shown."""
    calls.create_campaign("Spring", lines=2)
    ada = await Person(page).visit(slack.core.base)
    panel = ada.page.get_by_role("region", name="Simulated platform")
    await expect(panel).to_contain_text("Spring")
    return panel


async def test_call_jobs_are_counted_by_status(panel: Locator, calls: CallsApi) -> None:
    spring = panel.get_by_role("article", name="Spring")
    await expect(spring).to_contain_text("No call jobs yet")
    calls.campaigns[0].add([f"1202555010{digit}" for digit in range(5)])
    await expect(spring).to_contain_text("Dialled now2")
    await expect(spring).to_contain_text("Planned3")
    calls.campaigns[0].weigh(noAnswer=1.0)
    await panel.get_by_role("radio", name="1000×").click()
    await expect(spring).to_contain_text("No answer", timeout=40_000)


async def test_the_speed_is_changed_by_keys(panel: Locator, calls: CallsApi) -> None:
    await expect(panel.get_by_role("radio", name="Paused")).to_be_checked()
    await panel.get_by_role("radio", name="Paused").press("ArrowRight")
    await expect(panel.get_by_role("radio", name="1×", exact=True)).to_be_checked()
    assert calls.clock.speed == 1


async def test_a_campaign_is_paused_by_somebody_outside(panel: Locator, calls: CallsApi) -> None:
    await panel.get_by_role("button", name="Pause outside Slack").click()
    await expect(panel.get_by_role("article", name="Spring")).to_contain_text("Paused")
    assert calls.campaigns[0].state == "paused"
    await panel.get_by_role("button", name="Resume outside Slack").click()
    await expect(panel.get_by_role("article", name="Spring")).to_contain_text("In progress")


async def test_a_new_campaign_and_its_token(panel: Locator, calls: CallsApi) -> None:
    before = calls.campaigns[0].token
    await panel.get_by_role("textbox", name="Name of a new campaign").fill("Autumn")
    await panel.get_by_role("button", name="Create").click()
    await expect(panel.get_by_role("article", name="Autumn")).to_be_visible()
    await panel.get_by_role("button", name="More for Spring").click()
    await panel.page.get_by_role("menuitem", name="Change the token").click()
    await expect(panel.get_by_role("article", name="Spring")).to_be_visible()
    await panel.page.wait_for_function("() => !document.querySelector('[role=menu]')")
    assert len(calls.campaigns) == 2
    assert calls.campaigns[0].token != before


async def test_faults_are_ordered_and_taken_back(panel: Locator, calls: CallsApi) -> None:
    await panel.get_by_role("button", name="Next addPhones answer is lost").click()
    await expect(panel).to_contain_text("Waiting: drop after processing (addPhones)")
    assert [one.kind for one in calls.waiting_faults] == ["drop_after_processing"]
    await panel.get_by_role("button", name="Take back").click()
    await expect(panel).not_to_contain_text("Waiting:")


async def test_a_platform_that_is_away_is_said_to_be_away(panel: Locator, calls: CallsApi) -> None:
    await calls.refuse()
    await expect(panel).to_contain_text("The platform accepts no connection now.")
    await calls.accept()
    await expect(panel).not_to_contain_text("accepts no connection")


async def test_the_side_view_is_put_away(panel: Locator) -> None:
    await panel.page.get_by_role("button", name="Platform", exact=True).click()
    await expect(panel).to_have_count(0)
    await panel.page.reload()
    await expect(panel).to_have_count(0)
    await panel.page.get_by_role("button", name="Platform", exact=True).click()
    await expect(panel).to_contain_text("Spring")
