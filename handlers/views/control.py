"""The modal that asks before a campaign is stopped."""

from __future__ import annotations

from typing import Any

from bot.domain.campaign_state import Control
from bot.slack.blocks import control as blocks
from bot.slack.forms import Form
from bot.slack.message import Modal
from bot.slack.metadata import ControlRef
from handlers.ask import Ask
from handlers.commands.control import TELL_THE_CHANNEL
from handlers.intake import Intake
from handlers.submissions import submit


async def stop_submitted(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """A stop was confirmed."""
    await submit(ack, body, intake, stop)


async def stop(ask: Ask, form: Form) -> Modal | None:
    """Stop the campaign and show what came of it."""
    ref = ControlRef.decode(form.metadata)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    actor = ask.actor_in(ref.channel)
    result = await ask.services.controls.act(actor, campaign, Control.STOP, ask.key)
    if result.ending in TELL_THE_CHANNEL:
        await ask.services.notices.control(actor, result, ref.thread)
    return blocks.outcome_modal(ask.t, result, ask.zone)
