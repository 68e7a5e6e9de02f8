"""Report, its files and numbers, and Cancel, pressed on a card, a report or a person's rows."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.domain.contacts.export import Kind
from bot.domain.reports import Wanted
from bot.services.adding import from_text
from bot.slack.blocks import cancel as cancel_blocks
from bot.slack.blocks import optouts as optout_blocks
from bot.slack.blocks import report_files as blocks
from bot.slack.blocks.kit import plain
from bot.slack.ids import Act
from bot.slack.metadata import CampaignRef, JobsRef
from handlers import queued
from handlers.ask import Ask
from handlers.commands.cancel import cancel_wanted
from handlers.commands.reports import summary
from handlers.intake import Intake

Body = dict[str, Any]


async def report_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """The summary of a card's campaign."""
    await ack()
    intake.take(body, partial(report, value=action.get("value")))


async def report(ask: Ask, value: str | None) -> None:
    """Show it to whoever asks."""
    ref = CampaignRef.decode(value)
    await summary(ask, await ask.services.campaigns.by_id(ref.campaign))


async def file_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """All rows as a file, masked, or with the numbers for who may see them."""
    await ack()
    kind: Kind = "xlsx" if action["action_id"] == Act.REPORT_FILE_XLSX else "csv"
    full = action["action_id"] == Act.NUMBERS_FILE
    intake.take(body, partial(send_file, value=action.get("value"), kind=kind, full=full))


async def send_file(ask: Ask, value: str | None, kind: Kind, full: bool) -> None:
    """Send it to their direct messages."""
    ref = CampaignRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    await ask.services.report_files.to_person(ask.actor, campaign, kind, ask.key, full=full)
    await queued.say(ask, blocks.file_is_coming(ask.t), ask.actor.user_id)


async def numbers_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """The numbers of a few call jobs."""
    await ack()
    intake.take(body, partial(send_numbers, value=action.get("value")))


async def send_numbers(ask: Ask, value: str | None) -> None:
    """Send them to the operator's direct messages."""
    ref = JobsRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    await ask.services.numbers.to_person(ask.actor, campaign, ref.jobs, ask.key)
    await queued.say(ask, blocks.file_is_coming(ask.t), ask.actor.user_id)


async def cancel_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """A person's open call jobs are to be canceled."""
    await ack()
    intake.take(body, partial(ask_or_cancel, value=action.get("value")))


async def ask_or_cancel(ask: Ask, value: str | None) -> None:
    """One at once, several after a question."""
    ref = JobsRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    await cancel_wanted(ask, campaign, Wanted(jobs=ref.jobs))


async def cancel_confirmed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """A cancel that was confirmed where no modal could be opened."""
    await ack()
    intake.take(body, partial(cancel_now, value=action.get("value")))


async def cancel_now(ask: Ask, value: str | None) -> None:
    """Cancel them; the question gives way to the answer."""
    ref = JobsRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    result = await ask.services.cancelling.press(ask.actor, campaign, ref.jobs, ask.key)
    await ask.reply.replace(cancel_blocks.outcome(ask.t, result))


async def opt_out_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """A person who was found is never to be called again; Slack has asked whether that is meant."""
    await ack()
    intake.take(body, partial(opt_out, value=action.get("value")))


async def opt_out(ask: Ask, value: str | None) -> None:
    """Opt the person out of every campaign."""
    ref = JobsRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    phone = await ask.services.lookups.phone_of(ask.actor, campaign, ref.jobs[0])
    async with ask.reply.patience(plain(ask.t.md("Canceling what is queued…"))):
        typed = from_text(f"+{phone}", strict=True)
        outcome = await ask.services.opt_outs.add(ask.actor, typed, ask.key)
    await ask.reply.say(optout_blocks.opted_out(ask.t, outcome))
