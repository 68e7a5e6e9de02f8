"""Modals that only tell something: there is nothing to submit, and Slack still wants an ack."""

from __future__ import annotations

from typing import Any


async def submitted(ack: Any) -> None:
    """Close it."""
    await ack()
