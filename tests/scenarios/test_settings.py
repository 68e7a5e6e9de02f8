"""Settings of campaigns and of channels: what they change, and what is wrong with them."""

from __future__ import annotations

import pytest

from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office


async def open_form(office: Office, text: str, title: str, channel: str = CHANNEL) -> None:
    await office.slack.command(ADMIN, channel, f"/campaign {text}")
    await office.slack.modal_with(ADMIN, title)


async def test_a_new_token_is_tried_before_the_old_one_is_forgotten(spring: Office) -> None:
    campaign = spring.calls.campaigns[0]
    await open_form(spring, "settings spring", "Leave it empty to keep the one that is in use.")
    answer = await spring.slack.submit(ADMIN, {"Token": "1.2.wrong"})
    assert "no campaign with that token" in answer.errors["Token"]
    campaign.outside("change_token")

    await spring.slack.submit(ADMIN, {"Token": campaign.token})

    await spring.tell(ADMIN, "pause spring", "is paused.")


async def test_a_token_that_is_connected_already_is_refused(spring: Office) -> None:
    other = spring.calls.create_campaign("Autumn")
    await spring.connect("autumn", other)
    await spring.slack.close_all(ADMIN)
    await open_form(spring, "settings spring", "Campaign settings")

    answer = await spring.slack.submit(ADMIN, {"Token": other.token})

    assert "connected already, as autumn" in answer.errors["Token"]


async def test_the_same_token_again_is_no_fault(spring: Office) -> None:
    await open_form(spring, "settings spring", "Campaign settings")

    answer = await spring.slack.submit(ADMIN, {"Token": spring.calls.campaigns[0].token})

    assert answer.outcome == "closed"


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [("Zone", "Europe/Moskow", "Europe/Moscow"), ("Region", "R1", "no country code")],
)
async def test_what_is_wrong_stands_beside_its_field(
    spring: Office, field: str, typed: str, told: str
) -> None:
    await open_form(spring, "settings spring", "Campaign settings")

    answer = await spring.slack.submit(ADMIN, {field: typed})

    assert told in answer.errors[field]


async def test_only_an_admin_may_change_anything(spring: Office) -> None:
    for text in ("settings spring", "settings channel", "disconnect spring"):
        await spring.tell(OPERATOR, text, "needs the role admin")
    assert spring.slack.modal(OPERATOR) is None


async def test_a_channels_language_and_zone_are_those_of_its_messages(spring: Office) -> None:
    await open_form(spring, "settings channel", "Channel settings")
    await spring.slack.submit(
        ADMIN,
        {
            "Language": "Русский",
            "Zone": "msk",
            "News": "Each time a new message",
            "Quiet from": "22:00",
            "Quiet until": "8:00",
        },
    )
    await open_form(spring, "settings channel", "Channel settings")

    held = [
        spring.slack.filled(ADMIN, label).get("value")
        for label in ("Zone", "Quiet from", "Quiet until")
    ]

    assert held == ["Europe/Moscow", "22:00", "08:00"]
    assert spring.slack.filled(ADMIN, "News")["selected_option"]["value"] == "new"
    await spring.slack.close_all(ADMIN)
    await spring.slack.command(ADMIN, CHANNEL, "/campaign card spring")
    await spring.slack.message(CHANNEL, "идёт")


@pytest.mark.parametrize(
    ("filled", "field", "told"),
    [
        ({"Zone": "Mars/Olympus"}, "Zone", "no such time zone"),
        ({"Quiet from": "late", "Quiet until": "08:00"}, "Quiet from", "is no time"),
        ({"Quiet from": "22:00", "Quiet until": "25:61"}, "Quiet until", "is no time"),
        ({"Quiet from": "22:00"}, "Quiet until", "both ends"),
    ],
)
async def test_a_channels_settings_are_checked(
    spring: Office, filled: dict[str, str], field: str, told: str
) -> None:
    await open_form(spring, "settings channel", "Channel settings")

    answer = await spring.slack.submit(ADMIN, filled)

    assert told in answer.errors[field]


async def test_direct_messages_have_no_settings_of_their_own(spring: Office) -> None:
    dm = spring.slack.channel("dm", ADMIN)

    await spring.slack.command(ADMIN, dm, "/campaign settings channel")

    await spring.slack.until(lambda: spring.slack.ephemerals(ADMIN, "belongs in a channel"))
    assert spring.slack.modal(ADMIN) is None


async def test_disconnecting_tells_how_many_people_are_waiting(spring: Office) -> None:
    campaign = spring.calls.campaigns[0]
    campaign.set_lines(0)
    campaign.add(["12025550101", "12025550102"])
    await spring.slack.message(CHANNEL, "2 open")

    await spring.slack.command(ADMIN, CHANNEL, "/campaign disconnect spring")

    await spring.slack.modal_with(ADMIN, "2 people are still to be called")


async def test_what_was_disconnected_meanwhile_cannot_be_changed(spring: Office) -> None:
    await open_form(spring, "settings spring", "Campaign settings")
    await spring.slack.say(ADMIN, CHANNEL, "@callboard disconnect spring")
    question = await spring.slack.ephemeral(ADMIN, "That needs a form")
    stale = spring.slack.modal(ADMIN)
    await spring.slack.click(ADMIN, "Open", question)
    await spring.slack.modal_with(ADMIN, "stops watching it")
    await spring.slack.submit(ADMIN)

    assert stale is not None
    await spring.slack.command(ADMIN, CHANNEL, "/campaign status spring")
    await spring.slack.ephemeral(ADMIN, "There is no campaign spring here")
