"""Whole messages: how many blocks, which of them once only, and attachments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from simulators.slack.blocks.checks import typed
from simulators.slack.blocks.layout import SURFACES
from simulators.slack.blocks.report import Report
from simulators.slack.shapes import Json


@dataclass
class Features:
    """What Slack is still rolling out; a workspace without it refuses the blocks."""

    data_visualization: bool = True
    data_table: bool = True

    def missing(self) -> set[str]:
        """The block types that this workspace does not know."""
        return {kind for kind in ("data_visualization", "data_table") if not getattr(self, kind)}


def message_faults(blocks: Any, features: Features, *, at: str = "/blocks") -> list[str]:
    """What Slack says against these blocks of a message; nothing if they are sound."""
    report = Report()
    check_blocks(blocks, "message", features, report, limit=50, at=at)
    if not report.messages:
        _once_only(blocks, report, at)
    return report.messages


def check_blocks(
    blocks: Any, surface: str, features: Features, report: Report, *, limit: int, at: str
) -> None:
    """Check each block for this surface, their number, and that block ids are unique."""
    if not isinstance(blocks, list):
        report.fail("must be an array", at)
        return
    if len(blocks) > limit:
        report.fail(f"no more than {limit} items allowed", at)
    known = {
        kind: check for kind, check in SURFACES[surface].items() if kind not in features.missing()
    }
    check = typed(known)
    for index, block in enumerate(blocks):
        check(block, f"{at}/{index}", report)
    _unique_ids(blocks, report, at)


def _unique_ids(blocks: list[Any], report: Report, at: str) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        name = block.get("block_id") if isinstance(block, dict) else None
        if name in seen:
            report.fail(f"`block_id` {name!r} already exists", f"{at}/{index}")
        seen |= {name} if isinstance(name, str) else set()


def _once_only(blocks: list[Json], report: Report, at: str) -> None:
    kinds = Counter(block["type"] for block in blocks)
    if kinds["table"] + kinds["data_table"] > 1:
        report.fail("only_one_table_allowed", at)
    if kinds["data_visualization"] > 2:
        report.fail("no more than 2 data_visualization blocks allowed", at)
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > 12_000:
        report.fail("markdown text must be less than 12001 characters", at)


def attachment_faults(attachments: Any, features: Features) -> list[str]:
    """What Slack says against the blocks inside these attachments."""
    if not isinstance(attachments, list):
        return ["[ERROR] must be an array [json-pointer:/attachments]"]
    faults: list[str] = []
    for index, attachment in enumerate(attachments):
        if "blocks" in attachment:
            at = f"/attachments/{index}/blocks"
            faults += message_faults(attachment["blocks"], features, at=at)
    return faults
