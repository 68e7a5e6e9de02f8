"""``python -m tests.browser.pictures``: takes the pictures of ``docs/images`` anew.

It plays an operator's first minutes in the demo. With pngquant on the machine they become small.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

from simulators.demo.stage import ROOT, Stage
from tests.browser.conftest import QUIET, chromium_path
from tests.browser.person import Person

FOLDER = ROOT / "docs" / "images"
PHONES = [f"120255501{number:02}" for number in range(100)]


class Photographer:
    """Somebody before the page who takes pictures of it."""

    def __init__(self, page: Page, stage: Stage) -> None:
        self.page = page
        self.stage = stage
        self.ada = Person(page)

    async def take(self, name: str, what: Locator | None = None) -> None:
        """The whole window, or one part of it with a little around."""
        await self.page.mouse.move(700, 2)
        await self.page.wait_for_function("() => document.fonts.status === 'loaded'")
        path = FOLDER / f"{name}.png"
        if what is None:
            await self.page.screenshot(path=path, animations="disabled")
        else:
            await what.scroll_into_view_if_needed()
            await what.screenshot(path=path, animations="disabled")
        _shrink(path)


async def connecting(at: Photographer) -> None:
    """The connect form, filled in."""
    campaign = at.stage.calls.create_campaign("Spring offer", lines=20)
    await at.ada.say("/campaign connect")
    form = at.ada.dialog("Connect a campaign")
    await form.get_by_label("Name").fill("spring")
    await form.get_by_label("Host").fill("app.jaicp.com")
    await form.get_by_label("Token").fill("123456.789.••••••••••••")
    await at.take("connect")
    await form.get_by_label("Host").fill(at.stage.calls.url)
    await form.get_by_label("Token").fill(campaign.token)
    await at.ada.press("Connect", form)
    await expect(at.ada.dialog("Connected")).to_be_visible()
    await at.page.keyboard.press("Escape")
    await expect(at.ada.message("spring —")).to_be_visible()


async def adding(at: Photographer) -> None:
    """A dropped list: its dry run in the thread, then the receipt."""
    chooser = at.ada.main.locator("input[type=file]")
    await chooser.set_input_files(str(ROOT / "examples" / "contacts.csv"))
    await at.ada.press("Send now")
    await at.ada.message("contacts.csv").get_by_role("button", name="1 reply").click()
    add = at.ada.thread.get_by_role("button", name=re.compile(r"Add \d+$"))
    await expect(add).to_be_visible()
    await at.take("preview")
    await add.click()
    receipt = at.ada.thread.locator("[data-ts]").filter(has_text="numbers to spring").last
    await expect(receipt).to_contain_text("added 7 numbers")
    await at.take("receipt")
    await at.page.keyboard.press("Escape")


async def calling(at: Photographer) -> None:
    """The card while people are called."""
    campaign = at.stage.calls.campaigns[0]
    campaign.weigh(longCallWithResult=6, longCallWithNoResult=2, noAnswer=1)
    campaign.add(PHONES)
    at.stage.calls.set_speed(120)
    await at.stage.slack.until(lambda: campaign.counts.get("longCallWithResult", 0) > 30, 60)
    at.stage.calls.set_speed(0)
    card = at.ada.main.locator("[data-ts]").filter(has_text="spring —").first
    await expect(card).to_contain_text(re.compile("[3-9]\\d success"), timeout=20_000)
    await card.scroll_into_view_if_needed()
    await at.take("workspace")
    await at.take("card", card)


async def alarming(at: Photographer) -> None:
    """An incident and its thread."""
    campaign = at.stage.calls.campaigns[0]
    campaign.weigh(nonexistentNumber=1.0)
    at.stage.calls.set_speed(120)
    incident = at.ada.message("no such number")
    await expect(incident).to_be_visible(timeout=60_000)
    await expect(incident).to_contain_text(re.compile(r"\d\d call jobs"), timeout=60_000)
    await incident.get_by_role("button", name=re.compile("repl")).click()
    await expect(at.ada.thread).to_contain_text("no such number")
    await at.ada.thread.locator("[data-ts]").first.scroll_into_view_if_needed()
    await at.take("alert")
    await at.page.keyboard.press("Escape")


async def digest(at: Photographer) -> None:
    """What changed, with its charts."""
    await at.ada.say("/campaign digest spring now")
    posted = at.ada.main.locator("[data-ts]").filter(has=at.page.locator("figure.chart")).last
    await expect(posted).to_be_visible(timeout=30_000)
    await at.take("digest", posted)


async def at_home(at: Photographer) -> None:
    """App Home."""
    await at.ada.open("Callboard")
    home = at.page.get_by_role("tabpanel", name="Home")
    await expect(home).to_contain_text("spring")
    await at.take("home")


SCENES: tuple[Callable[[Photographer], Awaitable[None]], ...] = (
    connecting,
    adding,
    calling,
    alarming,
    digest,
    at_home,
)


def _shrink(path: Path) -> None:
    if shutil.which("pngquant"):
        subprocess.run(
            ["pngquant", "--force", "--skip-if-larger", "--ext=.png", "--quality=70-95", path],
            check=False,
        )


async def main() -> None:
    """Play every scene."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with Stage(speed=0) as stage, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        page = await browser.new_page(
            viewport={"width": 1440, "height": 900}, device_scale_factor=1.5
        )
        at = Photographer(page, stage)
        await at.ada.visit(stage.slack.core.base)
        for scene in SCENES:
            await scene(at)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
