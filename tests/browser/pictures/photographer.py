"""Somebody before the page of the demo who takes pictures of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

from playwright.async_api import Locator, Page, ViewportSize

from simulators.demo.stage import ROOT, Stage
from tests.browser.person import Person

WINDOW: ViewportSize = {"width": 1440, "height": 900}
FOLDER = ROOT / "docs" / "images"


class Photographer:
    """``wanted`` are the names of the pictures to keep; none means all."""

    def __init__(self, page: Page, stage: Stage, wanted: Collection[str] = ()) -> None:
        self.page = page
        self.stage = stage
        self.wanted = wanted
        self.ada = Person(page)

    async def take(self, name: str, what: Locator | None = None) -> None:
        """The whole window, or one part of it."""
        if self.wanted and name not in self.wanted:
            return
        await self.page.mouse.move(700, 2)
        await self.page.wait_for_function("() => document.fonts.status === 'loaded'")
        path = FOLDER / f"{name}.png"
        if what is None:
            await self.page.screenshot(path=path, animations="disabled")
        else:
            await self._take_part(what, path)
        _shrink(path)

    async def _take_part(self, what: Locator, path: Path) -> None:
        """What is taller than the window gets a taller window for that moment."""
        box = await what.bounding_box()
        if box is not None and box["height"] > 500:
            await self.page.set_viewport_size({**WINDOW, "height": int(box["height"]) + 500})
        await what.scroll_into_view_if_needed()
        await what.screenshot(path=path, animations="disabled")
        await self.page.set_viewport_size(WINDOW)

    async def take_dialog(self, name: str, title: str) -> None:
        """An open modal, which is closed then."""
        dialog = self.ada.dialog(title)
        await dialog.wait_for()
        await self.take(name, dialog)
        await self.page.keyboard.press("Escape")
        await dialog.wait_for(state="detached")

    async def ask(self, command: str, answer: str) -> Locator:
        """Type a command and wait for its answer."""
        await self.ada.say(f"/campaign {command}")
        said = self.ada.message(answer)
        await said.wait_for()
        return said


def _shrink(path: Path) -> None:
    if shutil.which("pngquant"):
        subprocess.run(
            ["pngquant", "--force", "--skip-if-larger", "--ext=.png", "--quality=70-95", path],
            check=False,
        )
