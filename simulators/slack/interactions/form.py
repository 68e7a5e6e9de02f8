"""What Slack's client checks before it sends a form."""

from __future__ import annotations

import re

from simulators.slack.interactions.state import slot
from simulators.slack.shapes import Json

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def missing_or_wrong(content: Json, state: Json) -> dict[str, str]:
    """What is wrong with the inputs, by block id; empty if the form may go."""
    wrong = {}
    for block in content["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = state[block["block_id"]][element["action_id"]][slot(element["type"])]
        fault = _fault(element, value, optional=bool(block.get("optional")))
        if fault:
            wrong[block["block_id"]] = fault
    return wrong


def _fault(element: Json, value: object, *, optional: bool) -> str:
    if value is None or value in ("", []):
        return "" if optional else "Please complete this required field."
    if element["type"] == "plain_text_input":
        return _length_fault(element, str(value))
    if element["type"] == "number_input":
        return _number_fault(element, str(value))
    if element["type"] == "email_text_input" and not _EMAIL.fullmatch(str(value)):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and "://" not in str(value):
        return "Please enter a valid URL."
    return ""


def _length_fault(element: Json, value: str) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"Please enter at most {element.get('max_length', 3000)} characters."
    return ""


def _number_fault(element: Json, value: str) -> str:
    try:
        number = float(value) if element["is_decimal_allowed"] else int(value)
    except ValueError:
        return "Please enter a number."
    if number < float(element.get("min_value", "-inf")):
        return f"Please enter a number of at least {element['min_value']}."
    if number > float(element.get("max_value", "inf")):
        return f"Please enter a number of at most {element['max_value']}."
    return ""
