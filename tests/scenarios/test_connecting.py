"""Connecting campaigns: what an admin fills in, and what can be wrong with it."""

from __future__ import annotations

import pytest

from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office


async def test_an_admin_connects_a_campaign_and_everybody_sees_it(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"))

    await office.slack.command(OPERATOR, CHANNEL, "/campaign")

    seen = await office.slack.ephemeral(OPERATOR, "spring")
    assert "in progress" in seen.text


async def test_a_campaign_is_seen_in_its_channels_only(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"), channel=CHANNEL)

    await office.slack.command(OPERATOR, "general", "/campaign")

    assert "No campaign is connected here yet" in (await office.slack.ephemeral(OPERATOR)).text


async def test_only_an_admin_may_connect(office: Office) -> None:
    await office.slack.command(OPERATOR, CHANNEL, "/campaign connect")

    refusal = await office.slack.ephemeral(OPERATOR, "You may not do that")
    assert "admin" in refusal.text
    assert office.slack.modal(OPERATOR) is None


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("Token", "1.2.nosuchtoken", "no campaign with that token"),
        ("Name", "pause", "is a word of the commands"),
        ("Name", "12345", "letter"),
        ("Host", "https://evil.example", "not among the hosts"),
        ("Host", "ftp:/what is this", "no host name"),
        ("Zone", "Mars/Olympus", "no such time zone"),
        ("Region", "12", "no country code"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    office: Office, field: str, typed: str, told: str
) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.slack.command(ADMIN, CHANNEL, "/campaign connect")
    await office.slack.modal_with(ADMIN, "Token")
    right = {"Name": "spring", "Host": office.host, "Token": campaign.token}

    answer = await office.slack.submit(ADMIN, right | {field: typed})

    assert told in answer.errors[field]
    assert campaign.token not in str(answer.errors)


async def test_all_that_is_wrong_is_told_at_once(office: Office) -> None:
    await office.slack.command(ADMIN, CHANNEL, "/campaign connect")
    await office.slack.modal_with(ADMIN, "Token")
    wrong = {"Name": "pause", "Host": "https://evil.example", "Token": "1.2.3", "Region": "12"}

    answer = await office.slack.submit(ADMIN, wrong | {"Zone": "Mars/Olympus"})

    assert set(answer.errors) == {"Name", "Host", "Region", "Zone"}


async def test_a_name_and_a_token_are_connected_once(office: Office) -> None:
    first, second = (office.calls.create_campaign(name) for name in ("Spring", "Autumn"))
    await office.connect("spring", first)
    for name, campaign, field, told in (
        ("SPRING", second, "Name", "named SPRING already"),
        ("autumn", first, "Token", "connected already, as spring"),
    ):
        await office.slack.close_all(ADMIN)
        await office.slack.command(ADMIN, CHANNEL, "/campaign connect")
        await office.slack.modal_with(ADMIN, "Token")
        answer = await office.slack.submit(
            ADMIN, {"Name": name, "Host": office.host, "Token": campaign.token}
        )
        assert told in answer.errors[field]


@pytest.mark.usefixtures("hurried")
async def test_a_host_that_hangs_gets_a_placeholder_within_three_seconds(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    office.calls.fault("delay", seconds=2.0, times=1)
    await office.slack.command(ADMIN, CHANNEL, "/campaign connect")
    await office.slack.modal_with(ADMIN, "Token")

    await office.slack.submit(
        ADMIN, {"Name": "spring", "Host": office.host, "Token": campaign.token}
    )

    await office.slack.modal_with(ADMIN, "This takes a moment")
    await office.slack.modal_with(ADMIN, "is connected")
    assert not office.slack.troubles(ADMIN)


async def test_disconnecting_asks_first_and_frees_the_name(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)

    await office.slack.command(ADMIN, CHANNEL, "/campaign disconnect spring")
    await office.slack.modal_with(ADMIN, "stops watching it")
    await office.slack.submit(ADMIN)
    await office.slack.command(ADMIN, CHANNEL, "/campaign status spring")
    await office.slack.ephemeral(ADMIN, "There is no campaign spring here")

    await office.connect("spring", campaign)


async def test_settings_change_the_channels_and_never_show_the_token(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)

    await office.slack.command(ADMIN, CHANNEL, "/campaign settings spring")
    form = await office.slack.modal_with(ADMIN, "Campaign settings")
    assert campaign.token not in form.text
    await office.slack.submit(ADMIN, {"Channels": ["general"], "Zone": "Europe/Moscow"})

    await office.slack.command(OPERATOR, "general", "/campaign status")
    await office.slack.ephemeral(OPERATOR, "spring")
