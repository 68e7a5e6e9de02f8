"""``Rules``: what a campaign is held to, in a form on top of its settings."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.domain.people import Role
from bot.slack.blocks.campaigns import open_by_button
from bot.slack.blocks.rules import rules_form
from bot.slack.metadata import CampaignRef
from handlers.ask import Ask
from handlers.intake import Intake

Body = dict[str, Any]


async def pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """The button of the settings."""
    await ack()
    intake.take(body, partial(show, value=action.get("value")))


async def show(ask: Ask, value: str | None) -> None:
    """The form, as the rules are now."""
    ref = CampaignRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    await ask.services.access.authorise(ask.actor, "rules", Role.ADMIN, campaign)
    rules = await ask.services.rules.of(campaign)
    zone = campaign.timezone(ask.services.desk.rules.default_zone)
    form = rules_form(ask.t, campaign, rules, str(zone), ref)
    if await ask.reply.push(form) is None:
        await ask.reply.say(open_by_button(ask.t, f"settings {campaign.name}"))
