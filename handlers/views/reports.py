"""The modal that asks before call jobs are canceled."""

from __future__ import annotations

from typing import Any

from bot.slack.blocks import cancel as blocks
from bot.slack.forms import Form
from bot.slack.message import Modal
from bot.slack.metadata import JobsRef
from handlers.ask import Ask
from handlers.intake import Intake
from handlers.submissions import submit


async def cancel_submitted(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """A cancel was confirmed."""
    await submit(ack, body, intake, cancel)


async def cancel(ask: Ask, form: Form) -> Modal | None:
    """Cancel the call jobs and show what came of it."""
    ref = JobsRef.decode(form.metadata)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    actor = ask.actor_in(ref.channel)
    result = await ask.services.cancelling.press(actor, campaign, ref.jobs, ask.key)
    return blocks.outcome_modal(ask.t, result)
