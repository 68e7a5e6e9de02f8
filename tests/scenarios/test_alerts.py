"""A channel hears what goes wrong with its campaigns, and what to do about it is at hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from bot.app.serving import running
from simulators.calls_api import CallsApi, SimCampaign
from simulators.slack import LocalSlack
from tests.scenarios.office import ADMIN, CHANNEL, Office, settings_for
from tests.services.watching.phones import phones

PATIENCE = 40.0

Spring = tuple[Office, SimCampaign]


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[Spring]:
    """An office with a campaign that dials nobody yet, and has been looked at."""
    campaign = office.calls.create_campaign("Spring", lines=0, weights={"nonexistentNumber": 1})
    await watch(office, campaign)
    yield office, campaign


async def watch(office: Office, campaign: SimCampaign) -> None:
    """Connect a campaign, and wait until what happens from now on is news."""
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.message(CHANNEL, "as of", timeout=PATIENCE)


async def test_calls_that_fail_are_told_with_a_masked_list_in_the_thread(spring: Spring) -> None:
    office, campaign = spring
    numbers = phones(3)
    jobs = campaign.add(numbers)
    campaign.set_lines(3)

    alert = await office.slack.message(CHANNEL, "no such number", timeout=PATIENCE)
    assert "*spring*" in alert.text
    listed = ""
    for number, job in zip(numbers, jobs, strict=True):
        line = await office.slack.message(CHANNEL, f"#{job}", thread=alert, timeout=PATIENCE)
        listed += line.text
        assert f"+7 •••-••-{number[-2:]}" in line.text
    assert not any(number in alert.text + listed for number in numbers)


async def test_a_pause_by_nobody_is_told_and_undone_by_its_button(spring: Spring) -> None:
    office, campaign = spring
    campaign.outside("pause")
    alert = await office.slack.message(CHANNEL, "nobody here asked for it", timeout=PATIENCE)

    await office.slack.click(ADMIN, "Resume", alert)

    await office.slack.ephemeral(ADMIN, "is dialling again", timeout=PATIENCE)
    assert campaign.state == "inProgress"


async def test_the_cure_of_an_alert_fits_what_became_of_the_campaign(spring: Spring) -> None:
    office, campaign = spring
    campaign.add(phones(1))
    campaign.set_lines(1)
    alert = await office.slack.message(CHANNEL, "no such number", timeout=PATIENCE)

    await office.slack.click(ADMIN, "Pause now", alert)

    await office.slack.until(lambda: "[Resume]" in alert.text, PATIENCE)
    assert "Pause now" not in alert.text
    await office.slack.message(CHANNEL, "paused *spring*", thread=alert, timeout=PATIENCE)
    campaign.outside("resume")
    await office.slack.until(lambda: "[Pause now]" in alert.text, PATIENCE)


async def test_a_stop_by_somebody_here_is_one_line_that_names_them(spring: Spring) -> None:
    office, campaign = spring
    campaign.add(phones(300))
    await office.slack.message(CHANNEL, "300 open", timeout=PATIENCE)
    await office.slack.command(ADMIN, CHANNEL, "/campaign stop spring")
    await office.slack.modal_with(ADMIN, "in progress", timeout=PATIENCE)
    await office.slack.submit(ADMIN)

    note = await office.slack.message(CHANNEL, "stopped the campaign with", timeout=PATIENCE)

    admin = office.slack.user(ADMIN).id
    await office.slack.until(lambda: f"<@{admin}>" in note.content["text"], PATIENCE)
    await office.slack.until(lambda: "300 call jobs undone" in note.text, PATIENCE)
    assert office.slack.messages(CHANNEL, thread=note) == []
    assert office.slack.messages(CHANNEL, containing="nobody here asked") == []


async def test_an_alert_is_taken_listed_and_snoozed(spring: Spring) -> None:
    office, campaign = spring
    campaign.add(phones(2))
    campaign.set_lines(2)
    alert = await office.slack.message(CHANNEL, "no such number", timeout=PATIENCE)

    await office.slack.click(ADMIN, "Mine", alert)
    await office.slack.until(lambda: "takes care of it" in alert.text, PATIENCE)
    await office.slack.message(CHANNEL, "takes care of it", thread=alert, timeout=PATIENCE)
    await office.slack.click(ADMIN, "Show the list", alert)
    listing = await office.slack.ephemeral(ADMIN, "in this alert", timeout=PATIENCE)
    assert "+7 •••-••-00" in listing.text
    await office.slack.click(ADMIN, "Snooze", alert)
    await office.slack.ephemeral(ADMIN, "No alerts of", timeout=PATIENCE)
    await office.slack.until(lambda: "muted until" in alert.text, PATIENCE)
    await office.slack.message(CHANNEL, "muted the alerts", thread=alert, timeout=PATIENCE)


async def test_muted_means_silent_and_then_one_summary(spring: Spring) -> None:
    office, campaign = spring
    await office.slack.command(ADMIN, CHANNEL, "/campaign mute spring 2h")
    await office.slack.ephemeral(ADMIN, "No alerts of", timeout=PATIENCE)
    campaign.add(phones(2))
    campaign.set_lines(2)
    await office.slack.message(CHANNEL, "2 failed", timeout=PATIENCE)
    campaign.outside("pause")
    await office.slack.message(CHANNEL, "paused", timeout=PATIENCE)

    await office.slack.command(ADMIN, CHANNEL, "/campaign mute spring off")

    alert = await office.slack.message(
        CHANNEL, "gathered while alerts were muted", timeout=PATIENCE
    )
    assert "nobody here asked for it" in alert.text
    assert "2 × no such number" in alert.text


async def test_alerts_are_switched_and_asked_about_by_command(spring: Spring) -> None:
    office, _ = spring
    for command, answer in (
        ("alerts spring status", "everything that goes wrong"),
        ("alerts spring canceled,failed", "for canceled and failed"),
        ("alerts status", "of canceled and failed"),
        ("alerts spring off", "are off in this channel"),
        ("alerts status", "alerts are off here"),
        ("alerts spring on", "from now on"),
    ):
        await office.slack.command(ADMIN, CHANNEL, f"/campaign {command}")
        await office.slack.ephemeral(ADMIN, answer, timeout=PATIENCE)


async def test_an_old_host_says_what_cannot_be_noticed_there(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring", generation="1.10.3")
    await watch(office, campaign)

    await office.slack.command(ADMIN, CHANNEL, "/campaign alerts status")

    told = await office.slack.ephemeral(ADMIN, "cannot tell its state", timeout=PATIENCE)
    assert "Only call jobs that were added here" in told.text


async def test_a_dead_token_is_told_to_the_channel_and_to_its_owner(spring: Spring) -> None:
    office, campaign = spring
    campaign.outside("change_token")

    await office.slack.message(CHANNEL, "the token stopped working", timeout=PATIENCE)
    direct = office.slack.channel("dm", ADMIN)
    await office.slack.message(direct, "does not know its token any more", timeout=PATIENCE)
    await office.slack.message(CHANNEL, "so it is not watched", timeout=PATIENCE)


async def test_an_incident_goes_on_in_its_thread_after_a_restart(tmp_path: Path) -> None:
    where = make_url(f"sqlite:///{tmp_path / 'callboard.db'}")
    async with LocalSlack() as slack, CallsApi(speed=1000) as calls:
        office = Office(slack, calls, settings_for(slack, calls, where))
        campaign = calls.create_campaign("Spring", lines=0, weights={"technicalError": 1})
        async with running(office.settings):
            await watch(office, campaign)
            campaign.add(phones(1))
            campaign.set_lines(1)
            alert = await slack.message(CHANNEL, "technical error", timeout=PATIENCE)
        jobs = campaign.add(phones(1, first=1))
        async with running(office.settings):
            await slack.message(CHANNEL, f"#{jobs[0]}", thread=alert, timeout=PATIENCE)
            await slack.until(lambda: "2 call jobs" in alert.text, PATIENCE)
    assert len(slack.messages(CHANNEL, containing=":rotating_light:")) == 1


async def test_mute_without_a_name_mutes_the_whole_channel(spring: Spring) -> None:
    office, _ = spring
    await office.connect("autumn", office.calls.create_campaign("Autumn"))
    await office.slack.close_all(ADMIN)

    await office.slack.command(ADMIN, CHANNEL, "/campaign mute 2h")
    told = await office.slack.ephemeral(ADMIN, "No alerts of", timeout=PATIENCE)
    assert "autumn" in told.text
    assert "spring" in told.text

    await office.slack.command(ADMIN, CHANNEL, "/campaign mute autum off")
    await office.slack.ephemeral(ADMIN, "Did you mean autumn?", timeout=PATIENCE)
