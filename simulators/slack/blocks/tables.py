"""The ``table`` and ``data_table`` blocks."""

from __future__ import annotations

from typing import Any

from simulators.slack.blocks.checks import (
    array,
    boolean,
    integer,
    number,
    one_of,
    ruled,
    shape,
    string,
    typed,
)
from simulators.slack.blocks.report import Report
from simulators.slack.shapes import Json

_CELL_TEXT = 20_000


def _rich(value: Any, at: str, report: Report) -> None:
    if not value.get("elements"):
        report.fail("missing required field: elements", at)


_raw_text = shape("text", text=string(_CELL_TEXT))
_raw_number = shape("value", "text", value=number, text=string(255))


def _same_width(block: Json, at: str, report: Report) -> None:
    widths = {len(row) for row in block["rows"]}
    if len(widths) > 1:
        report.fail("all rows must have the same number of columns", f"{at}/rows")


def _plain_header(block: Json, at: str, report: Report) -> None:
    for index, cell in enumerate(block["rows"][0]):
        if cell["type"] == "rich_text":
            report.fail("header cells cannot be rich_text", f"{at}/rows/0/{index}")


def _total_text(block: Json, at: str, report: Report) -> None:
    total = sum(len(str(cell.get("text", ""))) for row in block["rows"] for cell in row)
    if total > _CELL_TEXT:
        report.fail(f"cell text must be less than {_CELL_TEXT + 1} characters", f"{at}/rows")


_column = shape(align=one_of("left", "center", "right"), is_wrapped=boolean)


def _column_or_null(value: Any, at: str, report: Report) -> None:
    if value is not None:
        _column(value, at, report)


table = ruled(
    shape(
        "rows",
        block_id=string(255),
        rows=array(array(typed({"raw_text": _raw_text, "rich_text": _rich}), 20), 100),
        column_settings=array(_column_or_null, 20),
    ),
    _same_width,
    _total_text,
)

_data_cell = typed({"raw_text": _raw_text, "raw_number": _raw_number, "rich_text": _rich})

data_table = ruled(
    shape(
        "rows",
        "caption",
        block_id=string(255),
        rows=array(array(_data_cell, 20), 101, 2),
        caption=string(3000),
        page_size=integer(1, 100),
        row_header_column_index=integer(0, 19),
    ),
    _same_width,
    _plain_header,
    _total_text,
)
"""2-101 rows with the header, at most 20 columns, and a caption."""
