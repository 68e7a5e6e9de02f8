"""Small checks that are put together to the shapes of Block Kit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from simulators.slack.blocks.report import Check, Report
from simulators.slack.shapes import Json

Rule = Callable[[Json, str, Report], None]
"""A check of a whole object, run only when its fields are sound."""


def string(longest: int, shortest: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            report.fail("must be a string", at)
        elif len(value) < shortest:
            report.fail(f"must be more than {shortest - 1} characters", at)
        elif len(value) > longest:
            report.fail(f"must be less than {longest + 1} characters", at)

    return check


def matching(pattern: str, what: str) -> Check:
    """A string in a form, such as a date."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            report.fail(f"must be {what}", at)

    return check


def boolean(value: Any, at: str, report: Report) -> None:
    """True or false."""
    if not isinstance(value, bool):
        report.fail("must be a boolean", at)


def integer(lowest: int, highest: int | None = None) -> Check:
    """A whole number within bounds."""

    def check(value: Any, at: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            report.fail("must be an integer", at)
        elif value < lowest:
            report.fail(f"must be greater than or equal to {lowest}", at)
        elif highest is not None and value > highest:
            report.fail(f"must be less than or equal to {highest}", at)

    return check


def number(value: Any, at: str, report: Report) -> None:
    """Any number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        report.fail("must be a number", at)


def one_of(*words: str) -> Check:
    """One of these words."""

    def check(value: Any, at: str, report: Report) -> None:
        if value not in words:
            report.fail(f"must be one of: {', '.join(words)}", at)

    return check


def array(check_item: Check, longest: int, shortest: int = 1) -> Check:
    """An array of so many items that each pass a check."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, list):
            report.fail("must be an array", at)
            return
        if len(value) < shortest:
            report.fail(f"no fewer than {shortest} items allowed", at)
        if len(value) > longest:
            report.fail(f"no more than {longest} items allowed", at)
        for index, item in enumerate(value):
            check_item(item, f"{at}/{index}", report)

    return check


def shape(*required: str, **fields: Check) -> Check:
    """An object with these fields and no others, beside its ``type``."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.fail("must provide an object", at)
            return
        _missing(value, required, at, report)
        for name, content in value.items():
            _field(name, content, fields, at, report)

    return check


def ruled(check_form: Check, *rules: Rule) -> Check:
    """A check whose rules about the whole are asked once its form is sound."""

    def check(value: Any, at: str, report: Report) -> None:
        before = len(report.messages)
        check_form(value, at, report)
        if len(report.messages) == before:
            for rule in rules:
                rule(value, at, report)

    return check


def _missing(value: Json, required: tuple[str, ...], at: str, report: Report) -> None:
    for name in required:
        if name not in value:
            report.fail(f"missing required field: {name}", at)


def _field(name: str, content: Any, fields: Mapping[str, Check], at: str, report: Report) -> None:
    if name in fields:
        fields[name](content, f"{at}/{name}", report)
    elif name != "type":
        report.fail(f"invalid additional property: {name}", at)


def typed(table: Mapping[str, Check]) -> Check:
    """An object whose ``type`` says which check it has to pass."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.fail("must provide an object", at)
        elif "type" not in value:
            report.fail("missing required field: type", at)
        elif value["type"] not in table:
            report.fail(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            table[value["type"]](value, at, report)

    return check
