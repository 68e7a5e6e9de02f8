"""An office with two operators, and a campaign whose rules want a second person."""

from __future__ import annotations

from typing import Any

from bot.domain.automatic_pause import Evidence
from bot.domain.people import Actor
from bot.domain.rules import Rules
from bot.store import automatic_pauses, campaigns
from simulators.slack import Message
from tests.scenarios.office import ADMIN, CHANNEL, Office

CAROL, BORIS = "carol", "boris"
PHONES = "+1 202-555-0123, +1 202-555-0124, +1 202-555-0125"


async def two_operators(office: Office, name: str = "spring", **campaign: Any) -> None:
    """Connect a campaign, and make Carol and Boris its operators; both read English."""
    office.slack.user(BORIS).locale = "en-GB"
    made = office.calls.create_campaign(name.title(), **campaign)
    await office.connect(name, made)
    await office.slack.close_all(ADMIN)
    for who in (CAROL, BORIS):
        await office.tell(ADMIN, f"access grant @{who} operator", "operator of every campaign now")


async def hold_to(office: Office, name: str = "spring", **rules: Any) -> None:
    """Hold a campaign to these rules, as its admin does in the form."""
    assert office.bot is not None
    services = office.bot.services
    async with services.desk.db.read() as tx:
        campaign = await campaigns.by_name(tx, name)
    assert campaign is not None
    actor = Actor(office.slack.user(ADMIN).id, None, "rules", is_direct=True)
    await services.rules.change(actor, campaign, Rules(**rules))


async def paused_by_rule(office: Office, name: str = "spring") -> None:
    """The campaign was paused automatically, and nobody has resumed it."""
    assert office.bot is not None
    desk = office.bot.services.desk
    async with desk.db.begin() as tx:
        campaign = await campaigns.by_name(tx, name)
        assert campaign is not None
        seen = Evidence({"noAnswer": 60, "longCallWithResult": 40}, share=50, sample=50)
        await automatic_pauses.begin(tx, campaign.id, seen, desk.clock.now())
    await office.slack.message(CHANNEL, f"*{name}* was paused automatically")


async def ask_to_stop(office: Office, who: str = CAROL) -> Message:
    """Somebody stops the campaign by command and confirms it; the request in the channel."""
    await office.slack.command(who, CHANNEL, "/campaign stop spring")
    await office.slack.modal_with(who, "Stop *spring*?")
    await office.slack.submit(who)
    await office.slack.modal_with(who, "A second person has to approve that")
    await office.slack.close_all(who)
    return await request_in(office, "Stop spring for good")


async def ask_to_add(office: Office, who: str = CAROL, phones: str = PHONES) -> Message:
    """Somebody adds numbers and confirms them; the request in the channel."""
    preview = await office.tell(who, f"add spring {phones}", "would be added")
    await office.slack.click(who, "Add 3", preview)
    await office.slack.until(lambda: "wait to be added" in preview.text)
    return await request_in(office, "Add 3 people to spring")


async def request_in(office: Office, title: str, channel: str = CHANNEL) -> Message:
    """The request that waits, as the channel sees it."""
    slack = office.slack
    every = await slack.until(
        lambda: [
            one for one in slack.messages(channel, containing=title) if "[Approve]" in one.text
        ]
    )
    return every[-1]
