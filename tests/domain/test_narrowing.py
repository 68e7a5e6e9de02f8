"""Calling hours narrow a contact's policy: by the right zone, never wider, and closed in doubt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.hours import hours_policy, hours_text, policy_hours, typed_hours
from bot.domain.narrowing import Closed, Keeping, narrowed
from bot.domain.phone_zones import zones_of
from bot.domain.policy import parse_zone, zone_of
from bot.domain.shared_hours import midst, shared_hours
from bot.domain.windows import CallingHours, Interval, is_open

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
NEW_YORK, RUSSIAN_MOBILE, NOWHERE = "12125550101", "79123456789", "447700900123"
OFFICE_HOURS = typed_hours("mon-fri: 9-20; sat: 10-18")

ENDS = st.tuples(st.integers(0, 1437), st.integers(1, 1438) | st.just(1440))
OPEN = ENDS.filter(lambda ends: ends[0] < ends[1]).map(lambda ends: (Interval(*ends),))
WEEKS = st.tuples(*[st.just(()) | OPEN] * 7).filter(any).map(CallingHours)
ZONES = st.sampled_from(
    [
        "Europe/Moscow",
        "Europe/Berlin",
        "America/New_York",
        "America/Chicago",
        "America/Sao_Paulo",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Asia/Kamchatka",
        "+05:45",
        "Z",
    ]
)
INSTANTS = st.integers(0, 360 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


def keeping(hours: CallingHours = OFFICE_HOURS, zone: str | None = None) -> Keeping:
    return Keeping(hours, zone, NOW)


def kept(policy: dict[str, Any], phone: str, one: Keeping) -> tuple[str, str]:
    """The zone and the hours that go out."""
    made = narrowed(policy, phone, one)
    assert not isinstance(made, Closed), made
    return made["gmtZone"], hours_text(policy_hours(made))


def test_the_rows_zone_comes_first_then_the_campaigns_then_the_numbers() -> None:
    row = {"gmtZone": "Asia/Tokyo"}
    assert kept(row, NEW_YORK, keeping(zone="Europe/Moscow"))[0] == "Asia/Tokyo"
    assert kept({}, NEW_YORK, keeping(zone="Europe/Moscow"))[0] == "Europe/Moscow"
    assert kept({}, NEW_YORK, keeping())[0] == "America/New_York"


def test_hours_go_out_with_every_open_day_named() -> None:
    made = narrowed({"maxAttempts": 2}, NEW_YORK, keeping())
    assert made == {
        "maxAttempts": 2,
        "gmtZone": "America/New_York",
        "allowedDays": ["mon", "tue", "wed", "thu", "fri", "sat"],
        "allowedTime": {
            "default": [{"localTimeFrom": "09:00", "localTimeTo": "20:00"}],
            "sat": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}],
        },
    }


def test_of_several_possible_zones_all_must_be_open() -> None:
    """From Bucharest to Kamchatka: ten hours in summer and eleven, of which one is shared."""
    clock, hours = kept({}, RUSSIAN_MOBILE, keeping())
    assert (clock, hours) == ("UTC+07:00", "mon-fri: 14:00-15:00")


def test_an_unknown_zone_fails_closed_unless_somebody_says_where_it_is() -> None:
    assert zones_of(NOWHERE) == ()
    assert narrowed({}, NOWHERE, keeping()) is Closed.ZONE_UNKNOWN
    assert kept({"gmtZone": "Europe/London"}, NOWHERE, keeping())[0] == "Europe/London"


def test_a_number_that_is_none_is_nowhere() -> None:
    assert zones_of("0") == zones_of("999") == ()


def test_hours_that_close_nothing_change_nothing() -> None:
    policy = {"gmtZone": "Z", "maxAttempts": 2}
    assert narrowed(policy, NOWHERE, keeping(typed_hours("0-24"))) is policy


def test_hours_that_the_row_has_are_only_ever_narrowed() -> None:
    early = policy_of("mon-sun: 7-12")
    assert kept(early, NEW_YORK, keeping())[1] == "mon-fri: 09:00-12:00; sat: 10:00-12:00"
    assert narrowed(policy_of("sun: 10-14"), NEW_YORK, keeping()) is Closed.NO_HOURS


def policy_of(text: str) -> dict[str, Any]:
    return dict(hours_policy(typed_hours(text)) or {})


def test_a_window_that_closes_before_the_hours_begin_leaves_nobody_to_call() -> None:
    tonight = {"gmtZone": "Z", "finishDateTime": "2026-11-24T08:00:00.000Z"}
    assert narrowed(tonight, NEW_YORK, keeping()) is Closed.NO_HOURS
    later = {"gmtZone": "Z", "finishDateTime": "2026-11-24T10:00:00.000Z"}
    assert not isinstance(narrowed(later, NEW_YORK, keeping()), Closed)


def test_hours_of_a_guessed_zone_are_kept_anew_when_people_are_added_again() -> None:
    before = narrowed({}, RUSSIAN_MOBILE, keeping())
    assert not isinstance(before, Closed)

    stricter = keeping(typed_hours("mon-wed: 9-20"))

    assert kept(dict(before), RUSSIAN_MOBILE, stricter) == ("UTC+07:00", "mon-wed: 14:00-15:00")
    late = keeping(typed_hours("mon-fri: 14-20"))
    assert narrowed(before, RUSSIAN_MOBILE, late) is Closed.NO_HOURS


@pytest.mark.parametrize("zone", ["Z", "+03:00", "Europe/Moscow"])
def test_no_list_can_spell_the_clock_of_a_guessed_zone(zone: str) -> None:
    clock = midst([zone], NOW.date())
    assert parse_zone(clock) != clock
    assert zone_of(clock).utcoffset(NOW) == zone_of(zone).utcoffset(NOW)


@settings(deadline=None)
@given(WEEKS, st.lists(ZONES, min_size=1, max_size=4, unique=True), st.lists(INSTANTS, min_size=1))
def test_what_goes_out_is_never_open_where_one_of_the_zones_is_closed(
    hours: CallingHours, names: list[str], instants: list[datetime]
) -> None:
    clock = midst(names, NOW.date())
    shared = shared_hours(hours, tuple(names), clock, NOW.date())
    for at in instants:
        if is_open(shared, [zone_of(clock)], at):
            assert all(is_open(hours, [zone_of(name)], at) for name in names)


@settings(deadline=None)
@given(WEEKS, st.lists(st.integers(-11, 11), min_size=1, max_size=4), INSTANTS)
def test_where_no_clock_is_turned_every_shared_minute_is_kept(
    hours: CallingHours, offsets: list[int], at: datetime
) -> None:
    names = tuple(parse_zone(f"{offset:+d}") for offset in offsets)
    clock = midst(names, NOW.date())
    shared = shared_hours(hours, names, clock, NOW.date())
    every = all(is_open(hours, [zone_of(name)], at) for name in names)
    assert is_open(shared, [zone_of(clock)], at) is every


@settings(deadline=None)
@given(WEEKS, WEEKS, ZONES, INSTANTS)
def test_the_row_and_the_campaign_must_both_be_open(
    rules: CallingHours, row: CallingHours, zone: str, at: datetime
) -> None:
    policy = {**(hours_policy(row) or {}), "gmtZone": zone}
    made = narrowed(policy, NEW_YORK, keeping(rules))
    where = [zone_of(zone)]
    both = is_open(rules, where, at) and is_open(policy_hours(policy), where, at)
    assert both is (not isinstance(made, Closed) and is_open(policy_hours(made), where, at))
