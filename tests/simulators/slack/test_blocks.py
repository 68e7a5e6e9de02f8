"""The limits of Block Kit, each at its edge: the longest that passes, and one more."""

from __future__ import annotations

from typing import Any

import pytest

from simulators.slack.blocks import Features, message_faults, view_faults
from tests.simulators.slack.tiny_app import actions, button, modal, plain, section, text_input

Block = dict[str, Any]


def option(text: str = "One", value: str = "1") -> Block:
    return {"text": plain(text), "value": value}


def menu(**fields: Any) -> Block:
    return {"type": "static_select", "action_id": "m", "options": [option()], **fields}


def confirm(**fields: Any) -> Block:
    texts = {"title": "Sure?", "text": "Really?", "confirm": "Yes", "deny": "No"} | fields
    return {name: plain(text) for name, text in texts.items()}


def rows(count: int, columns: int = 2) -> list[list[Block]]:
    return [[{"type": "raw_text", "text": "x"}] * columns for _ in range(count)]


def data_table(count: int, columns: int = 2, caption: str = "Calls") -> Block:
    return {"type": "data_table", "caption": caption, "rows": rows(count, columns)}


def line(series: int = 1, points: int = 2, title: str = "Calls") -> Block:
    labels = [str(number) for number in range(points)]
    data = [{"label": label, "value": 1} for label in labels]
    many = [{"name": str(number), "data": data} for number in range(series)]
    chart = {"type": "line", "series": many, "axis_config": {"categories": labels}}
    return {"type": "data_visualization", "title": title, "chart": chart}


def pie(*values: float) -> Block:
    segments = [{"label": str(number), "value": value} for number, value in enumerate(values)]
    chart = {"type": "pie", "segments": segments}
    return {"type": "data_visualization", "title": "Outcomes", "chart": chart}


EDGES: dict[str, tuple[list[Block], list[Block]]] = {
    "50 blocks": ([section("x")] * 50, [section("x")] * 51),
    "section text": ([section("x" * 3000)], [section("x" * 3001)]),
    "empty text": ([section("x")], [section("")]),
    "fields": (
        [{"type": "section", "fields": [plain("x" * 2000)] * 10}],
        [{"type": "section", "fields": [plain("x")] * 11}],
    ),
    "field text": (
        [{"type": "section", "fields": [plain("x" * 2000)]}],
        [{"type": "section", "fields": [plain("x" * 2001)]}],
    ),
    "section needs something": ([section("x")], [{"type": "section"}]),
    "header": (
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
    ),
    "header is plain": (
        [{"type": "header", "text": plain("x")}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    ),
    "context": (
        [{"type": "context", "elements": [plain("x")] * 10}],
        [{"type": "context", "elements": [plain("x")] * 11}],
    ),
    "25 actions": (
        [actions(*[button("x", str(n)) for n in range(25)])],
        [actions(*[button("x", str(n)) for n in range(26)])],
    ),
    "button text": ([actions(button("x" * 75, "a"))], [actions(button("x" * 76, "a"))]),
    "button value": (
        [actions(button("x", "a", value="x" * 2000))],
        [actions(button("x", "a", value="x" * 2001))],
    ),
    "button style": (
        [actions(button("x", "a", style="danger"))],
        [actions(button("x", "a", style="red"))],
    ),
    "action id": ([actions(button("x", "a" * 255))], [actions(button("x", "a" * 256))]),
    "action ids in one block": (
        [actions(button("x", "a")), actions(button("x", "a"))],
        [actions(button("x", "a"), button("y", "a"))],
    ),
    "block ids": (
        [section("x", block_id="a"), section("y", block_id="b")],
        [section("x", block_id="a"), section("y", block_id="a")],
    ),
    "confirm title": (
        [actions(button("x", "a", confirm=confirm(title="x" * 100)))],
        [actions(button("x", "a", confirm=confirm(title="x" * 101)))],
    ),
    "confirm text": (
        [actions(button("x", "a", confirm=confirm(text="x" * 300)))],
        [actions(button("x", "a", confirm=confirm(text="x" * 301)))],
    ),
    "confirm buttons": (
        [actions(button("x", "a", confirm=confirm(confirm="x" * 30)))],
        [actions(button("x", "a", confirm=confirm(deny="x" * 31)))],
    ),
    "100 options": (
        [actions(menu(options=[option(value=str(n)) for n in range(100)]))],
        [actions(menu(options=[option(value=str(n)) for n in range(101)]))],
    ),
    "option text": (
        [actions(menu(options=[option("x" * 75)]))],
        [actions(menu(options=[option("x" * 76)]))],
    ),
    "option value": (
        [actions(menu(options=[option(value="x" * 150)]))],
        [actions(menu(options=[option(value="x" * 151)]))],
    ),
    "option values differ": (
        [actions(menu(options=[option("a", "1"), option("b", "2")]))],
        [actions(menu(options=[option("a", "1"), option("b", "1")]))],
    ),
    "initial option is one of them": (
        [actions(menu(initial_option=option()))],
        [actions(menu(initial_option=option("Two", "2")))],
    ),
    "options or groups": (
        [actions(menu())],
        [actions({"type": "static_select", "action_id": "m"})],
    ),
    "placeholder": (
        [actions(menu(placeholder=plain("x" * 150)))],
        [actions(menu(placeholder=plain("x" * 151)))],
    ),
    "overflow": (
        [
            section(
                "x",
                accessory={"type": "overflow", "options": [option(value=str(n)) for n in range(5)]},
            )
        ],
        [
            section(
                "x",
                accessory={"type": "overflow", "options": [option(value=str(n)) for n in range(6)]},
            )
        ],
    ),
    "one table": ([data_table(2)], [data_table(2), data_table(2)]),
    "table rows": ([data_table(101)], [data_table(102)]),
    "table needs a row": ([data_table(2)], [data_table(1)]),
    "table columns": ([data_table(2, 20)], [data_table(2, 21)]),
    "table caption": ([data_table(2)], [{"type": "data_table", "rows": rows(2)}]),
    "table is rectangular": (
        [data_table(2)],
        [{"type": "data_table", "caption": "x", "rows": [*rows(1), *rows(1, 3)]}],
    ),
    "old table": (
        [{"type": "table", "rows": rows(100)}],
        [{"type": "table", "rows": rows(101)}],
    ),
    "two charts": ([line()] * 2, [line()] * 3),
    "chart title": ([line(title="x" * 50)], [line(title="x" * 51)]),
    "chart series": ([line(6)], [line(7)]),
    "chart points": ([line(1, 20)], [line(1, 21)]),
    "pie segments": ([pie(*[1] * 6)], [pie(*[1] * 7)]),
    "pie above zero": ([pie(0.5)], [pie(0)]),
    "unknown type": ([section("x")], [{"type": "graph"}]),
    "unknown field": ([section("x")], [section("x", colour="red")]),
    "file input in a message": (
        [text_input("Name", "n")],
        [text_input("File", "f") | {"element": {"type": "file_input", "action_id": "f"}}],
    ),
}


@pytest.mark.parametrize("name", EDGES)
def test_the_edge_of_each_limit_of_a_message(name: str) -> None:
    fits, too_much = EDGES[name]
    assert message_faults(fits, Features()) == []
    assert message_faults(too_much, Features()) != []


def test_points_of_a_chart_fit_its_categories() -> None:
    chart = line()
    chart["chart"]["axis_config"]["categories"] = ["0", "2"]
    (fault,) = message_faults([chart], Features())
    assert "one data point for every category" in fault


@pytest.mark.parametrize(
    ("kind", "block"), [("data_visualization", line()), ("data_table", data_table(2))]
)
def test_what_a_workspace_does_not_have_yet_is_refused(kind: str, block: Block) -> None:
    without = Features(**{kind: False})
    assert message_faults([block], Features()) == []
    assert message_faults([block], without) == [
        f"[ERROR] unsupported type: {kind} [json-pointer:/blocks/0/type]"
    ]


def file_input() -> Block:
    return text_input("File", "f") | {"element": {"type": "file_input", "action_id": "f"}}


MODALS: dict[str, tuple[Block, Block]] = {
    "title": (modal("x" * 24), modal("x" * 25)),
    "submit": (modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25))),
    "close": (modal(close=plain("x" * 24)), modal(close=plain("x" * 25))),
    "metadata": (modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
    "callback": (modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
    "blocks": (modal("T", *[section("x")] * 100), modal("T", *[section("x")] * 101)),
    "no tables": (modal("T", section("x")), modal("T", data_table(2))),
    "no charts": (modal("T", section("x")), modal("T", line())),
    "submit for inputs": (
        modal("T", text_input("Name", "n")),
        {k: v for k, v in modal("T", text_input("Name", "n")).items() if k != "submit"},
    ),
    "file input": (modal("T", file_input()), modal("T", actions(file_input()["element"]))),
    "text bounds": (
        modal(
            "T",
            text_input("N", "n") | {"element": {"type": "plain_text_input", "max_length": 3000}},
        ),
        modal(
            "T",
            text_input("N", "n") | {"element": {"type": "plain_text_input", "max_length": 3001}},
        ),
    ),
    "a date": (
        modal(
            "T",
            text_input("N", "n")
            | {"element": {"type": "datepicker", "initial_date": "2026-01-31"}},
        ),
        modal(
            "T",
            text_input("N", "n") | {"element": {"type": "datepicker", "initial_date": "31.01."}},
        ),
    ),
}


@pytest.mark.parametrize("name", MODALS)
def test_the_edge_of_each_limit_of_a_modal(name: str) -> None:
    fits, too_much = MODALS[name]
    assert view_faults(fits, "modal", Features()) == []
    assert view_faults(too_much, "modal", Features()) != []


def test_app_home_takes_charts_but_no_files() -> None:
    home = {"type": "home", "blocks": [line(), section("x")]}
    assert view_faults(home, "home", Features()) == []
    assert view_faults({"type": "home", "blocks": [file_input()]}, "home", Features()) != []
    assert view_faults(modal(), "home", Features()) != []
