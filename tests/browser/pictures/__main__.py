"""Plays every scene in order; each goes on from where the last one ended."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Collection

from playwright.async_api import async_playwright

from simulators.demo.stage import Stage
from tests.browser.conftest import QUIET, chromium_path
from tests.browser.pictures import asking, at_work, first_minutes, forms, russian, samples
from tests.browser.pictures.photographer import FOLDER, WINDOW, Photographer

SCENES: tuple[Callable[[Photographer], Awaitable[None]], ...] = (
    first_minutes.greeting,
    first_minutes.connecting,
    first_minutes.adding,
    at_work.calling,
    asking.reports,
    asking.people,
    forms.each,
    at_work.alarming,
    at_work.at_home,
    at_work.digest,
    asking.help_and_rights,
    russian.home,
    russian.digest,
    samples.whole_day,
)


async def main(wanted: Collection[str]) -> None:
    """Play every scene."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with Stage(speed=0) as stage, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        page = await browser.new_page(viewport=WINDOW, device_scale_factor=1.5)
        page.set_default_timeout(20_000)
        at = Photographer(page, stage, wanted)
        await at.ada.visit(stage.slack.core.base)
        for scene in SCENES:
            print(scene.__module__.rpartition(".")[2], scene.__name__, flush=True)
            await scene(at)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
