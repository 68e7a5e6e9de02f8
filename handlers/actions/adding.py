"""Buttons of previews and receipts."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.domain.batches import Preview
from bot.domain.people import Role
from bot.logs import new_id
from bot.services.adding import Confirmed
from bot.slack.blocks import adding as blocks
from bot.slack.blocks.awaiting import waits
from bot.slack.metadata import AddRef, BatchRef, CampaignRef, FileRef
from bot.slack.payloads import origin
from handlers import queued
from handlers.ask import Ask
from handlers.commands.adding import open_form, shown
from handlers.dropped import offer_preview
from handlers.intake import Intake
from handlers.uploads import fetched

Body = dict[str, Any]
Action = dict[str, Any]


async def add_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Add N``: the one click whose effect is committed before its ack, so that none is lost."""
    outcome = await _confirm(body, action.get("value"), intake)
    telling = partial(tell, outcome=outcome)
    if isinstance(outcome, Exception):
        # It was not stored, or nobody knows: whoever pressed hears of that before Slack shows the
        # press as taken.
        await intake.do(body, telling)
        await ack()
    else:
        await ack()
        intake.take(body, telling)


async def _confirm(body: Body, value: str | None, intake: Intake) -> Confirmed | Exception:
    try:
        ref = AddRef.decode(value)
        actor = intake.actor(origin(body), new_id())
        return await intake.services.adding.confirming.confirm(actor, ref.batch, ref.rows)
    except Exception as error:
        return error


async def tell(ask: Ask, outcome: Confirmed | Exception) -> None:
    """What came of it: the preview goes, or is shown anew where it had changed."""
    if isinstance(outcome, Exception):
        raise outcome
    if outcome.waiting is not None:
        await ask.reply.replace(waits(ask.t, outcome.campaign.name, outcome.waiting, ask.zone))
        return
    if not outcome.changed:
        message = blocks.going_out(ask.t, outcome.campaign, outcome.rows)
        await ask.reply.replace(await queued.told(ask, message) or message)
        return
    preview = await ask.services.adding.previews.of_id(outcome.batch.id)
    await ask.reply.replace(shown(ask, preview))
    await ask.reply.say(blocks.changed(ask.t))


async def discard_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Discard``"""
    await ack()
    intake.take(body, partial(discard, value=action.get("value")))


async def discard(ask: Ask, value: str | None) -> None:
    """Forget the list."""
    ref = BatchRef.decode(value)
    await ask.services.adding.confirming.discard(ask.actor, ref.batch)
    await ask.reply.replace(blocks.discarded(ask.t))


async def again_ticked(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """The box that lets people with an open call job in was ticked or unticked."""
    await ack()
    ticked = bool(action.get("selected_options"))
    work = partial(judge_anew, block_id=str(action.get("block_id")), again=ticked)
    intake.take(body, work)


async def judge_anew(ask: Ask, block_id: str, again: bool) -> None:
    """Count anew."""
    ref = BatchRef.decode(block_id)
    preview = await ask.services.adding.drafts.add_again(ask.actor, ref.batch, again)
    await ask.reply.replace(shown(ask, preview))


async def override_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Override…``: Slack has asked whether that is meant."""
    await ack()
    intake.take(body, partial(override, value=action.get("value")))


async def override(ask: Ask, value: str | None) -> None:
    """Let them in, and count anew."""
    ref = AddRef.decode(value)
    made = await ask.services.adding.overriding.override(ask.actor, ref.batch, ref.rows)
    if isinstance(made, Preview):
        await ask.reply.replace(shown(ask, made))
        return
    batch = await ask.services.adding.drafts.of(ref.batch)
    campaign = await ask.services.campaigns.by_id(batch.campaign_id)
    await ask.reply.say(waits(ask.t, campaign.name, made, ask.zone))


async def bad_rows_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Bad rows``"""
    await ack()
    intake.take(body, partial(send_bad_rows, value=action.get("value")))


async def send_bad_rows(ask: Ask, value: str | None) -> None:
    """The file of rows that were not added, to the person alone."""
    ref = BatchRef.decode(value)
    text = ask.t.md("These rows were not added. Mend them here and add the file again.")
    await ask.services.adding.rejects.send(ask.actor, ref.batch, ask.key, text)
    await queued.say(ask, blocks.file_follows(ask.t), ask.actor.user_id)


async def template_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Template``"""
    await ack()
    intake.take(body, send_template)


async def send_template(ask: Ask) -> None:
    """A list to fill in."""
    text = ask.t.md("A list to fill in: only the column phone is needed.")
    await ask.services.adding.rejects.send_template(ask.actor, ask.key, text)
    await queued.say(ask, blocks.file_follows(ask.t), ask.actor.user_id)


async def columns_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Columns``"""
    await ack()
    intake.take(body, partial(ask_columns, value=action.get("value")))


async def ask_columns(ask: Ask, value: str | None) -> None:
    """The form that puts columns right."""
    ref = BatchRef.decode(value)
    batch, guess = await ask.services.adding.columns.ask(ask.actor, ref.batch)
    await ask.open(blocks.columns_form(ask.t, batch, guess, ref))


async def form_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Add phones`` on a card."""
    await ack()
    intake.take(body, partial(show_form, value=action.get("value")))


async def show_form(ask: Ask, value: str | None) -> None:
    """The form, for the card's campaign."""
    ref = CampaignRef.decode(value)
    await open_form(ask, await ask.services.campaigns.by_id(ref.campaign))


async def campaign_picked(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """A campaign was chosen for a file that was dropped."""
    await ack()
    chosen = (action.get("selected_option") or {}).get("value")
    intake.take(body, partial(read_for, value=chosen))


async def read_for(ask: Ask, value: str | None) -> None:
    """Read the file for it, and show the preview in the thread."""
    ref = FileRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    await ask.services.access.authorise(ask.actor, "add", Role.OPERATOR, campaign)
    upload = await fetched(ask, ref.file)
    await offer_preview(ask, campaign, upload, ref.thread)
    await ask.reply.remove()
