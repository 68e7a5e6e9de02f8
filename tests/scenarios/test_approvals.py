"""A second person approves what one alone may not do: asked for, decided and told in Slack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.scenarios.office import ADMIN, CHANNEL, Office
from tests.scenarios.seconds import (
    BORIS,
    CAROL,
    PHONES,
    ask_to_add,
    ask_to_stop,
    hold_to,
    request_in,
    two_operators,
)


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[Office]:
    """A campaign that dials nobody: more than two numbers, and a stop, take two people."""
    await two_operators(office, lines=0)
    await hold_to(office, approve_above=2, approve_stop=True)
    yield office


async def test_an_add_over_the_limit_waits_for_another_operator_and_is_sent_once(
    spring: Office,
) -> None:
    slack, campaign = spring.slack, spring.calls.campaigns[0]
    request = await ask_to_add(spring)
    assert "It is in progress: calls begin at once." in request.text
    assert "Any operator of *spring* but" in request.text
    assert not campaign.books.jobs

    await slack.click(CAROL, "Approve", request)
    await slack.ephemeral(CAROL, "somebody else has to approve it")
    assert not campaign.books.jobs

    await slack.click(BORIS, "Approve", request)
    await slack.ephemeral(BORIS, "Approved")
    await slack.message(CHANNEL, "added 3 numbers")
    await slack.until(lambda: "3 people are being added" in request.text)
    carol, boris = (f"@{slack.user(one).id}" for one in (CAROL, BORIS))
    assert f"Asked by {carol}, approved by {boris}" in request.text
    assert "[Approve]" not in request.text
    assert len(campaign.books.jobs) == 3
    assert not campaign.books.added_twice()
    assert len(slack.messages(CHANNEL, containing="Add 3 people to spring")) == 1


async def test_up_to_the_limit_one_person_is_enough(spring: Office) -> None:
    two = PHONES.rpartition(",")[0]
    preview = await spring.tell(CAROL, f"add spring {two}", "would be added")

    await spring.slack.click(CAROL, "Add 2", preview)

    await spring.slack.message(CHANNEL, "added 2 numbers")


async def test_whoever_asked_is_told_in_person(spring: Office) -> None:
    request = await ask_to_add(spring)

    await spring.slack.click(BORIS, "Approve", request)

    told = await spring.slack.message(spring.slack.channel("dm", CAROL), "Add 3 people to spring")
    assert "3 people are being added" in told.text


async def test_a_declined_list_is_forgotten(spring: Office) -> None:
    request = await ask_to_add(spring)

    await spring.slack.click(BORIS, "Decline", request)

    await spring.slack.until(lambda: "declined by" in request.text)
    told = await spring.slack.message(spring.slack.channel("dm", CAROL), "declined by")
    assert "Nothing was done" in told.text
    assert not spring.calls.campaigns[0].books.jobs


async def test_a_stop_is_approved(spring: Office) -> None:
    campaign = spring.calls.campaigns[0]
    request = await ask_to_stop(spring)
    assert "It is in progress now." in request.text
    assert campaign.state == "inProgress"

    await spring.slack.click(BORIS, "Approve", request, confirm=True)

    await spring.slack.until(lambda: "is stopped for good" in request.text)
    assert campaign.state == "finished"
    assert len(spring.calls.requests.of("control/stop")) == 1
    audit = await spring.tell(ADMIN, "audit spring", "waits for a second person")
    assert "approved" in audit.text


async def test_a_campaign_that_ended_meanwhile_is_not_stopped_again(spring: Office) -> None:
    request = await ask_to_stop(spring)
    spring.calls.campaigns[0].outside("stop")

    await spring.slack.click(BORIS, "Approve", request, confirm=True)

    await spring.slack.until(lambda: "is finished already" in request.text)
    assert not spring.calls.requests.of("control/stop")


async def test_whoever_asked_can_withdraw_and_nobody_else(spring: Office) -> None:
    request = await ask_to_stop(spring)
    await spring.slack.click(BORIS, "Withdraw", request)
    await spring.slack.ephemeral(BORIS, "Only whoever asked")

    await spring.slack.click(CAROL, "Withdraw", request)

    await spring.slack.until(lambda: "who withdrew it" in request.text)
    assert spring.calls.campaigns[0].state == "inProgress"


async def test_two_people_who_approve_at_once_approve_once(spring: Office) -> None:
    request = await ask_to_stop(spring)
    button = spring.slack.button(BORIS, "Approve", request)
    press = spring.slack.press
    await asyncio.gather(*(press(who, button, confirm=True) for who in (BORIS, ADMIN)))

    await spring.slack.until(lambda: "is stopped for good" in request.text)
    late = await spring.slack.until(
        lambda: [
            one
            for who in (ADMIN, BORIS)
            for one in spring.slack.ephemerals(who, "has approved that already")
        ]
    )
    assert len(late) == 1
    assert len(spring.calls.requests.of("control/stop")) == 1


async def test_what_was_asked_for_is_not_asked_for_twice(spring: Office) -> None:
    await ask_to_stop(spring)
    await spring.slack.command(BORIS, CHANNEL, "/campaign stop spring")
    await spring.slack.modal_with(BORIS, "A second person has to approve it.")

    await spring.slack.submit(BORIS)

    await spring.slack.modal_with(BORIS, "has asked for the same on *spring* already")
    assert len(spring.slack.messages(CHANNEL, containing="Stop spring for good")) == 1


async def test_home_shows_what_waits(spring: Office) -> None:
    await ask_to_stop(spring)

    await spring.slack.open_home(BORIS)

    home = await spring.slack.home_with(BORIS, "Needs you")
    assert "Stop spring for good" in home.text
    await spring.slack.open_home(CAROL)
    asked = await spring.slack.home_with(CAROL, "Waiting for a second person")
    assert "[Approve]" not in asked.text

    await spring.slack.click(BORIS, "Approve", home, confirm=True)

    await spring.slack.until(lambda: spring.calls.campaigns[0].state == "finished")


async def test_an_override_is_approved_by_another_admin_and_the_preview_comes_anew(
    spring: Office,
) -> None:
    slack = spring.slack
    await hold_to(spring, daily_ceiling=1, approve_override=True)
    await spring.tell(ADMIN, "access grant @boris admin", "admin of every campaign now")
    preview = await spring.tell(ADMIN, f"add spring {PHONES}", "*1 person* would be added")

    await slack.click(ADMIN, "Override…", preview, confirm=True)
    await slack.ephemeral(ADMIN, "A second person has to approve that on *spring*")
    request = await request_in(spring, "Let in 2 people whom the rules of spring left out")
    assert "2 people are left out: beyond what this campaign may add today" in request.text

    await slack.click(BORIS, "Approve", request)
    await slack.until(lambda: "2 people have joined the list." in request.text)
    anew = await slack.message(slack.channel("dm", ADMIN), "*3 people* would be added")
    await slack.click(ADMIN, "Add 3", anew)
    await slack.message(CHANNEL, "added 3 numbers")
