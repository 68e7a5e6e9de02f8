"""Slack's native charts, within their limits, and the words that say the same.

Limits of 2026: two charts a message, six series of twenty points, a pie of six segments above
zero, titles of fifty characters, labels of twenty. The library allows more, so they are kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from slackblocks import (
    AxisConfig,
    BarChart,
    Block,
    ChartSegment,
    DataPoint,
    DataSeries,
    DataVisualizationBlock,
    LineChart,
    PieChart,
)

from bot.domain.outcomes import OUTCOME_LABELS, Outcome
from bot.domain.periods import MOST_STEPS, Step
from bot.domain.summary import Step as FunnelStep
from bot.domain.summary import Summary
from bot.slack.blocks.kit import cut
from bot.texts import N_, Mrkdwn, Texts, escape

TITLE_LIMIT = 50
LABEL_LIMIT = 20
SEGMENTS = 6

_DAY = timedelta(days=1)
_FIGURES: Mapping[str, Callable[[Summary], int]] = {
    N_("Finished"): lambda summary: summary.finished,
    N_("Answered"): lambda summary: summary.reached,
    N_("Attempts"): lambda summary: summary.attempts,
}


def outcomes_pie(t: Texts, summary: Summary) -> list[Block]:
    """What became of the call jobs; nothing where there are none."""
    found = [(t(OUTCOME_LABELS[one]), summary.count(one)) for one in Outcome if summary.count(one)]
    if not found:
        return []
    segments = [ChartSegment(_label(label), count) for label, count in found[:SEGMENTS]]
    return [_chart(t("Call jobs by outcome"), PieChart(segments))]


def funnel_bars(t: Texts, steps: Sequence[FunnelStep]) -> list[Block]:
    """From all call jobs to those with a result."""
    names = [_label(t(step.name)) for step in steps]
    points = [DataPoint(name, step.jobs) for name, step in zip(names, steps, strict=True)]
    series = [DataSeries(_label(t("Call jobs")), points)]
    return [_chart(t("From call jobs to results"), BarChart(series, AxisConfig(names)))]


def timeline_lines(t: Texts, steps: Sequence[Step], zone: tzinfo) -> list[Block]:
    """What finished, was answered and was attempted over time; nothing below two points."""
    labels = [_label(label) for label in step_labels(t, steps, zone)]
    if not 2 <= len(set(labels)) == len(labels) <= MOST_STEPS:
        return []
    series = [
        DataSeries(_label(t(name)), [DataPoint(*point) for point in _points(labels, steps, figure)])
        for name, figure in _FIGURES.items()
    ]
    return [_chart(t("Calls over time"), LineChart(series, AxisConfig(labels)))]


def funnel_words(t: Texts, steps: Sequence[FunnelStep]) -> Mrkdwn:
    """The funnel as a line: ``Call jobs 340 → Called 292 (86 %) → …``."""
    parts = [f"{t(step.name)} {t.number(step.jobs)} ({t.percent(step.share)})" for step in steps]
    return escape(" → ".join(parts))


def timeline_words(t: Texts, steps: Sequence[Step], zone: tzinfo) -> Mrkdwn:
    """What the timeline shows, as a line: each time with what finished and what was answered."""
    parts = [
        t.n(
            "{when}: {finished} ({reached} answered, {count} attempt)",
            "{when}: {finished} ({reached} answered, {count} attempts)",
            step.summary.attempts,
            when=label,
            finished=t.number(step.summary.finished),
            reached=t.number(step.summary.reached),
        )
        for label, step in zip(step_labels(t, steps, zone), steps, strict=True)
        if step.summary.finished
    ]
    return escape(" · ".join(parts))


def step_labels(t: Texts, steps: Sequence[Step], zone: tzinfo) -> list[str]:
    """When each step begins, as short as it stays clear: the hour, the day, or both."""
    write = _writer(t, steps)
    return [write(step.start, zone) for step in steps]


def _writer(t: Texts, steps: Sequence[Step]) -> Callable[[datetime, tzinfo], str]:
    if not steps or steps[0].width >= _DAY:
        return t.date
    return t.time if steps[-1].start - steps[0].start < _DAY else t.moment


def _points(
    labels: Sequence[str], steps: Sequence[Step], figure: Callable[[Summary], int]
) -> list[tuple[str, int]]:
    return [(label, figure(step.summary)) for label, step in zip(labels, steps, strict=True)]


def _chart(title: str, chart: PieChart | BarChart | LineChart) -> Block:
    return DataVisualizationBlock(cut(title, TITLE_LIMIT), chart)


def _label(text: str) -> str:
    return cut(text, LABEL_LIMIT)
