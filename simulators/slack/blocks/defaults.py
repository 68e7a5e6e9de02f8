"""What Slack fills in when it stores blocks: ids that were left out."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from simulators.slack.shapes import Json


def stored_blocks(blocks: list[Json], new_id: Callable[[], str]) -> list[Json]:
    """A copy of the blocks in which every block and every element has its id."""
    stored = copy.deepcopy(blocks)
    for block in stored:
        block.setdefault("block_id", new_id())
        for element in elements_of(block):
            if element["type"] not in ("image", "plain_text", "mrkdwn"):
                element.setdefault("action_id", new_id())
    return stored


def elements_of(block: Json) -> Iterator[Json]:
    """The elements that stand in a block, in their order."""
    if block["type"] in ("actions", "context", "context_actions"):
        yield from block["elements"]
    for place in ("accessory", "element"):
        if isinstance(block.get(place), dict):
            yield block[place]


def all_blocks(content: Json) -> list[Json]:
    """The blocks of a message or view, with those inside its attachments."""
    inside: list[Any] = [
        block
        for attachment in content.get("attachments") or []
        for block in attachment.get("blocks", [])
    ]
    return list(content.get("blocks") or []) + inside
