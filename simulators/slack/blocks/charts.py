"""The ``data_visualization`` block: line, bar, area and pie charts."""

from __future__ import annotations

from typing import Any

from simulators.slack.blocks.checks import array, number, ruled, shape, string, typed
from simulators.slack.blocks.report import Report
from simulators.slack.shapes import Json

_label = string(20)


def _positive(value: Any, at: str, report: Report) -> None:
    number(value, at, report)
    if isinstance(value, int | float) and value <= 0:
        report.fail("must be greater than 0", at)


def _points_fit(chart: Json, at: str, report: Report) -> None:
    categories = chart["axis_config"]["categories"]
    for index, series in enumerate(chart["series"]):
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(categories):
            report.fail(
                "must have exactly one data point for every category", f"{at}/series/{index}/data"
            )


def _unique_names(chart: Json, at: str, report: Report) -> None:
    names = [series["name"] for series in chart["series"]]
    if len(set(names)) != len(names):
        report.fail("series names must be unique", f"{at}/series")


def _unique_categories(axes: Json, at: str, report: Report) -> None:
    if len(set(axes["categories"])) != len(axes["categories"]):
        report.fail("categories must be unique", f"{at}/categories")


_point = shape("label", "value", label=_label, value=number)
_series = shape("name", "data", name=_label, data=array(_point, 20))
_axes = ruled(
    shape(
        "categories",
        categories=array(_label, 20),
        x_label=string(50),
        y_label=string(50),
    ),
    _unique_categories,
)
_axis_chart = ruled(
    shape(
        "series",
        "axis_config",
        series=array(_series, 6),
        axis_config=_axes,
    ),
    _unique_names,
    _points_fit,
)
_segment = shape("label", "value", label=_label, value=_positive)
_pie = shape("segments", segments=array(_segment, 6))

chart_block = shape(
    "title",
    "chart",
    block_id=string(255),
    title=string(50),
    chart=typed({"pie": _pie, "bar": _axis_chart, "area": _axis_chart, "line": _axis_chart}),
)
"""Limits of 2026: 1-6 series of at most 20 points, a pie of 1-6 segments above zero."""
