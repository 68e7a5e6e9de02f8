"""Days and hours as people write them become what the Calls API takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.policy.days import DAYS, parse_days
from bot.domain.policy.windows import parse_windows
from bot.errors import BadInput

WORK = ["mon", "tue", "wed", "thu", "fri"]


def hours(*spans: str) -> list[dict[str, str]]:
    pairs = [span.split("-") for span in spans]
    return [{"localTimeFrom": start, "localTimeTo": end} for start, end in pairs]


@pytest.mark.parametrize(
    "text",
    [
        *("mon-fri", "Mon – Fri", "monday to friday", "пн-пт", "Пн.-Пт.", "понедельник - пятница"),
        *("1-5", "1,2,3,4,5", "mon, tue; wed thu/fri", "weekdays", "будни", "[1,2,3,4,5]"),
        '["mon","tue","wed","thu","fri"]',
    ],
)
def test_working_days_have_many_names(text: str) -> None:
    assert parse_days(text) == WORK


def test_days_come_in_the_order_of_the_week_and_ranges_go_round_its_end() -> None:
    assert parse_days("sat-mon") == ["mon", "sat", "sun"]
    assert parse_days("вс, пн") == ["mon", "sun"]
    assert parse_days("daily") == list(DAYS)


@pytest.mark.parametrize(
    "text", ["", "8", "0", "foo", "mon-", "2026-01-05", "mon-foo", "[", "[[1]]"]
)
def test_what_names_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadInput, match="mon-fri") as refused:
        parse_days(text)
    assert refused.value.field == "allowedDays"


@settings(deadline=None)
@given(st.lists(st.sampled_from(DAYS), min_size=1))
def test_days_read_back(days: list[str]) -> None:
    wire = parse_days(", ".join(days))
    assert set(wire) == set(days)
    assert parse_days(str(wire).replace("'", '"')) == wire


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("09:00-18:00", {"default": hours("09:00-18:00")}),
        ("9-18", {"default": hours("09:00-18:00")}),
        ("9.00 – 18.30", {"default": hours("09:00-18:30")}),
        ("19:00-20:00, 9:00-18:00", {"default": hours("09:00-18:00", "19:00-20:00")}),
        ("9:00 до 13:00 и 14:00 до 18:00", {"default": hours("09:00-13:00", "14:00-18:00")}),
        ("0-24", {"default": hours("00:00-23:59")}),
        ("mon: 9-18; sat: 10-14", {"mon": hours("09:00-18:00"), "sat": hours("10:00-14:00")}),
        ("пн,вт: 9-18", {"mon": hours("09:00-18:00"), "tue": hours("09:00-18:00")}),
        ("9-18, сб 10-14", {"default": hours("09:00-18:00"), "sat": hours("10:00-14:00")}),
        ("mon: 9-12\nmon: 14-18", {"mon": hours("09:00-12:00", "14:00-18:00")}),
        ('{"sun":[{"localTimeFrom":"9:00","localTimeTo":"18:00"}]}', {"sun": hours("09:00-18:00")}),
        ('[{"localTimeFrom":"09:00","localTimeTo":"18:00"}]', {"default": hours("09:00-18:00")}),
    ],
)
def test_hours_are_understood(text: str, windows: dict[str, object]) -> None:
    assert parse_windows(text) == windows


def test_hours_that_touch_are_one_window_because_both_ends_count() -> None:
    assert parse_windows("9-12, 12-18") == {"default": hours("09:00-18:00")}


@pytest.mark.parametrize(
    "text",
    [
        *("", "9", "9:75-10", "25-26", "mon", "9-10 foo", "9-10; mon", "{", "{}", "[]", '{"a":[]}'),
        *('{"mon":[]}', '{"mon":3}', "[1]", '[{"localTimeFrom":"9"}]', "foo: 9-10"),
    ],
)
def test_what_names_no_hours_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="Write for example") as refused:
        parse_windows(text)
    assert refused.value.field == "allowedTime"


def test_hours_over_midnight_are_explained() -> None:
    with pytest.raises(BadInput, match="20:00-23:59, 00:00-06:00"):
        parse_windows("20:00-06:00")


def test_hours_that_overlap_are_refused() -> None:
    with pytest.raises(BadInput, match="overlap"):
        parse_windows("9-12, 11-14")


@settings(deadline=None)
@given(st.text())
def test_any_text_is_hours_or_a_refusal(text: str) -> None:
    for parse in (parse_days, parse_windows):
        try:
            assert parse(text)
        except BadInput as refused:
            assert str(refused)


def test_days_of_a_clause_that_waits_join_those_before_its_hours() -> None:
    assert parse_windows("пн, ср; пт: 9-18").keys() == {"mon", "wed", "fri"}
