"""What happens to the workspace and to the app in it."""

from __future__ import annotations

from typing import Any

import structlog

from handlers.intake import Intake

_log = structlog.get_logger(__name__)


async def archived(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """A channel was archived: nothing more is sent there."""
    await ack()
    channel = str(body["event"].get("channel"))
    work = intake.services.channels.lost(channel, "is_archived")
    intake.tasks.start(work, name="channel archived")


async def removed(ack: Any, body: dict[str, Any]) -> None:
    """The app was removed from the workspace, or its tokens were taken back."""
    await ack()
    _log.error("removed_from_workspace", event_type=body["event"].get("type"))
