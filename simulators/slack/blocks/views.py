"""Whole views: modals and App Home."""

from __future__ import annotations

import json
from typing import Any

from simulators.slack.blocks import objects
from simulators.slack.blocks.checks import boolean, shape, string
from simulators.slack.blocks.messages import Features, check_blocks
from simulators.slack.blocks.report import Check, Report
from simulators.slack.shapes import Json

MOST_BYTES = 250_000


def _later(value: Any, at: str, report: Report) -> None:
    """The blocks are checked after the frame, because they need the surface."""


_common: dict[str, Check] = {
    "blocks": _later,
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_FRAMES: dict[str, Check] = {
    "home": shape("blocks", **_common),
    "modal": shape(
        "title",
        "blocks",
        title=objects.plain(24),
        close=objects.plain(24),
        submit=objects.plain(24),
        clear_on_close=boolean,
        notify_on_close=boolean,
        submit_disabled=boolean,
        **_common,
    ),
}


def view_faults(view: Any, kind: str, features: Features, *, at: str = "/view") -> list[str]:
    """What Slack says against this view; ``kind`` is modal or home."""
    report = Report()
    if not isinstance(view, dict) or "type" not in view:
        report.fail("missing required field: type", at)
        return report.messages
    if view["type"] != kind:
        report.fail(f"unsupported type: {view['type']}", f"{at}/type")
        return report.messages
    _FRAMES[kind](view, at, report)
    blocks = view.get("blocks", [])
    check_blocks(blocks, kind, features, report, limit=100, at=f"{at}/blocks")
    if not report.messages and kind == "modal":
        _submit_for_inputs(view, report, at)
    return report.messages


def too_large(view: Json) -> bool:
    """Whether the view is over Slack's 250 kB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > MOST_BYTES


def _submit_for_inputs(view: Json, report: Report, at: str) -> None:
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if has_input and not view.get("submit"):
        report.fail("missing required field: submit", at)
