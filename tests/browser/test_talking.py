"""Talking in the workspace: writing, completion, threads, who sees what."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from simulators.slack import LocalSlack
from tests.browser.conftest import Post
from tests.browser.person import Person
from tests.browser.samples import mrkdwn
from tests.simulators.slack.raw_app import Frame, socket_app

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def echo(frame: Frame) -> Frame:
    """An app that answers a command with its text."""
    return {"text": f"You typed: {frame['payload'].get('text', '')}"}


async def test_enter_sends_and_shift_enter_breaks_the_line(ada: Person) -> None:
    await ada.box.fill("first")
    await ada.box.press("Shift+Enter")
    await ada.box.press_sequentially("second")
    await ada.box.press("Enter")
    await expect(ada.message("first")).to_contain_text("Ada Field")
    await expect(ada.message("first").locator(".rich-section")).to_have_text("firstsecond")
    await expect(ada.box).to_have_value("")


async def test_a_command_is_completed_with_its_hint(ada: Person, slack: LocalSlack) -> None:
    async with socket_app(slack, echo):
        await ada.box.press_sequentially("/ca")
        await expect(ada.suggestions.first).to_contain_text("Calling campaigns")
        await ada.box.press("Tab")
        await expect(ada.box).to_have_value("/campaign ")
        await ada.box.press_sequentially("help")
        await ada.box.press("Enter")
        answer = ada.message("You typed: help")
        await expect(answer).to_contain_text("Only visible to you")
        await ada.act_as("Boris")
        await expect(answer).to_have_count(0)


async def test_a_command_that_is_none_says_so_to_its_author(ada: Person) -> None:
    await ada.say("/compaign help")
    said = ada.main.get_by_role("listitem").filter(has_text="Slackbot")
    await expect(said).to_contain_text("/compaign is not a valid command.")
    await expect(ada.box).to_have_value("/compaign help")


async def test_people_and_channels_are_completed(ada: Person) -> None:
    await ada.box.press_sequentially("see @bor")
    await ada.box.press("Enter")
    await ada.box.press_sequentially("in #gen")
    await expect(ada.suggestions).to_have_text(["general"])
    await ada.suggestions.first.click()
    await ada.box.press("Enter")
    message = ada.message("see")
    await expect(message).to_contain_text("@Boris Zorin in #general")
    await message.get_by_role("button", name="#general").click()
    await expect(ada.page.get_by_role("heading", name="general").first).to_be_visible()


async def test_a_thread_opens_beside_and_counts_its_replies(ada: Person, post: Post) -> None:
    post({"type": "section", "text": mrkdwn("Incident: 12 calls failed")})
    await ada.message("Incident").hover()
    await ada.press("Reply in thread")
    await ada.page.get_by_role("textbox", name="Reply to thread").fill("I look at it")
    await ada.page.keyboard.press("Enter")
    await expect(ada.thread).to_contain_text("I look at it")
    await expect(ada.thread).to_contain_text("1 reply")
    await expect(ada.message("Incident")).to_contain_text("1 reply")
    await ada.page.keyboard.press("Escape")
    await expect(ada.thread).to_have_count(0)
    await ada.message("Incident").get_by_role("button", name="1 reply").click()
    await expect(ada.thread).to_contain_text("I look at it")


async def test_what_one_person_alone_sees_in_a_thread_is_no_reply(
    ada: Person, slack: LocalSlack, post: Post
) -> None:
    ts = post({"type": "section", "text": mrkdwn("List of 7 people")})
    post({"type": "section", "text": mrkdwn("Added")}, thread_ts=ts)
    post(
        {"type": "section", "text": mrkdwn("Your file comes")},
        thread_ts=ts,
        only_for=slack.user("ada").id,
    )
    await ada.message("List of 7").get_by_role("button", name="1 reply").click()
    await expect(ada.thread).to_contain_text("Your file comes")
    await expect(ada.thread.get_by_text("1 reply", exact=True)).to_be_visible()


async def test_what_comes_elsewhere_is_marked_unread(ada: Person, slack: LocalSlack) -> None:
    await slack.say("boris", "general", "news for @ada")
    entry = ada.page.get_by_role("button", name="general, unread")
    await expect(entry).to_contain_text("1")
    await entry.click()
    await expect(ada.message("news for")).to_be_visible()
    await expect(ada.page.get_by_role("button", name="general, unread")).to_have_count(0)


async def test_edits_are_seen_where_the_message_stands(
    ada: Person, slack: LocalSlack, post: Post
) -> None:
    ts = post({"type": "section", "text": mrkdwn("*spring*: in progress")})
    await expect(ada.message("spring")).to_contain_text("in progress")
    message = slack.core.messages.find(slack.channel("calls"), ts)
    assert message is not None
    slack.core.messages.edit(message, {"text": "spring: paused"})
    await expect(ada.message("spring")).to_contain_text("paused")
    await expect(ada.message("spring")).to_contain_text("(edited)")
    slack.core.messages.delete(message)
    await expect(ada.message("spring")).to_have_count(0)


async def test_screen_readers_hear_what_others_write(ada: Person, slack: LocalSlack) -> None:
    await slack.say("carol", "calls", "hello there")
    log = ada.page.get_by_role("log", name="New messages")
    await expect(log).to_contain_text("Carol Reyes, #calls: hello there")


async def test_people_see_their_own_channels(ada: Person) -> None:
    sidebar = ada.page.get_by_role("navigation", name="Channels")
    await ada.open("secret")
    await ada.act_as("Gus")
    await expect(sidebar.get_by_role("button", name="secret")).to_have_count(0)
    await expect(ada.page.get_by_role("heading", name="calls").first).to_be_visible()
    await ada.page.reload()
    await expect(ada.page.get_by_role("button", name="Acting as Gus Guest")).to_be_visible()


async def test_the_app_is_invited_by_slacks_own_command(ada: Person, slack: LocalSlack) -> None:
    await ada.open("quiet")
    await ada.say("/invite @callboard")
    bot = slack.core.app.bot.id
    await slack.until(lambda: bot in slack.channel("quiet").members)


async def test_a_slack_that_goes_away_while_the_page_reads_it_is_shown_as_away(
    ada: Person, slack: LocalSlack
) -> None:
    await ada.page.route("**/_control/state", lambda route: route.abort())
    await ada.open("quiet")
    await ada.say("/invite @callboard")
    await expect(ada.page.locator("body.offline")).to_be_visible()


async def test_a_click_is_heard_though_news_come_while_the_button_is_down(
    ada: Person, slack: LocalSlack
) -> None:
    sidebar = ada.page.get_by_role("navigation", name="Channels")
    await sidebar.get_by_role("button", name="quiet").hover()
    await ada.page.mouse.down()
    await slack.say("boris", "general", "news for @ada")
    await expect(ada.page.get_by_role("log", name="New messages")).to_contain_text("news for")
    await ada.page.mouse.up()
    await expect(ada.page.get_by_role("heading", name="quiet").first).to_be_visible()
    await expect(sidebar.get_by_role("button", name="general, unread")).to_be_visible()
