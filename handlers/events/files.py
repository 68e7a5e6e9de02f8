"""A file is dropped in a channel: a contact list gets its dry run in the thread."""

from __future__ import annotations

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncBoltContext

from bot.domain.cells import phones_hidden
from bot.slack.blocks import adding as blocks
from bot.slack.metadata import FileRef
from bot.texts import Texts, texts_for
from handlers.ask import Ask
from handlers.dropped import offer_preview
from handlers.intake import Intake
from handlers.uploads import fetch_described, is_list


async def shared(ack: Any, body: dict[str, Any], context: AsyncBoltContext, intake: Intake) -> None:
    """Files of the bot itself are reports, and nobody's list."""
    await ack()
    event = body["event"]
    if event.get("user_id") != context.bot_user_id:
        intake.take(body, partial(offer, file_id=str(event.get("file_id"))))


async def offer(ask: Ask, file_id: str) -> None:
    """What is no list, or dropped where nobody can add, is passed over in silence."""
    campaigns = await ask.services.adding.offering.campaigns_for(ask.actor)
    if not campaigns:
        return
    described = await ask.reply.downloads.info(file_id)
    if not is_list(described):
        return
    thread = thread_of(described, ask.actor.channel_id)
    if len(campaigns) == 1:
        upload = await fetch_described(ask, described)
        await offer_preview(ask, campaigns[0], upload, thread)
        return
    ref = FileRef(campaign=campaigns[0].id, file=file_id, thread=thread)
    name = phones_hidden(str(described.get("name")))
    question = blocks.pick_campaign(await _texts_here(ask), campaigns, name, ref)
    await ask.services.adding.offering.ask(file_id, ask.actor, thread, question.body())


async def _texts_here(ask: Ask) -> Texts:
    """The language of the channel, which reads the question too."""
    channel = ask.actor.channel_id
    if channel is None or ask.actor.is_direct:
        return ask.t
    manners = await ask.services.channels.manners(channel)
    return texts_for(manners.language, ask.services.desk.rules.default_language)


def thread_of(described: dict[str, Any], channel_id: str | None) -> str | None:
    """The message that shows the file in a channel; its thread, if it stands in one."""
    shares = described.get("shares") or {}
    for side in ("public", "private"):
        for share in (shares.get(side) or {}).get(channel_id) or ():
            ts = share.get("thread_ts") or share.get("ts")
            return str(ts) if ts else None
    return None
