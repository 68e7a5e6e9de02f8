"""What a digest covers, and up to where everything has been seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.cadence import parse_cadence
from bot.domain.campaign_state import State
from bot.domain.campaigns import Campaign
from bot.domain.digest_orders import Covered, Order, known_until, previous_due
from bot.domain.digests import has_week_ago
from bot.domain.periods import Period

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def campaign(**values: Any) -> Campaign:
    nothing = dict.fromkeys(Campaign.__slots__)
    known = {
        "id": 1,
        "name": "spring",
        "state": State(),
        "host_clock": timedelta(),
        "limits": {},
    }
    return Campaign(**{**nothing, **known, **values})


def test_a_period_ends_at_the_newest_finish_that_the_host_told() -> None:
    told = campaign(watermark_at=NOW - timedelta(seconds=40))
    assert known_until(told, None, NOW) == NOW - timedelta(seconds=40) + MILLISECOND


def test_where_a_host_tells_no_dates_the_newest_that_is_stored_stands_in() -> None:
    looked = campaign(swept_at=NOW)
    an_hour_ago = NOW - timedelta(hours=1)
    assert known_until(looked, an_hour_ago, NOW) == an_hour_ago + MILLISECOND
    assert known_until(looked, None, NOW).year == 1970


def test_where_a_host_tells_no_dates_nothing_is_sure_that_ended_in_the_last_look() -> None:
    looked = campaign(swept_at=NOW - timedelta(seconds=30), host_clock=timedelta(seconds=10))
    assert known_until(looked, NOW, NOW) == NOW - timedelta(seconds=22)
    assert known_until(campaign(), NOW, NOW).year == 1970


def test_a_period_never_reaches_back_behind_the_one_before() -> None:
    last = Period(NOW - timedelta(hours=1), NOW)
    covered = Covered.since(last.since, NOW - timedelta(minutes=1), last)
    assert covered.period == Period(NOW, NOW)


def test_a_finish_in_the_future_does_not_swallow_the_digests_to_come() -> None:
    garbage = campaign(watermark_at=datetime(2099, 1, 1, tzinfo=UTC))
    assert known_until(garbage, None, NOW) == NOW
    ahead = replace(garbage, host_clock=timedelta(minutes=3))
    assert known_until(ahead, None, NOW) == NOW + timedelta(minutes=3)


def test_a_digest_begins_where_the_last_one_ended_and_is_held_against_it() -> None:
    last = Period(NOW - timedelta(hours=48), NOW - timedelta(hours=24, seconds=10))
    covered = Covered.since(NOW - timedelta(hours=24), NOW, last)
    assert covered.period == Period(last.until, NOW)
    assert covered.before == last


def test_the_first_digest_is_held_against_as_much_time_before() -> None:
    covered = Covered.since(NOW - timedelta(hours=24), NOW, None)
    assert covered.before == Period(NOW - timedelta(hours=48), NOW - timedelta(hours=24))


def test_nothing_was_told_since_the_last_one() -> None:
    last = Period(NOW - timedelta(hours=2), NOW)
    covered = Covered.since(NOW, NOW - timedelta(hours=1), last)
    assert covered.period.length == timedelta()


def test_an_order_comes_back_from_the_books_as_it_was() -> None:
    covered = Covered.since(NOW - timedelta(hours=24), NOW, None)
    order = Order(NOW, {3: covered, 5: covered}, NOW, 4, "Europe/Berlin")
    assert Order.from_wire(order.to_wire()) == order
    assert Order.from_wire(order.only(5).to_wire()).covers == {5: covered}


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("daily 09:00", "2026-11-01 09:00"),
        ("weekdays 09:00", "2026-10-30 09:00"),
        ("hourly", "2026-11-02 08:00"),
        ("weekly mon 09:00", "2026-10-26 09:00"),
        ("cron 0 9 2 * *", "2026-10-02 09:00"),
        ("cron * * * * *", "2026-11-02 08:59"),
    ],
)
def test_the_due_time_before_one(words: str, before: str) -> None:
    cadence, _ = parse_cadence(words.split())
    assert f"{previous_due(cadence, UTC, NOW):%Y-%m-%d %H:%M}" == before


@pytest.mark.parametrize(("days", "has"), [(0, False), (1, True), (3, True), (7, False)])
def test_a_week_is_not_held_against_itself(days: int, has: bool) -> None:
    assert has_week_ago(Period(NOW - timedelta(days=days), NOW)) is has
