"""App Home is opened."""

from __future__ import annotations

from typing import Any

from handlers.homes import draw
from handlers.intake import Intake


async def opened(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """Draw it anew each time: its buttons and figures are of now."""
    await ack()
    if body["event"].get("tab", "home") == "home":
        intake.take(body, draw)
