"""The table that goes into docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bench.runner.pairs import Measured
from bench.runner.rows import Figure

_HEAD = "| work | floor | | ours | floor | × (spread) | target | |"
_RULE = "|---|---|---|---:|---:|---:|---:|---|"


def table(every: Sequence[Measured]) -> str:
    """One line a figure; the words stand on the first line of each row."""
    lines = [_line(one, figure, at) for one in every for at, figure in enumerate(one.row.figures)]
    return "\n".join([_HEAD, _RULE, *lines])


def _line(measured: Measured, figure: Figure, at: int) -> str:
    words = (measured.row.work, measured.row.against) if at == 0 else ("", "")
    ours, floor = measured.of(figure), measured.of(figure, floor=True)
    cells = [
        *words,
        figure.label,
        _number(ours, figure.unit),
        _number(floor, figure.unit),
        _spread(measured.ratios(figure)) if figure.compares else "",
        _target(figure),
        {True: "✓", False: "✗", None: ""}[measured.met(figure)],
    ]
    return f"| {' | '.join(cells)} |"


def _number(numbers: list[float], unit: str) -> str:
    if not numbers:
        return ""
    value = median(numbers)
    text = f"{value:.0f}" if value >= 100 else f"{value:.3g}"
    return f"{text} {unit}"


def _spread(ratios: list[float]) -> str:
    if not ratios:
        return ""
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def _target(figure: Figure) -> str:
    if figure.ratio is not None:
        return f"≤ {figure.ratio:g} ×"
    if figure.limit is not None:
        return f"≤ {figure.limit:g} {figure.unit}"
    return "" if figure.above is None else f"≤ floor + {figure.above:g} {figure.unit}"
