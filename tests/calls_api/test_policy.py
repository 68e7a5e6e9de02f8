"""Every field of a call policy is checked before it is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import BadParameters, CallPolicy, call_policy

WHOLE: dict[str, Any] = {
    "startDateTime": "2026-11-24T09:00:00+03:00",
    "finishDateTime": "2026-11-30T18:00:00Z",
    "allowedDays": ["fri", "mon", "mon"],
    "allowedTime": {
        "default": [{"localTimeFrom": "10:00", "localTimeTo": "20:00"}],
        "sat": [
            {"localTimeFrom": "15:00", "localTimeTo": "16:00"},
            {"localTimeFrom": "11:00", "localTimeTo": "15:00"},
        ],
    },
    "retryIntervalInMinutes": 60,
    "maxAttempts": 3,
    "gmtZone": "Europe/Moscow",
    "dialerPriority": 1,
    "externalCheck": {"externalCheckUrl": "https://crm.example/ask", "externalCheckMaxRetries": 2},
}


def faults(**members: Any) -> list[tuple[str, str]]:
    """Where and what is wrong with these members; none if nothing is."""
    try:
        call_policy(members)
    except BadParameters as error:
        return [(fault.field, fault.code) for fault in error.faults]
    return []


def test_a_whole_policy_reaches_the_wire_under_the_apis_names() -> None:
    assert call_policy(WHOLE).wire == {
        **WHOLE,
        "startDateTime": "2026-11-24T06:00:00.000Z",
        "finishDateTime": "2026-11-30T18:00:00.000Z",
        "allowedDays": ["mon", "fri"],
    }


def test_what_is_not_given_is_not_sent() -> None:
    assert CallPolicy().wire == {}
    assert call_policy({"maxAttempts": 2}).wire == {"maxAttempts": 2}
    assert call_policy({"gmtZone": ""}).wire == {"gmtZone": ""}


def test_it_can_be_made_from_values_too() -> None:
    start = datetime(2026, 11, 24, 9, tzinfo=timezone(timedelta(hours=3)))
    policy = CallPolicy(start_date_time=start, dialer_priority=5)
    assert policy.wire == {"startDateTime": "2026-11-24T06:00:00.000Z", "dialerPriority": 5}


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("retryIntervalInMinutes", 1, 2880), ("maxAttempts", 1, 50), ("dialerPriority", 1, 5)],
)
def test_numbers_have_their_bounds(name: str, least: int, most: int) -> None:
    assert not faults(**{name: least}) and not faults(**{name: most})
    wrong: list[object] = [least - 1, most + 1, "many", 1.5, True, []]
    for value in wrong:
        [(field, _)] = faults(**{name: value})
        assert field == name


@pytest.mark.parametrize(
    "moment", ["2026-11-24T09:00:00", "2026-11-24", "tomorrow", 1691006924166, "1691006924166", ""]
)
def test_an_instant_needs_its_offset(moment: object) -> None:
    assert faults(startDateTime=moment) == [("startDateTime", "instant")]


def test_a_window_begins_before_it_ends() -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    assert faults(startDateTime=at, finishDateTime=at) == [("", "order")]
    assert not faults(startDateTime=at, finishDateTime=at + timedelta(minutes=1))


@pytest.mark.parametrize("days", [[], ["monday"], [1], "mon"])
def test_days_are_one_to_seven_known_words(days: object) -> None:
    [(field, _)] = faults(allowedDays=days)
    assert field.startswith("allowedDays")


def hours(*intervals: tuple[str, str]) -> list[dict[str, str]]:
    return [{"localTimeFrom": start, "localTimeTo": end} for start, end in intervals]


@pytest.mark.parametrize(
    ("allowed", "code"),
    [
        ({}, "empty"),
        ({"mon": []}, "empty"),
        ({"monday": hours(("10:00", "11:00"))}, "extra_forbidden"),
        ({"mon": hours(("9:00", "11:00"))}, "clock"),
        ({"mon": hours(("10:00", "24:00"))}, "clock"),
        ({"mon": hours(("10:00", "10:60"))}, "clock"),
        ({"mon": hours(("11:00", "10:00"))}, "order"),
        ({"mon": hours(("10:00", "10:00"))}, "order"),
        ({"mon": hours(("10:00", "12:00"), ("11:59", "13:00"))}, "overlap"),
        ({"mon": [{"localTimeFrom": "10:00"}]}, "missing"),
    ],
)
def test_allowed_time_is_refused_with_its_reason(allowed: dict[str, Any], code: str) -> None:
    [(field, found)] = faults(allowedTime=allowed)
    assert field.startswith("allowedTime")
    assert found == code


@given(st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=8, unique=True), st.randoms())
def test_intervals_that_do_not_overlap_are_taken_in_any_order(
    minutes: list[int], chance: Any
) -> None:
    clock = [f"{minute // 60:02}:{minute % 60:02}" for minute in sorted(minutes)]
    intervals = hours(*zip(clock[::2], clock[1::2], strict=False))
    chance.shuffle(intervals)
    assert call_policy({"allowedTime": {"tue": intervals}}).wire["allowedTime"]["tue"] == intervals


@given(
    st.lists(
        st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] < pair[1]),
        min_size=2,
        max_size=4,
    )
)
def test_intervals_are_refused_exactly_if_they_share_an_hour(pairs: list[tuple[int, int]]) -> None:
    shared = sum(len(range(*pair)) for pair in pairs) != len(
        {hour for pair in pairs for hour in range(*pair)}
    )
    intervals = hours(*((f"{start:02}:00", f"{end:02}:00") for start, end in pairs))
    assert bool(faults(allowedTime={"default": intervals})) is shared


@pytest.mark.parametrize(
    "url", ["ftp://crm.example", "crm.example/ask", "https://", "javascript:alert(1)", ""]
)
def test_an_external_check_needs_an_address(url: str) -> None:
    wrong = {"externalCheckUrl": url}
    assert faults(externalCheck=wrong) == [("externalCheck.externalCheckUrl", "url")]


def test_retries_of_an_external_check_are_no_negative_number() -> None:
    wrong = {"externalCheckUrl": "https://crm.example", "externalCheckMaxRetries": -1}
    assert len(faults(externalCheck=wrong)) == 1


def test_all_faults_are_named_at_once_and_a_misspelt_field_is_one() -> None:
    found = faults(maxAttempts=0, gmtZone="Mars", maxAttemps=3)
    assert {field for field, _ in found} == {"maxAttempts", "gmtZone", "maxAttemps"}


@given(st.dictionaries(st.sampled_from([*WHOLE, "x"]), st.none() | st.text() | st.integers()))
def test_no_members_make_the_check_crash(members: dict[str, Any]) -> None:
    for field, code in faults(**members):
        assert field and code
