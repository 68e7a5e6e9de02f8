"""The dry run of a file in the thread where it was dropped."""

from __future__ import annotations

from bot.domain.batches import Source
from bot.domain.campaigns import Campaign
from bot.services.adding import NewList, from_file
from handlers import queued
from handlers.ask import Ask
from handlers.uploads import Upload


async def offer_preview(
    ask: Ask, campaign: Campaign, upload: Upload, thread_ts: str | None
) -> None:
    """Read the file, and put its preview down for the thread."""
    wanted = NewList(
        Source.FILE,
        from_file(upload.data, upload.name),
        file_name=upload.name,
        file_id=upload.file_id,
        channel_id=ask.actor.channel_id,
        thread_ts=thread_ts,
    )
    preview = await ask.services.adding.drafts.read(ask.actor, campaign, wanted)
    await ask.services.adding.offering.preview(preview.batch)
    await queued.say(ask, None)
