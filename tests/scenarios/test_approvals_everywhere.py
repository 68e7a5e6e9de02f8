"""Whichever way somebody comes in, what needs a second person waits for one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from simulators.slack import Message
from tests.scenarios.office import ADMIN, CHANNEL, Office
from tests.scenarios.seconds import (
    BORIS,
    CAROL,
    PHONES,
    hold_to,
    paused_by_rule,
    request_in,
    two_operators,
)
from tests.scenarios.test_timed_pauses import orders

LIST = "phone\n" + "\n".join(f"+1 202-555-012{digit}" for digit in (3, 4, 5)) + "\n"


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[Office]:
    """Every deed of the campaign takes two people; it dials nobody."""
    await two_operators(office, lines=0)
    await hold_to(office, approve_above=0, approve_stop=True, approve_resume=True)
    yield office


async def adds_nothing_yet(office: Office, preview: Message, title: str, count: int) -> None:
    """Press Add on a preview; it has to be asked for in the channel."""
    await office.slack.click(CAROL, f"Add {count}", preview)
    await request_in(office, title)
    assert not office.calls.requests.of("addPhones")


async def test_the_form_for_adding(spring: Office) -> None:
    await spring.slack.command(CAROL, CHANNEL, "/campaign add spring")
    await spring.slack.modal_with(CAROL, "Phones")
    await spring.slack.submit(CAROL, {"Phones": PHONES})

    preview = await spring.slack.ephemeral(CAROL, "would be added")
    assert "a second person has to approve it" in preview.text
    await adds_nothing_yet(spring, preview, "Add 3 people to spring", 3)


async def test_a_mention_in_a_thread(spring: Office) -> None:
    asked = await spring.slack.say(CAROL, CHANNEL, f"@callboard add spring {PHONES}")
    preview = await spring.slack.ephemeral(CAROL, "would be added")

    await adds_nothing_yet(spring, preview, "Add 3 people to spring", 3)
    assert not spring.slack.messages(CHANNEL, containing="Add 3 people", thread=asked)


async def test_a_direct_message(spring: Office) -> None:
    await spring.slack.say(CAROL, "dm", f"add spring {PHONES}")
    preview = await spring.slack.message(spring.slack.channel("dm", CAROL), "would be added")

    await adds_nothing_yet(spring, preview, "Add 3 people to spring", 3)


async def test_a_shortcut_on_a_message(spring: Office) -> None:
    shown = await spring.slack.say(BORIS, CHANNEL, f"Please call {PHONES}")
    await spring.slack.message_shortcut(CAROL, "Call these numbers", shown)
    await spring.slack.modal_with(CAROL, "Phones")
    await spring.slack.submit(CAROL)

    preview = await spring.slack.ephemeral(CAROL, "would be added")
    await adds_nothing_yet(spring, preview, "Add 3 people to spring", 3)


async def test_a_file_that_is_dropped(spring: Office) -> None:
    await spring.slack.drop_file(CAROL, CHANNEL, ("list.csv", LIST.encode()))
    preview = await spring.slack.message(CHANNEL, "would be added")

    await adds_nothing_yet(spring, preview, "Add 3 people to spring", 3)
    request = spring.slack.messages(CHANNEL, containing="[Approve]")[0]
    assert "From list.csv" in request.text
    await spring.slack.until(lambda: "[Add 3]" not in preview.text)


async def test_again(spring: Office) -> None:
    campaign = spring.calls.campaigns[0]
    await hold_to(spring)
    preview = await spring.tell(CAROL, f"add spring {PHONES}", "would be added")
    await spring.slack.click(CAROL, "Add 3", preview)
    receipt = await spring.slack.message(CHANNEL, "added 3 numbers")
    await spring.slack.click(CAROL, "Undo", receipt)
    await spring.slack.modal_with(CAROL, "call jobs are canceled")
    await spring.slack.submit(CAROL)
    await spring.slack.until(lambda: campaign.counts == {"canceled": 3})
    await spring.slack.until(lambda: "3 canceled" in receipt.text)
    await hold_to(spring, approve_above=2)

    preview = await spring.tell(CAROL, "again spring canceled", "would be added")

    await spring.slack.click(CAROL, "Add 3", preview)
    await request_in(spring, "Add 3 people to spring")
    assert len(spring.calls.requests.of("addPhones")) == 1


async def test_a_stop_by_mention(spring: Office) -> None:
    await spring.slack.say(CAROL, CHANNEL, "@callboard stop spring")
    question = await spring.slack.ephemeral(CAROL, "in progress")

    await spring.slack.click(CAROL, "Stop spring", question)

    await request_in(spring, "Stop spring for good")
    assert not spring.calls.requests.of("control/stop")


async def test_a_stop_on_the_card(spring: Office) -> None:
    card = await spring.slack.message(CHANNEL, "[Stop]")
    await spring.slack.click(CAROL, "Stop", card)
    await spring.slack.modal_with(CAROL, "A second person has to approve it.")
    await spring.slack.submit(CAROL)

    await request_in(spring, "Stop spring for good")
    assert not spring.calls.requests.of("control/stop")


@pytest.mark.parametrize("command", ["resume spring", "resume"])
async def test_a_resume_after_an_automatic_pause(spring: Office, command: str) -> None:
    await paused_by_rule(spring)

    await spring.tell(CAROL, command, "A second person has to approve that")

    request = await request_in(spring, "Resume spring after its automatic pause")
    assert "Of 100 calls that finished within an hour 60% failed or were canceled." in request.text
    assert not spring.calls.requests.of("control/resume")
    await spring.slack.click(BORIS, "Approve", request)
    await spring.slack.until(lambda: "is dialling again" in request.text)
    assert spring.calls.campaigns[0].state == "inProgress"


async def test_a_resume_after_a_pause_by_a_person_is_one_persons(spring: Office) -> None:
    await spring.tell(CAROL, "pause spring", "is paused.")

    await spring.tell(CAROL, "resume spring", "is dialling again")


async def test_resume_all(spring: Office) -> None:
    await spring.tell(CAROL, "pause all", "is paused.")
    await paused_by_rule(spring)

    await spring.tell(CAROL, "resume all", "spring")

    assert not spring.calls.requests.of("control/resume")


async def test_a_pause_with_an_end_does_not_end_the_automatic_one(spring: Office) -> None:
    await paused_by_rule(spring)

    await spring.tell(CAROL, "pause spring 1s", "is paused already")

    assert not await orders(spring)


async def test_an_admin_needs_a_second_person_too(spring: Office) -> None:
    preview = await spring.tell(ADMIN, f"add spring {PHONES}", "would be added")
    await spring.slack.click(ADMIN, "Add 3", preview)
    request = await request_in(spring, "Add 3 people to spring")

    await spring.slack.click(ADMIN, "Approve", request)

    await spring.slack.ephemeral(ADMIN, "somebody else has to approve it")
    assert not spring.calls.requests.of("addPhones")
