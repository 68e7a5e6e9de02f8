"""Campaigns by typing part of their name."""

from __future__ import annotations

from typing import Any

from bot.slack.payloads import origin
from handlers.intake import Intake

_MOST = 100


async def suggest(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """The campaigns that the person may see here and that contain what was typed."""
    every = await intake.services.campaigns.visible(intake.actor(origin(body), request_id=""))
    typed = str(body.get("value") or "").casefold()
    found = [one for one in every if typed in one.name.casefold()][:_MOST]
    await ack(
        options=[
            {"text": {"type": "plain_text", "text": one.name}, "value": str(one.id)}
            for one in found
        ]
    )
