"""Digests come to a channel by themselves, and at once for who asks; pauses end by themselves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from bot.domain.digest_orders import Order
from bot.store.schema import post, schedule
from bot.texts import texts_for
from simulators.calls_api import SimCampaign
from simulators.slack import Features
from tests.scenarios.office import ADMIN, CHANNEL, VIEWER, Office, opened
from tests.services.watching.phones import phones


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[tuple[Office, SimCampaign]]:
    """A campaign whose three call jobs came to their ends."""
    yield office, await called(office, "spring")


async def called(office: Office, name: str) -> SimCampaign:
    """Connect a campaign of which nobody answers, and wait until all is called."""
    campaign = office.calls.create_campaign(name.title(), weights={"noAnswer": 1})
    campaign.add(phones(3))
    await office.connect(name, campaign)
    await office.slack.close_all(ADMIN)
    card = await office.slack.message(CHANNEL, f"*{name}* — in progress")
    await office.slack.until(lambda: "100%" in card.text, 20)
    return campaign


async def fall_due(office: Office, ago: timedelta = timedelta()) -> None:
    """Let everything that was ordered be due since a while."""
    assert office.bot is not None
    async with office.bot.db.begin() as tx:
        await tx.execute(update(schedule).values(next_at=datetime.now(UTC) - ago))
    office.bot.wakeups.notify("schedules")


async def test_a_digest_is_ordered_listed_and_ended(spring: tuple[Office, SimCampaign]) -> None:
    office, _ = spring
    await office.slack.command(ADMIN, CHANNEL, "/campaign digest spring daily 09:00 Europe/Berlin")
    ordered = await office.slack.ephemeral(ADMIN, "every day at 09:00 (Europe/Berlin)")
    assert ordered.text.count("09:00 ·") == 2

    await office.slack.command(ADMIN, CHANNEL, "/campaign digest list")
    listed = await office.slack.ephemeral(ADMIN, "1. The digest of *spring*")
    await office.slack.click(ADMIN, "Switch off", listed)

    await office.slack.until(lambda: "No digest comes to this channel" in listed.text)


async def test_a_digest_at_once_says_the_news(spring: tuple[Office, SimCampaign]) -> None:
    office, _ = spring
    await office.slack.command(ADMIN, CHANNEL, "/campaign digest now")
    digest = await office.slack.message(CHANNEL, "finished since")
    assert "*spring*: 3 finished since" in digest.text
    assert "0 answered (0% of 3 called), 3 failed" in digest.text
    assert "[bar chart: From call jobs to results" in digest.text


async def test_what_to_do_next_is_the_same_preview(spring: tuple[Office, SimCampaign]) -> None:
    office, _ = spring
    await office.slack.command(ADMIN, CHANNEL, "/campaign digest now")
    digest = await office.slack.message(CHANNEL, "finished since")

    await office.slack.click(ADMIN, "Again: 3 unanswered", digest)

    assert "Add 3" in (await office.slack.ephemeral(ADMIN, "would be added")).text


async def test_a_due_digest_comes_by_itself_and_the_next_says_that_nothing_is_new(
    spring: tuple[Office, SimCampaign],
) -> None:
    office, _ = spring
    await office.slack.command(ADMIN, CHANNEL, "/campaign digest spring hourly")
    await office.slack.ephemeral(ADMIN, "every hour")

    await fall_due(office)
    await office.slack.message(CHANNEL, "3 finished since")
    await fall_due(office)

    quiet = await office.slack.message(CHANNEL, "nothing new since")
    assert "\n" not in quiet.text


async def test_a_digest_tells_times_of_its_own_zone_where_the_channel_has_none(
    spring: tuple[Office, SimCampaign],
) -> None:
    office, _ = spring
    await office.slack.command(ADMIN, CHANNEL, "/campaign digest spring hourly Asia/Tokyo")
    await office.slack.ephemeral(ADMIN, "Asia/Tokyo")
    await fall_due(office)
    digest = await office.slack.message(CHANNEL, "3 finished since")

    assert office.bot is not None
    async with office.bot.db.read() as tx:
        body = await tx.scalar(select(post.c.body).where(post.c.render == "digest"))
    since = Order.from_wire(body).since
    assert texts_for("en").moment(since, ZoneInfo("Asia/Tokyo")) in digest.text


async def test_a_listed_digest_is_posted_by_its_button(spring: tuple[Office, SimCampaign]) -> None:
    office, _ = spring
    await office.slack.command(ADMIN, CHANNEL, "/campaign digest spring daily 09:00")
    await office.slack.ephemeral(ADMIN, "every day")
    await office.slack.command(ADMIN, CHANNEL, "/campaign digest list")
    listed = await office.slack.ephemeral(ADMIN, "1. The digest of *spring*")

    await office.slack.click(ADMIN, "Post now", listed)

    await office.slack.message(CHANNEL, "3 finished since")


async def test_a_digest_that_was_due_while_all_was_down_says_that_it_is_late(
    spring: tuple[Office, SimCampaign],
) -> None:
    office, _ = spring
    await office.slack.command(ADMIN, CHANNEL, "/campaign digest spring hourly")
    await office.slack.ephemeral(ADMIN, "every hour")

    await fall_due(office, timedelta(hours=3))

    late = await office.slack.message(CHANNEL, "Late:")
    assert "3 finished since" in late.text
    assert len(office.slack.messages(CHANNEL, containing="Late:")) == 1


async def test_several_campaigns_are_one_message_with_a_thread_each(office: Office) -> None:
    for name in ("spring", "autumn"):
        await called(office, name)

    await office.slack.command(ADMIN, CHANNEL, "/campaign digest now")

    main = await office.slack.message(CHANNEL, "2 campaigns*: 6 finished")
    assert "• *spring*: 3 finished" in main.text
    for name in ("spring", "autumn"):
        await office.slack.message(CHANNEL, f"*{name}*: 3 finished", thread=main)


async def test_a_workspace_without_charts_gets_the_words(tmp_path: Path) -> None:
    old = Features(data_visualization=False)
    async with opened(tmp_path, slack={"features": old}, calls={"speed": 1000}) as office:
        await called(office, "spring")
        await office.slack.command(ADMIN, CHANNEL, "/campaign digest now")
        digest = await office.slack.message(CHANNEL, "finished since")
        assert "chart" not in digest.text
        assert "Call jobs 3 (100%)" in digest.text


async def test_a_viewer_orders_no_digest(spring: tuple[Office, SimCampaign]) -> None:
    office, _ = spring
    await office.slack.command(VIEWER, CHANNEL, "/campaign digest daily 09:00")
    await office.slack.ephemeral(VIEWER, "needs the role operator")


async def test_a_timed_pause_ends_by_itself_and_the_channel_hears_of_it(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.command(ADMIN, CHANNEL, "/campaign pause spring 30m")
    await office.slack.ephemeral(ADMIN, "It resumes by itself")
    assert campaign.state == "paused"

    await fall_due(office)

    await office.slack.message(CHANNEL, "*spring* is dialling again: the pause that")
    assert campaign.state == "inProgress"
