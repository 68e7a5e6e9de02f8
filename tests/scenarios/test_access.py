"""Roles: given by command to people and groups, checked at every press, told to anyone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from simulators.slack import Message
from tests.scenarios.office import ADMIN, CHANNEL, Office

BORIS, CAROL, GUEST, STRANGER = "boris", "carol", "gus", "stella"


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[Office]:
    """An office with a campaign in progress, whose people all read English."""
    office.slack.user("boris").locale = "en-GB"
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.close_all(ADMIN)
    yield office


async def tell(office: Office, who: str, text: str, answer: str, channel: str = CHANNEL) -> Message:
    """Type a command and wait for what it answers."""
    await office.slack.command(who, channel, f"/campaign {text}")
    return await office.slack.ephemeral(who, answer)


async def test_before_the_first_grant_members_may_look_and_guests_may_not(spring: Office) -> None:
    await tell(spring, CAROL, "status spring", "in progress")

    refusal = await tell(spring, GUEST, "status spring", "needs the role viewer")
    assert f"<@{spring.slack.user(ADMIN).id}>" in refusal.content["text"]

    await tell(spring, CAROL, "access", "every member of this workspace may look")


async def test_from_the_first_grant_on_only_those_may_who_were_given_a_role(
    spring: Office,
) -> None:
    await tell(spring, ADMIN, "access grant @boris viewer", "viewer of every campaign now")

    await tell(spring, CAROL, "status spring", "needs the role viewer")
    await tell(spring, CAROL, "", "No campaign is connected here")
    await tell(spring, ADMIN, "access revoke @boris", "Taken from")

    await tell(spring, BORIS, "status spring", "needs the role viewer")


async def test_an_operator_of_one_campaign_is_nobody_on_another(spring: Office) -> None:
    await spring.connect("autumn", spring.calls.create_campaign("Autumn"))
    await spring.slack.close_all(ADMIN)
    await tell(spring, ADMIN, "access grant @carol operator spring", "operator of spring now")

    await tell(spring, CAROL, "pause spring", "is paused.")
    await tell(spring, CAROL, "pause autumn", "needs the role operator")
    mine = await tell(spring, CAROL, "access", "spring: operator")
    assert "autumn" not in mine.text
    assert spring.calls.campaigns[1].state == "inProgress"


async def test_a_role_of_a_group_is_its_peoples_role(spring: Office) -> None:
    await tell(spring, ADMIN, "access grant @operators operator spring", "operator of spring now")

    await tell(spring, BORIS, "pause spring", "is paused.")
    await tell(spring, CAROL, "resume spring", "needs the role operator")


async def test_a_group_that_slack_does_not_tell_is_closed(spring: Office) -> None:
    await tell(spring, ADMIN, "access grant @operators operator", "operator of every campaign now")
    spring.slack.fault("usergroups.users.list", "error", error="internal_error", times=99)

    await tell(spring, BORIS, "pause spring", "needs the role operator")


async def test_guests_and_strangers_have_what_they_were_granted(spring: Office) -> None:
    for who in (GUEST, STRANGER):
        await tell(spring, ADMIN, f"access grant @{who} viewer spring", "is it meant?")

        await tell(spring, who, "status spring", "in progress")
        await tell(spring, who, "pause spring", "needs the role operator")


async def test_an_old_button_asks_for_the_role_of_now(spring: Office) -> None:
    await tell(spring, ADMIN, "access grant @carol operator", "now.")
    shown = await tell(spring, CAROL, "status spring", "Pause")
    await tell(spring, ADMIN, "access grant @carol viewer", "It was operator before")

    await spring.slack.click(CAROL, "Pause", shown)

    await spring.slack.ephemeral(CAROL, "needs the role operator")
    assert spring.calls.campaigns[0].state == "inProgress"


async def test_a_modal_left_open_asks_for_the_role_of_now(spring: Office) -> None:
    await tell(spring, ADMIN, "access grant @carol operator", "now.")
    await spring.slack.command(CAROL, CHANNEL, "/campaign stop spring")
    await spring.slack.modal_with(CAROL, "in progress")
    await tell(spring, ADMIN, "access revoke @carol operator", "Taken from")

    await spring.slack.submit(CAROL)

    await spring.slack.modal_with(CAROL, "needs the role operator")
    assert spring.calls.campaigns[0].state == "inProgress"


async def test_a_campaign_is_seen_in_its_channels_alone_but_by_admins(spring: Office) -> None:
    await tell(spring, ADMIN, "access grant @carol operator spring", "now.")

    await tell(spring, CAROL, "pause spring", "There is no campaign spring here", "general")
    await tell(spring, ADMIN, "pause spring", "is paused.", "general")

    assert not spring.slack.messages("general", containing="spring")


async def test_a_button_in_a_channel_that_was_taken_away_does_nothing(spring: Office) -> None:
    await tell(spring, ADMIN, "access grant @carol operator spring", "now.")
    shown = await tell(spring, CAROL, "status spring", "Pause")
    await spring.slack.command(ADMIN, CHANNEL, "/campaign settings spring")
    await spring.slack.modal_with(ADMIN, "Campaign settings")
    await spring.slack.submit(ADMIN, {"Channels": ["general"]})

    await spring.slack.click(CAROL, "Pause", shown)

    await spring.slack.ephemeral(CAROL, "is not connected to this channel")


async def test_pause_all_reaches_what_the_person_may_control_wherever_it_is(
    spring: Office,
) -> None:
    await tell(spring, ADMIN, "access grant @carol operator spring", "now.")

    await tell(spring, CAROL, "pause all", "is paused.", "general")
    await tell(spring, BORIS, "pause all", "pause all needs the role operator", "general")


async def test_admins_see_who_may_do_what(spring: Office) -> None:
    await tell(spring, ADMIN, "access grant @carol operator spring", "now.")
    await tell(spring, ADMIN, "access grant @operators viewer", "now.")

    told = await tell(spring, ADMIN, "access", "Who may do what")
    for line in ("by the settings", "operator of spring", "viewer of every campaign"):
        assert line in told.text


async def test_what_was_not_given_cannot_be_taken(spring: Office) -> None:
    await tell(spring, ADMIN, "access revoke @carol", "No such role was given")
    await tell(spring, ADMIN, "access revoke @ada", "admin by the settings")


async def test_an_admin_of_one_campaign_gives_roles_on_that_one_only(spring: Office) -> None:
    await tell(spring, ADMIN, "access grant @carol admin spring", "now.")

    await tell(spring, CAROL, "access grant @boris operator spring", "operator of spring now")
    await tell(spring, CAROL, "access grant @carol admin", "needs the role admin")
    await tell(spring, CAROL, "connect", "connect needs the role admin")


async def test_somebody_who_left_may_do_nothing(spring: Office) -> None:
    spring.slack.add_user("leo", deleted=True)
    spring.slack.channel(CHANNEL).members.add(spring.slack.user("leo").id)

    await tell(spring, ADMIN, "access grant @leo operator", "knows nobody of that name any more")
    await tell(spring, "leo", "status spring", "needs the role viewer")
