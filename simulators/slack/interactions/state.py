"""What a person has chosen and typed so far in a view or a message."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulators.slack.blocks.defaults import all_blocks, elements_of
from simulators.slack.shapes import Json
from simulators.slack.views import View

Key = tuple[str, str]
"""A block id and an action id."""

_TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")

_ONE = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}
_MANY = {
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
}


def slot(kind: str) -> str:
    """Under which name an element of this type carries what was chosen."""
    if kind in _TEXTS:
        return "value"
    if kind == "file_input":
        return "files"
    return (_ONE | _MANY)[kind][0]


def takes_many(kind: str) -> bool:
    """Whether an element of this type carries a list."""
    return kind in _MANY or kind == "file_input"


def is_stateful(element: Json) -> bool:
    """Whether a person can leave a value in the element."""
    kind = element["type"]
    return kind in _TEXTS or kind == "file_input" or kind in _ONE or kind in _MANY


def stateful(content: Json) -> Iterator[tuple[Json, Json]]:
    """Every block with an element in it that holds a value."""
    for block in all_blocks(content):
        for element in elements_of(block):
            if is_stateful(element):
                yield block, element


def state_values(view: View) -> Json:
    """``state.values`` of a view: by block id and action id, untouched elements too."""
    origin = view.origin.id if view.origin is not None else ""
    return values_of(view.content, view.filled, origin)


def values_of(content: Json, filled: dict[Key, Json], channel_id: str = "") -> Json:
    """The same for any content; ``channel_id`` is the current conversation."""
    values: Json = {}
    for block, element in stateful(content):
        key = (block["block_id"], element["action_id"])
        value = filled.get(key)
        if value is None or value["type"] != element["type"]:
            value = initial(element, channel_id)
        values.setdefault(key[0], {})[key[1]] = value
    return values


def initial(element: Json, channel_id: str) -> Json:
    """What an element holds before anybody has touched it."""
    kind = element["type"]
    return {"type": kind, slot(kind): _initial_of(kind)(element, channel_id)}


def _initial_of(kind: str) -> Callable[[Json, str], object]:
    if kind in _TEXTS:
        return lambda element, channel: element.get("initial_value")
    if kind == "file_input":
        return lambda element, channel: []
    if kind in _MANY:
        return lambda element, channel: element.get(_MANY[kind][1]) or _current(element, channel)
    return lambda element, channel: element.get(_ONE[kind][1]) or _current_one(element, channel)


def _current(element: Json, channel_id: str) -> list[str]:
    wanted = element.get("default_to_current_conversation") and channel_id
    return [channel_id] if wanted else []


def _current_one(element: Json, channel_id: str) -> str | None:
    return (_current(element, channel_id) or [None])[0]  # type: ignore[list-item]
