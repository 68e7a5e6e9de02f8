"""The audit as a file, made at the moment when it is sent."""

from __future__ import annotations

from bot.scheduler.renderers import FileRenderer, RenderedFile
from bot.services.audits import Audits
from bot.store.deliveries import Delivery


def audit_renderer(audits: Audits) -> FileRenderer:
    """Makes the CSV file of one campaign's audit, or of all, for who is an admin still."""

    async def render(post: Delivery) -> RenderedFile | None:
        campaign_id = (post.body or {})["file"].get("campaign")
        path = await audits.write_for(post.channel_id, campaign_id)
        return None if path is None else RenderedFile(path, "audit.csv")

    return render
