"""Layout blocks, surface by surface."""

from __future__ import annotations

from typing import Any

from simulators.slack.blocks import elements, objects
from simulators.slack.blocks.charts import chart_block
from simulators.slack.blocks.checks import array, boolean, one_of, ruled, shape, string
from simulators.slack.blocks.report import Check, Report
from simulators.slack.blocks.tables import data_table, table
from simulators.slack.shapes import Json

_block_id = string(255)


def _anything(value: Any, at: str, report: Report) -> None:
    """Parts that the bot never writes are passed through."""


def _section_rule(block: Json, at: str, report: Report) -> None:
    if "text" not in block and "fields" not in block:
        report.fail("must define either `text` or `fields`", at)


def _image_rule(block: Json, at: str, report: Report) -> None:
    if ("image_url" in block) == ("slack_file" in block):
        report.fail("must define either `image_url` or `slack_file`", at)


def _unique_actions(block: Json, at: str, report: Report) -> None:
    seen: set[str] = set()
    for index, element in enumerate(block["elements"]):
        name = element.get("action_id")
        if name in seen:
            report.fail(f"`action_id` {name!r} already exists", f"{at}/elements/{index}")
        seen |= {name} if name else set()


def input_block(element: Check) -> Check:
    """An input block; the surface says which elements it may hold."""
    return shape(
        "label",
        "element",
        block_id=_block_id,
        label=objects.plain(2000),
        element=element,
        hint=objects.plain(2000),
        optional=boolean,
        dispatch_action=boolean,
    )


_EVERYWHERE: dict[str, Check] = {
    "section": ruled(
        shape(
            block_id=_block_id,
            text=objects.text(3000),
            fields=array(objects.text(2000), 10),
            accessory=elements.accessory,
            expand=boolean,
        ),
        _section_rule,
    ),
    "header": shape("text", block_id=_block_id, text=objects.plain(150)),
    "divider": shape(block_id=_block_id),
    "context": shape("elements", block_id=_block_id, elements=array(elements.context, 10)),
    "actions": ruled(
        shape(
            "elements",
            block_id=_block_id,
            elements=array(elements.actions, 25),
        ),
        _unique_actions,
    ),
    "image": ruled(
        shape(
            "alt_text",
            block_id=_block_id,
            image_url=string(3000),
            alt_text=string(2000),
            title=objects.plain(2000),
            slack_file=objects.slack_file,
        ),
        _image_rule,
    ),
    "rich_text": shape("elements", block_id=_block_id, elements=array(_anything, 1000)),
    "video": _anything,
}

_TABLES: dict[str, Check] = {
    "table": table,
    "data_table": data_table,
    "data_visualization": chart_block,
}

_IN_MESSAGES: dict[str, Check] = {
    "markdown": shape("text", block_id=_block_id, text=string(12_000)),
    "context_actions": shape(
        "elements", block_id=_block_id, elements=array(elements.context_actions, 5)
    ),
    "input": input_block(elements.other_input),
}

_ALERT = shape(
    "text",
    block_id=_block_id,
    text=objects.text(200),
    level=one_of("default", "info", "warning", "error", "success"),
)

SURFACES: dict[str, dict[str, Check]] = {
    "message": _EVERYWHERE | _TABLES | _IN_MESSAGES,
    "modal": _EVERYWHERE | {"input": input_block(elements.modal_input), "alert": _ALERT},
    "home": _EVERYWHERE | _TABLES | {"input": input_block(elements.other_input)},
}
"""The block types of each surface, with what each has to fulfil."""
