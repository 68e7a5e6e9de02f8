"""The form of a campaign's rules, submitted."""

from __future__ import annotations

from typing import Any

from bot.domain.rule_form import NUMBERS, read_rules
from bot.slack.blocks import rules as blocks
from bot.slack.forms import Form
from bot.slack.ids import Field
from bot.slack.message import Modal
from bot.slack.metadata import CampaignRef
from handlers.ask import Ask
from handlers.intake import Intake
from handlers.submissions import submit


async def submitted(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """A campaign is to be held to other rules."""
    await submit(ack, body, intake, change)


async def change(ask: Ask, form: Form) -> Modal | None:
    """Hold it to them."""
    ref = CampaignRef.decode(form.metadata)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    fields = (*(Field(name) for name in NUMBERS), Field.HOURS)
    texts = {str(field): form.text(field) or "" for field in fields}
    wanted = read_rules(texts, form.choices(Field.APPROVALS))
    await ask.services.rules.change(ask.actor, campaign, wanted)
    return blocks.saved(ask.t, campaign, wanted)
