"""The audit as a file, made at the moment when it is sent."""

from __future__ import annotations

from bot.scheduler.renderers import FileRenderer, RenderedFile
from bot.services.audits import Audits
from bot.store.deliveries import Delivery


def audit_renderer(audits: Audits) -> FileRenderer:
    """Makes the CSV file of one campaign's audit, or of all."""

    async def render(post: Delivery) -> RenderedFile | None:
        campaign_id = (post.body or {})["file"].get("campaign")
        return RenderedFile(await audits.write(campaign_id), "audit.csv")

    return render
