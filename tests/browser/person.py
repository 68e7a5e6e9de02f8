"""A person before the page: what they see is named as it is written there."""

from __future__ import annotations

from typing import Self

from playwright.async_api import Locator, Page, expect


class Person:
    """Everything is found by roles and labels, as a screen reader finds it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def visit(self, address: str, place: str = "") -> Self:
        """Open the page and wait until it stands."""
        await self.page.goto(f"{address}/{place}")
        await expect(self.page.get_by_role("navigation", name="Channels")).to_contain_text("calls")
        return self

    @property
    def box(self) -> Locator:
        """The message box of the open conversation."""
        return self.page.get_by_role("textbox", name="Message to")

    async def say(self, text: str) -> None:
        """Type into the message box and press Enter."""
        await self.box.fill(text)
        await self.box.press("Enter")

    def message(self, containing: str) -> Locator:
        """The newest such message of the conversation."""
        return self.main.locator("[data-ts]").filter(has_text=containing).last

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("region", name="Thread", exact=True)

    @property
    def suggestions(self) -> Locator:
        return self.page.get_by_role("listbox").get_by_role("option")

    def dialog(self, title: str) -> Locator:
        """The open modal with this title."""
        return self.page.get_by_role("dialog", name=title)

    async def press(self, label: str, within: Locator | None = None) -> None:
        """Press the button with exactly this label."""
        place = within or self.page
        await place.get_by_role("button", name=label, exact=True).last.click()

    async def act_as(self, name: str) -> None:
        """Become somebody else."""
        await self.page.get_by_role("button", name="Acting as").click()
        await self.page.get_by_role("menuitem", name=name).click()

    async def open(self, channel: str) -> None:
        """Go to a channel, or to the app by its name, and wait until it is open."""
        sidebar = self.page.get_by_role("navigation", name="Channels")
        entry = sidebar.get_by_role("button", name=channel)
        await entry.click()
        await expect(entry).to_have_attribute("aria-current", "page")
