"""Interactive elements, and in which blocks each of them may stand."""

from __future__ import annotations

from simulators.slack.blocks import objects
from simulators.slack.blocks.checks import (
    array,
    boolean,
    integer,
    matching,
    one_of,
    ruled,
    shape,
    string,
    typed,
)
from simulators.slack.blocks.inputs import INPUTS
from simulators.slack.blocks.report import Check, Report
from simulators.slack.shapes import Json

_common = {
    "action_id": objects.action_id,
    "confirm": objects.confirm,
    "focus_on_load": boolean,
}
_menu = _common | {"placeholder": objects.placeholder}
_id = string(255)
_date = matching(r"\d{4}-\d{2}-\d{2}", "a date in the format YYYY-MM-DD")
_time = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time in the format HH:mm")


def _either_options(element: Json, at: str, report: Report) -> None:
    if ("options" in element) == ("option_groups" in element):
        report.fail("must define either `options` or `option_groups`", at)


_option_rules = (_either_options, objects.unique_values, objects.initial_is_option)
_options = {
    "options": array(objects.option, 100),
    "option_groups": array(objects.option_group, 100),
}
_filter = {"filter": objects.conversation_filter, "default_to_current_conversation": boolean}

_button = shape(
    "text",
    text=objects.plain(75),
    action_id=objects.action_id,
    url=string(3000),
    value=string(2000),
    style=objects.style,
    confirm=objects.confirm,
    accessibility_label=string(75),
)
_image = shape(
    "alt_text",
    image_url=string(3000),
    alt_text=string(2000),
    slack_file=objects.slack_file,
)
_overflow = ruled(
    shape(
        "options",
        options=array(objects.overflow_option, 5),
        action_id=objects.action_id,
        confirm=objects.confirm,
    ),
    objects.unique_values,
)


def _ten_options(*, many: bool) -> Check:
    initial: dict[str, Check] = (
        {"initial_options": array(objects.rich_option, 10)}
        if many
        else {"initial_option": objects.rich_option}
    )
    rules = (objects.unique_values, objects.initial_is_option)
    fields: dict[str, Check] = {"options": array(objects.rich_option, 10), **initial, **_common}
    return ruled(shape("options", **fields), *rules)


_single = {
    "static_select": ruled(
        shape(initial_option=objects.option, **_options, **_menu), *_option_rules
    ),
    "external_select": shape(initial_option=objects.option, min_query_length=integer(0), **_menu),
    "users_select": shape(initial_user=_id, **_menu),
    "channels_select": shape(initial_channel=_id, response_url_enabled=boolean, **_menu),
    "conversations_select": shape(
        initial_conversation=_id, response_url_enabled=boolean, **_filter, **_menu
    ),
}

_many = _menu | {"max_selected_items": integer(1)}
_multi = {
    "multi_static_select": ruled(
        shape(initial_options=array(objects.option, 100), **_options, **_many), *_option_rules
    ),
    "multi_external_select": shape(
        initial_options=array(objects.option, 100), min_query_length=integer(0), **_many
    ),
    "multi_users_select": shape(initial_users=array(_id, 100), **_many),
    "multi_channels_select": shape(initial_channels=array(_id, 100), **_many),
    "multi_conversations_select": shape(initial_conversations=array(_id, 100), **_filter, **_many),
}

_pickers = {
    "datepicker": shape(initial_date=_date, **_menu),
    "timepicker": shape(initial_time=_time, timezone=string(100), **_menu),
    "checkboxes": _ten_options(many=True),
    "radio_buttons": _ten_options(many=False),
}
_datetimepicker = {
    "datetimepicker": shape(initial_date_time=integer(1_000_000_000, 9_999_999_999), **_common)
}
_buttons = {"button": _button, "overflow": _overflow}

actions = typed(_single | _multi | _pickers | _datetimepicker | _buttons)
accessory = typed(_single | _multi | _pickers | _buttons | {"image": _image})
context = typed({"image": _image} | {kind: objects.text(3000) for kind in ("plain_text", "mrkdwn")})
_input_only = _single | _multi | _pickers | _datetimepicker | INPUTS
modal_input = typed(_input_only)
other_input = typed({kind: check for kind, check in _input_only.items() if kind != "file_input"})

_feedback = shape(
    "positive_button",
    "negative_button",
    action_id=objects.action_id,
    positive_button=shape("text", "value", text=objects.plain(75), value=string(2000)),
    negative_button=shape("text", "value", text=objects.plain(75), value=string(2000)),
)
_icon_button = shape(
    "icon",
    "text",
    icon=one_of("trash"),
    text=objects.plain(75),
    action_id=objects.action_id,
    value=string(2000),
    confirm=objects.confirm,
)
context_actions = typed({"feedback_buttons": _feedback, "icon_button": _icon_button})
