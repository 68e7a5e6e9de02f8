"""Slack drops connections, loses acks and closes channels: nobody is left without an answer."""

from __future__ import annotations

import pytest

from bot.store import budgets
from tests.scenarios.office import ADMIN, CHANNEL, Office
from tests.services.watching.phones import phones

PATIENCE = 40.0


async def test_an_aborted_connection_loses_no_command(spring: Office) -> None:
    slack = spring.slack
    for _ in range(2):
        await slack.until(lambda: len(slack.socket.connections) == 2, PATIENCE)
        dead = slack.socket.connections[0]
        slack.abort_sockets(1)
        await slack.until(lambda dead=dead: dead not in slack.socket.connections, PATIENCE)
        await spring.tell(ADMIN, "status spring", "[Pause]")
    assert not slack.troubles(ADMIN)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_an_announced_disconnect_loses_no_command(spring: Office, reason: str) -> None:
    slack = spring.slack
    before = set(slack.socket.connections)
    await slack.disconnect_sockets(reason, count=2)
    await slack.until(
        lambda: len([one for one in slack.socket.connections if one not in before]) == 2, PATIENCE
    )
    await spring.tell(ADMIN, "status spring", "[Pause]")


async def test_a_mention_whose_ack_was_lost_is_answered_once(spring: Office) -> None:
    slack = spring.slack
    slack.settings(ack_seconds=0.3)
    slack.refuse_acks(1)
    await slack.say(ADMIN, CHANNEL, "@callboard status spring")
    await slack.core.events.settle()
    await slack.ephemeral(ADMIN, "[Pause]")
    told = [one.envelope.attempt for one in slack.deliveries if one.envelope.kind == "events_api"]
    assert 1 in told, "Slack delivered it again"
    await spring.tell(ADMIN, "help", "What can be typed")
    assert len(slack.ephemerals(ADMIN, "[Pause]")) == 1


async def test_a_confirmation_whose_ack_was_lost_adds_once(spring: Office) -> None:
    slack = spring.slack
    slack.settings(ack_seconds=0.3)
    preview = await spring.tell(ADMIN, "add spring +12025550123", "would be added")
    button = slack.button(ADMIN, "Add 1", preview)
    slack.refuse_acks(1)
    await slack.press(ADMIN, button)
    assert slack.troubles(ADMIN), "Slack shows that nobody took it"
    await slack.press(ADMIN, button)
    await slack.message(CHANNEL, "added 1 number", timeout=PATIENCE)
    await slack.ephemeral(ADMIN, "already confirmed")
    assert len(spring.calls.requests.of("addPhones")) == 1


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "not_in_channel"])
async def test_a_channel_that_is_closed_stops_no_other_and_its_owner_hears_of_it(
    spring: Office, error: str
) -> None:
    slack = spring.slack
    await spring.connect("autumn", spring.calls.create_campaign("Autumn"), channel="general")
    await slack.close_all(ADMIN)
    await slack.message("general", "*autumn*", timeout=PATIENCE)
    closed = {"match": {"channel": slack.channel(CHANNEL).id}, "times": None}
    slack.fault("chat.postMessage", "error", error=error, **closed)

    await slack.command(ADMIN, CHANNEL, "/campaign digest spring now")
    await slack.command(ADMIN, "general", "/campaign digest autumn now")

    await slack.message("general", "*autumn*: ", timeout=PATIENCE)
    told = await slack.message(slack.channel("dm", ADMIN), "I can no longer post in")
    assert slack.channel(CHANNEL).id in told.text
    slack.core.faults.clear()


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long"])
async def test_what_slack_refuses_of_an_alert_does_not_cost_the_alert(
    spring: Office, error: str
) -> None:
    slack, campaign = spring.slack, spring.calls.campaigns[0]
    await slack.message(CHANNEL, "as of", timeout=PATIENCE)
    campaign.weigh(nonexistentNumber=1.0)
    refused = slack.fault("chat.postMessage", "error", error=error)
    campaign.add(phones(1))
    alert = await slack.message(CHANNEL, "no such number", timeout=PATIENCE)
    assert refused.hits == 1
    assert "*spring*" in alert.text or "spring" in alert.fallback


async def test_a_revoked_token_loses_nothing(spring: Office) -> None:
    """What was asked for while Slack refused the token comes when it takes it again."""
    slack = spring.slack
    assert spring.bot is not None
    await slack.message(CHANNEL, "*spring*", timeout=PATIENCE)
    slack.revoke()
    await spring.tell(ADMIN, "digest spring now", "on its way")
    await slack.until(
        lambda: any(call.answer.get("error") == "token_revoked" for call in slack.calls), PATIENCE
    )
    slack.revoke("")
    # Slack is asked once a minute whether it takes the token again; that minute is over.
    async with spring.bot.db.begin() as tx:
        await budgets.release(tx, budgets.TOKEN)
    spring.bot.wakeups.notify("outbox")
    await slack.message(CHANNEL, "*spring*: ", timeout=PATIENCE)
