"""Menus whose options the app gives while the person types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulators.slack.blocks import objects
from simulators.slack.blocks.checks import array
from simulators.slack.blocks.report import Report
from simulators.slack.errors import Refused
from simulators.slack.interactions.payloads import base_payload, source_part
from simulators.slack.interactions.sight import Target
from simulators.slack.people import User
from simulators.slack.shapes import Json

if TYPE_CHECKING:
    from simulators.slack.interactions.base import Acts

_options = array(objects.option, 100, 0)
_groups = array(objects.option_group, 100, 0)


async def suggest(acts: Acts, user: User, target: Target, query: str) -> list[Json]:
    """Ask the app for options, as the menu does while the person types ``query``."""
    element = target.element
    if len(query) < element.get("min_query_length", 3):
        raise Refused(f"The menu asks the app only from {element.get('min_query_length', 3)} on.")
    source = source_part(acts.core, target.surface, {})
    source.pop("state", None)
    payload = base_payload(acts.core, "block_suggestion", user) | source
    payload |= {
        "action_id": element["action_id"],
        "block_id": target.block["block_id"],
        "value": query,
    }
    ack = await acts.interact(payload, takes_answer=True)
    return _checked(acts, user, ack.body) if ack.ok else []


def _checked(acts: Acts, user: User, answer: Json) -> list[Json]:
    report = Report()
    options: Any = answer.get("options")
    groups: Any = answer.get("option_groups")
    if groups is not None:
        _groups(groups, "/option_groups", report)
    else:
        _options(options, "/options", report)
    if report.messages:
        acts.trouble(user.id, f"No result: {report.messages[0]}")
        return []
    return list(options or [option for group in groups or [] for option in group["options"]])
