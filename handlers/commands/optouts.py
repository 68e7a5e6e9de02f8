"""``optout`` and ``forget``: what people ask who do not want to be called."""

from __future__ import annotations

from bot.domain.people import Role
from bot.services.adding import from_text
from bot.slack import slash
from bot.slack.blocks import campaigns as campaign_blocks
from bot.slack.blocks import optouts as blocks
from bot.slack.blocks.kit import plain
from bot.slack.metadata import Place
from handlers.ask import Ask


async def optout(ask: Ask, intent: slash.OptOut) -> None:
    """With phones: at once. Without: the form."""
    if not intent.phones:
        await _open_form(ask)
        return
    typed = from_text("\n".join(intent.phones), strict=True)
    if intent.remove:
        removed = await ask.services.opt_outs.remove(ask.actor, typed)
        await ask.reply.say(blocks.opted_in(ask.t, removed))
        return
    async with ask.reply.patience(plain(ask.t.md("Canceling what is queued…"))):
        outcome = await ask.services.opt_outs.add(ask.actor, typed, ask.key)
    await ask.reply.say(blocks.opted_out(ask.t, outcome))


async def _open_form(ask: Ask) -> None:
    await ask.services.access.authorise_somewhere(ask.actor, "optout", Role.OPERATOR)
    place = Place(channel=ask.actor.channel_id, thread=ask.thread_ts)
    if await ask.open(blocks.form(ask.t, place)) is None:
        await ask.reply.say(campaign_blocks.open_by_button(ask.t, "optout"))


async def forget(ask: Ask, intent: slash.Forget) -> None:
    """Erase a person."""
    typed = from_text(intent.phone, strict=True)
    async with ask.reply.patience(plain(ask.t.md("Going through the books…"))):
        outcome = await ask.services.forgetting.forget(ask.actor, typed, ask.key)
    await ask.reply.say(blocks.forgotten(ask.t, outcome))
