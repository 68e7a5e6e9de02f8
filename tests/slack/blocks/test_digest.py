"""A digest says the news first, with figures; nothing new is one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.calls_api import Capabilities, Route
from bot.domain.campaign_state import Source, State, Word
from bot.domain.campaigns import Campaign
from bot.domain.cards import CardFacts
from bot.domain.digest_orders import Order
from bot.domain.digests import Digest, Part
from bot.domain.periods import Period
from bot.domain.summary import EMPTY, StatusCount, Summary, summarise
from bot.slack.blocks.digest import digest
from bot.texts import texts_for
from simulators.slack.blocks.messages import Features, message_faults
from simulators.slack.render import render_message

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
DAY = Period(NOW - timedelta(days=1), NOW)
T = texts_for("en")


def summary(**by_status: int) -> Summary:
    return summarise([StatusCount(word, n, 30 * n, 2 * n) for word, n in by_status.items()], 0)


def part(name: str, now: Summary, **more: Any) -> Part:
    nothing = dict.fromkeys(Campaign.__slots__)
    state = State(str(Word.IN_PROGRESS), Source.HOST, NOW)
    known = {"id": 1, "name": name, "state": state, "capabilities": Capabilities(frozenset(Route))}
    facts = CardFacts(
        campaign=Campaign(**{**nothing, **known}),
        summary=now + summary(planned=860),
        as_of=NOW,
        pace=None,
        expected_end=None,
        covers_all=True,
    )
    counts = tuple((NOW - timedelta(hours=3), row) for row in _rows(now))
    return Part(facts, DAY, now, (*counts, *_later(counts)), **more)


def _rows(now: Summary) -> list[StatusCount]:
    return [StatusCount(word, n, 0, n) for word, n in now.by_status.items()]


def _later(counts: tuple[Any, ...]) -> list[Any]:
    """One more, three hours later, so that there is a line to draw."""
    return [(NOW, StatusCount("noAnswer", 0, 0, 0))] if counts else []


def shown(*parts: Part, **order: Any) -> str:
    made = digest(T, Digest(Order(DAY.since, {}, **order), parts), UTC)
    body = made.body()
    assert message_faults(body["blocks"], Features()) == []
    return render_message(body)


NEWS = summary(longCallWithResult=100, longCallWithNoResult=20, noAnswer=170, nonexistentNumber=2)


def test_the_first_line_is_the_news_with_figures() -> None:
    first, *_ = shown(part("spring", NEWS, added=500)).splitlines()
    assert first == (
        "*spring*: 292 finished since Mon 2 Nov, 09:00: 120 answered (41% of 292 called), "
        "172 failed, 500 added."
    )


def test_the_period_is_held_against_the_one_before_and_the_week_before() -> None:
    before = summary(longCallWithResult=90, noAnswer=162)
    week_ago = summary(longCallWithResult=130, noAnswer=170)
    text = shown(part("spring", NEWS, before=before, week_ago=week_ago))
    assert "▲ 40 more finished than in the period before (252), answer rate up 5 points." in text
    assert "▼ 8 fewer finished than a week before (300), answer rate down 2 points." in text


def test_what_there_is_nothing_to_hold_against_is_left_out() -> None:
    text = shown(part("spring", NEWS, before=EMPTY, week_ago=None))
    assert "before" not in text


def test_charts_and_the_words_that_say_the_same() -> None:
    text = shown(part("spring", NEWS))
    assert "[bar chart: From call jobs to results" in text
    assert "[line chart: Calls over time: Finished: 06:00 292, 07:00 0, 08:00 0" in text
    assert "Call jobs 292 (100%) → Called 292 (100%) → Reached 120 (41%)" in text
    assert "06:00: 292 (120 answered, 292 attempts)" in text


def test_what_to_do_next_is_a_button() -> None:
    assert "[Again: 170 unanswered] [Report]" in shown(part("spring", NEWS))
    made = digest(T, Digest(Order(DAY.since, {}), (part("spring", NEWS),)), UTC)
    [row] = [one for one in made.body()["blocks"] if one["type"] == "actions"]
    assert row["elements"][0]["value"] == "again spring noAnswer"


def test_a_campaign_that_ended_is_not_called_again() -> None:
    ended = part("spring", NEWS)
    state = State(str(Word.FINISHED), Source.HOST, NOW)
    campaign = replace(ended.facts.campaign, state=state)
    ended = replace(ended, facts=replace(ended.facts, campaign=campaign))
    assert "Again" not in shown(ended)


def test_nothing_new_is_one_line() -> None:
    text = shown(part("spring", EMPTY))
    assert text == "*spring*: nothing new since Mon 2 Nov, 09:00; 860 call jobs open."


def test_several_campaigns_are_one_message_with_a_line_each() -> None:
    text = shown(part("autumn", NEWS), part("spring", NEWS), part("winter", EMPTY))
    assert text.startswith("*3 campaigns*: 584 finished since Mon 2 Nov, 09:00: 240 answered")
    assert "• *spring*: 292 finished, 120 answered (41% of 292 called), 172 failed" in text
    assert "Nothing new in winter." in text
    assert "[Again autumn: 170 unanswered] [Again spring: 170 unanswered]" in text


def test_a_late_digest_says_so() -> None:
    late = NOW - timedelta(hours=2)
    one = shown(part("spring", NEWS), late_since=late)
    assert "Late: it was due Tue 3 Nov, 07:00; Callboard was away." in one
    many = shown(part("spring", EMPTY), late_since=late, missed=3)
    assert "3 digests were due since Tue 3 Nov, 07:00; this one stands for them all." in many


def test_many_campaigns_fit_into_a_message() -> None:
    text = shown(*[part(f"campaign-{number}", NEWS) for number in range(60)])
    assert "• 40 more campaigns" in text


def test_counts_that_do_not_cover_all_say_so() -> None:
    narrow = part("spring", NEWS)
    narrow = replace(narrow, facts=replace(narrow.facts, covers_all=False))
    assert "counts cover the call jobs added here" in shown(narrow)
