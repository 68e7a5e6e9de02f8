"""The living card in the channel, sent and kept up to date by the scheduler's side."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url

from bot.app.serving import running
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from simulators.slack.messages import Message
from tests.scenarios.office import ADMIN, CHANNEL, Office, settings_for


async def connected(office: Office, *channels: str) -> Message:
    """A campaign in progress, connected to these channels; its card in the first of them."""
    campaign = office.calls.create_campaign("Spring")
    await office.connect("spring", campaign, Channels=list(channels))
    await office.slack.close_all(ADMIN)
    return await office.slack.message(channels[0], "*spring*")


async def test_a_card_shows_at_once_what_somebody_did(office: Office) -> None:
    card = await connected(office, CHANNEL)
    await office.tell(ADMIN, "pause spring", "is paused")
    await office.slack.until(lambda: "— paused" in card.text)


async def test_a_card_lives_on_after_a_restart(tmp_path: Path) -> None:
    database = make_url(f"sqlite:///{tmp_path / 'callboard.db'}")
    async with LocalSlack() as slack, CallsApi(speed=1000) as calls:
        office = Office(slack, calls, settings_for(slack, calls, database))
        async with running(office.settings):
            card = await connected(office, CHANNEL)
        async with running(office.settings):
            await office.tell(ADMIN, "pause spring", "is paused")
            await slack.until(lambda: "— paused" in card.text)


async def test_an_archived_channel_stops_no_other_card(office: Office) -> None:
    card = await connected(office, "general", CHANNEL)
    await office.slack.archive(CHANNEL)
    await office.tell(ADMIN, "pause spring", "is paused", channel="general")
    await office.slack.until(lambda: "— paused" in card.text)
    notice = await office.slack.message(office.slack.channel("dm", ADMIN), "no longer post")
    assert "it is archived" in notice.text
