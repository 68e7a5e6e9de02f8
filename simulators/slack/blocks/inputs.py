"""Elements that stand in input blocks only."""

from __future__ import annotations

from simulators.slack.blocks import objects
from simulators.slack.blocks.checks import array, boolean, integer, ruled, shape, string
from simulators.slack.blocks.report import Check, Report
from simulators.slack.shapes import Json

_common: dict[str, Check] = {
    "action_id": objects.action_id,
    "focus_on_load": boolean,
    "placeholder": objects.placeholder,
    "dispatch_action_config": objects.dispatch_config,
}


def _bounds(element: Json, at: str, report: Report) -> None:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if shortest > longest:
        report.fail("min_length must not be greater than max_length", at)
    if len(element.get("initial_value", "")) > longest:
        report.fail("initial_value must not be longer than max_length", f"{at}/initial_value")


INPUTS: dict[str, Check] = {
    "plain_text_input": ruled(
        shape(
            initial_value=string(3000, 0),
            multiline=boolean,
            min_length=integer(0, 3000),
            max_length=integer(1, 3000),
            **_common,
        ),
        _bounds,
    ),
    "email_text_input": shape(initial_value=string(3000), **_common),
    "url_text_input": shape(initial_value=string(3000), **_common),
    "number_input": shape(
        "is_decimal_allowed",
        is_decimal_allowed=boolean,
        initial_value=string(100),
        min_value=string(100),
        max_value=string(100),
        **_common,
    ),
    "rich_text_input": shape(initial_value=lambda value, at, report: None, **_common),
    "file_input": shape(
        action_id=objects.action_id,
        filetypes=array(string(100), 100),
        max_files=integer(1, 10),
    ),
}
