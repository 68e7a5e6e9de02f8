"""Blocks as a person reads them."""

from __future__ import annotations

from simulators.slack import render_text, render_view
from tests.simulators.slack.test_blocks import data_table, line, pie
from tests.simulators.slack.tiny_app import actions, button, modal, plain, section, text_input


def test_text_is_read_without_markup() -> None:
    block = section("Call <tel:+12025550123|+1 202-555-0123> &amp; <https://a.test|more> <!here>")
    assert render_text([block]) == "Call +1 202-555-0123 & more @here"


def test_dates_are_read_by_their_fallback() -> None:
    assert render_text([section("as of <!date^1795478400^{time}|10:02 UTC>")]) == "as of 10:02 UTC"


def test_fields_buttons_and_menus() -> None:
    menu = {"type": "users_select", "action_id": "u", "placeholder": plain("Who")}
    fields = {"type": "section", "fields": [plain("Open"), plain("12")], "accessory": menu}
    row = actions(button("Pause", "pause"), button("Stop", "stop"))
    assert render_text([fields, row]) == "Open\n12\n[Who]\n[Pause] [Stop]"


def test_tables_and_charts() -> None:
    assert render_text([data_table(2)]) == "Calls\nx | x\nx | x"
    assert render_text([line()]) == "[line chart: Calls: 0: 0 1, 1 1]"
    assert render_text([pie(2, 3)]) == "[pie chart: Outcomes: 0 2; 1 3]"


def test_a_modal() -> None:
    hint = plain("As you will type it")
    view = modal("Connect", text_input("Name", "n", hint=hint), close=plain("Cancel"))
    assert render_view(view) == "Connect\nName: […]\nAs you will type it\n[Cancel] [Save]"
