"""A token where it does not belong: its author is warned alone, and nothing is done or kept."""

from __future__ import annotations

import pytest

from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office

WARNING = "looks like a campaign's token"
TOKEN = "123456.789." + "aB3" * 14
ADDRESS = "https://app.jaicp.com/api/calls/campaign/xyz/addPhone?phone=12025550101"


def everything_said(office: Office) -> str:
    return "\n".join(str(call.arguments) for call in office.slack.calls)


@pytest.mark.parametrize("secret", [TOKEN, ADDRESS])
async def test_in_a_command(office: Office, secret: str) -> None:
    await office.slack.command(OPERATOR, CHANNEL, f"/campaign add {secret}")

    await office.slack.ephemeral(OPERATOR, WARNING)
    assert secret not in everything_said(office)


async def test_in_a_mention_only_once_and_in_its_thread(office: Office) -> None:
    parent = await office.slack.say(ADMIN, CHANNEL, "How do I connect it?")

    await office.slack.say(OPERATOR, CHANNEL, f"@callboard connect spring {TOKEN}", thread=parent)

    warning = await office.slack.ephemeral(OPERATOR, WARNING)
    assert warning.thread_ts == parent.ts
    await office.slack.command(OPERATOR, CHANNEL, "/campaign help")
    await office.slack.ephemeral(OPERATOR, "status")
    assert len(office.slack.ephemerals(OPERATOR, WARNING)) == 1
    assert office.slack.modal(OPERATOR) is None


async def test_in_a_channel_among_people(office: Office) -> None:
    await office.slack.say(OPERATOR, CHANNEL, f"the new one is {TOKEN}, please use it")

    await office.slack.ephemeral(OPERATOR, WARNING)
    assert not office.slack.messages(CHANNEL, containing=WARNING)


async def test_ordinary_talk_is_none_of_the_bots_business(office: Office) -> None:
    await office.slack.say(OPERATOR, CHANNEL, "call me at +1 202-555-0101 about version 1.2.3")
    await office.slack.say(OPERATOR, "dm", "help")

    await office.slack.message(office.slack.channel("dm", OPERATOR), "status")
    assert not office.slack.ephemerals(OPERATOR)


async def test_in_a_direct_message(office: Office) -> None:
    await office.slack.say(OPERATOR, "dm", TOKEN)
    await office.slack.message(office.slack.channel("dm", OPERATOR), WARNING)


@pytest.mark.parametrize(("field", "text"), [("Host", ADDRESS), ("Zone", TOKEN)])
async def test_in_another_field_of_a_form(office: Office, field: str, text: str) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.slack.command(ADMIN, CHANNEL, "/campaign connect")
    await office.slack.modal_with(ADMIN, "Token")
    right = {"Name": "spring", "Host": office.host, "Token": campaign.token}

    answer = await office.slack.submit(ADMIN, right | {field: text})

    assert WARNING in answer.errors[field]
    assert not office.calls.requests.of("campaign")


async def test_in_the_form_for_adding(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.close_all(ADMIN)
    await office.slack.command(ADMIN, CHANNEL, "/campaign add spring")
    await office.slack.modal_with(ADMIN, "Payload")

    answer = await office.slack.submit(
        ADMIN, {"Phones": "+1 202-555-0101", "Payload": f"token={TOKEN}"}
    )

    assert WARNING in answer.errors["Payload"]
