"""Composition objects: texts, options, confirm dialogs, filters."""

from __future__ import annotations

from simulators.slack.blocks.checks import array, boolean, one_of, shape, string, typed
from simulators.slack.blocks.report import Check, Report
from simulators.slack.shapes import Json


def plain(longest: int) -> Check:
    """A ``plain_text`` object."""
    return typed({"plain_text": shape("text", text=string(longest), emoji=boolean)})


def text(longest: int) -> Check:
    """A ``plain_text`` or ``mrkdwn`` object."""
    markup = shape("text", text=string(longest), verbatim=boolean)
    return typed(
        {"plain_text": shape("text", text=string(longest), emoji=boolean), "mrkdwn": markup}
    )


action_id = string(255)
style = one_of("primary", "danger")
placeholder = plain(150)

confirm = shape(
    "title",
    "text",
    "confirm",
    "deny",
    title=plain(100),
    text=text(300),
    confirm=plain(30),
    deny=plain(30),
    style=style,
)

option = shape("text", "value", text=plain(75), value=string(150), description=plain(75))
rich_option = shape("text", "value", text=text(75), value=string(150), description=text(75))
overflow_option = shape(
    "text", "value", text=plain(75), value=string(150), description=plain(75), url=string(3000)
)
option_group = shape("label", "options", label=plain(75), options=array(option, 100))

conversation_filter = shape(
    include=array(one_of("im", "mpim", "private", "public"), 4),
    exclude_external_shared_channels=boolean,
    exclude_bot_users=boolean,
)

dispatch_config = shape(
    trigger_actions_on=array(one_of("on_enter_pressed", "on_character_entered"), 2)
)

slack_file = shape(id=string(255), url=string(3000))


def unique_values(element: Json, at: str, report: Report) -> None:
    """Options of one element are told apart by their values."""
    values = [choice["value"] for choice in _choices(element)]
    if len(set(values)) != len(values):
        report.fail("option values must be unique", f"{at}/options")


def initial_is_option(element: Json, at: str, report: Report) -> None:
    """What is chosen from the start has to be one of the options, letter by letter."""
    known = [(choice["value"], choice["text"]["text"]) for choice in _choices(element)]
    chosen = element.get("initial_options") or [
        one for one in [element.get("initial_option")] if one
    ]
    for one in chosen:
        if (one["value"], one["text"]["text"]) not in known:
            report.fail("invalid initial option: it must be one of the options", at)


def _choices(element: Json) -> list[Json]:
    grouped = [choice for group in element.get("option_groups", []) for choice in group["options"]]
    return list(element.get("options", [])) + grouped
