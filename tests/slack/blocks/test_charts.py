"""Native charts stay within Slack's limits, and a line of words says the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.outcomes import FINAL_STATUSES
from bot.domain.periods import timeline
from bot.domain.summary import EMPTY, StatusCount, funnel, summarise
from bot.slack.blocks import charts
from bot.slack.message import rendered
from bot.texts import LANGUAGES, texts_for
from simulators.slack.blocks.messages import Features, message_faults

START = datetime(2026, 11, 2, 6, tzinfo=UTC)
EVERY = summarise([StatusCount(word, 7, 60, 9) for word in sorted(FINAL_STATUSES)], 10)
ONE = StatusCount("noAnswer", 1, 0, 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hours", [1, 19, 20, 21, 40, 24 * 7, 24 * 31, 24 * 365 * 3])
def test_two_charts_of_any_length_of_time_are_what_slack_takes(language: str, hours: int) -> None:
    t = texts_for(language)
    counts = [(START + timedelta(hours=h), ONE) for h in range(0, hours + 1, max(1, hours // 50))]
    steps = timeline(counts, UTC)
    blocks = [
        *charts.funnel_bars(t, funnel(EVERY)),
        *charts.timeline_lines(t, steps, UTC),
    ]
    assert len(blocks) == 2
    assert message_faults(rendered(blocks), Features()) == []


def test_the_pie_has_a_piece_for_each_outcome_that_there_is() -> None:
    [pie] = rendered(charts.outcomes_pie(texts_for("en"), EVERY))
    parts = {part["label"]: part["value"] for part in pie["chart"]["segments"]}
    assert parts == {"success": 7, "reached, no result": 7, "failed": 28, "canceled": 14}
    assert charts.outcomes_pie(texts_for("en"), EMPTY) == []


def test_one_point_is_no_line() -> None:
    assert charts.timeline_lines(texts_for("en"), timeline([(START, ONE)], UTC), UTC) == []


def test_words_say_what_the_lines_show() -> None:
    t = texts_for("en")
    steps = timeline([(START, ONE), (START + timedelta(hours=2), ONE)], UTC)
    assert charts.timeline_words(t, steps, UTC) == (
        "06:00: 1 (0 answered, 1 attempt) · 08:00: 1 (0 answered, 1 attempt)"
    )


@pytest.mark.parametrize(
    ("hours", "label"), [(3, "06:00"), (30, "Mon 2 Nov, 06:00"), (24 * 10, "2 Nov")]
)
def test_steps_are_labelled_as_shortly_as_is_clear(hours: int, label: str) -> None:
    steps = timeline([(START, ONE), (START + timedelta(hours=hours), ONE)], UTC)
    assert charts.step_labels(texts_for("en"), steps, UTC)[0] == label
