"""A real browser, and people who use it. One loop and one browser serve all of these tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error, Page, async_playwright, expect

from simulators.demo.stage import Stage
from simulators.slack import LocalSlack
from simulators.slack.manifest import PLAIN
from tests.browser.person import Person

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Milliseconds; Playwright's own five seconds are too few for a busy machine.
PATIENCE = 40_000
NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium on this machine")


def chromium_path() -> str:
    """Where Chromium is; without it the tests are skipped, but not where CI runs."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        assert not os.environ.get("CI"), "CI has to install chromium"
        pytest.skip("no chromium on this machine")
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests; each page of it has storage of its own."""
    path = chromium_path()
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        await opened.close()


@asynccontextmanager
async def a_page(browser: Browser) -> AsyncIterator[Page]:
    """An empty page; whatever goes wrong in its scripts fails the test."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[Error] = []
    page.on("pageerror", lambda fault: faults.append(fault))
    yield page
    await context.close()
    assert not faults, faults


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An empty page."""
    async with a_page(browser) as page:
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def slack() -> AsyncIterator[LocalSlack]:
    """A local Slack whose app is not there: a test answers for it, or lets it post."""
    async with LocalSlack(manifest=PLAIN) as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def ada(page: Page, slack: LocalSlack) -> Person:
    """Ada, before the open page of that local Slack."""
    return await Person(page).visit(slack.core.base)


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    """The whole demo with the real bot."""
    chromium_path()
    async with Stage(speed=0) as stage:
        yield stage


Step = Callable[[Person, Stage], Awaitable[None]]
Play = Callable[..., Awaitable[None]]


@pytest_asyncio.fixture(loop_scope="session")
async def play(browser: Browser, stage: Stage) -> Play:
    """Plays the steps of a story, each before a page of Ada's that was opened anew."""

    async def play(*steps: Step) -> None:
        for step in steps:
            async with a_page(browser) as page:
                await step(await Person(page).visit(stage.slack.core.base), stage)

    return play


Post = Callable[..., str]


@pytest.fixture
def post(slack: LocalSlack) -> Post:
    """Lets the app post blocks into #calls; gives the ts."""

    def post(*blocks: dict[str, object], **traits: str) -> str:
        core = slack.core
        content = {"text": "sample", "blocks": list(blocks)}
        channel = slack.channel("calls")
        message = core.messages.post(
            channel, core.app.bot, content, app_id=core.app.app_id, **traits
        )
        return message.ts

    return post
