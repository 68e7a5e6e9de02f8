"""Charts and tables of messages: blocks that Slack still rolls out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PICTURES = frozenset({"data_visualization", "data_table"})


def has_pictures(blocks: Sequence[dict[str, Any]]) -> bool:
    """Whether a message would lose something by :func:`without_pictures`."""
    return any(block.get("type") in PICTURES for block in blocks)


def without_pictures(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The message without charts and data tables: what to send after ``invalid_blocks``.

    A refused picture must never cost the message.
    """
    return [block for block in blocks if block.get("type") not in PICTURES]
