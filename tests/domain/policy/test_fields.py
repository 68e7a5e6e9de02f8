"""The texts of a call policy become part of a CallJobParameters, or a sentence about one field."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.policy import (
    POLICY_CELLS,
    parse_zone,
    policy_from,
    shadowed_days,
    wire_moment,
    zone_of,
)
from bot.errors import BadInput

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")


def start(text: str, zone: ZoneInfo = MOSCOW) -> str:
    return str(policy_from({"startDateTime": text}, zone)["startDateTime"])


@pytest.mark.parametrize(
    "text",
    [
        *("2026-12-01 10:00", "2026-12-01T10:00:00", "2026-12-01 10:00:00.0001"),
        *("01.12.2026 10:00", "1.12.2026, 10:00"),
        *("2026-12-01T10:00+03:00", "2026-12-01T07:00:00Z"),
    ],
)
def test_one_instant_is_written_in_many_ways(text: str) -> None:
    assert start(text) == "2026-12-01T07:00:00.000Z"


def test_an_hour_of_one_digit_is_an_hour() -> None:
    assert start("2026-12-01 9:05") == "2026-12-01T06:05:00.000Z"
    assert start("01.12.2026 9:05") == "2026-12-01T06:05:00.000Z"


def test_a_bare_day_begins_at_midnight_and_ends_with_its_last_second() -> None:
    policy = policy_from({"startDateTime": "2026-12-01", "finishDateTime": "01.12.2026"}, UTC)
    assert policy == {
        "startDateTime": "2026-12-01T00:00:00.000Z",
        "finishDateTime": "2026-12-01T23:59:59.000Z",
    }


def test_the_rows_own_zone_wins_for_its_dates() -> None:
    policy = policy_from({"startDateTime": "2026-12-01 10:00", "gmtZone": "+5"}, MOSCOW)
    assert policy == {"startDateTime": "2026-12-01T05:00:00.000Z", "gmtZone": "+05:00"}


def test_daylight_saving_moves_a_skipped_time_and_takes_the_first_of_two() -> None:
    assert start("2026-03-29 02:30", BERLIN) == "2026-03-29T01:30:00.000Z"
    assert start("2026-10-25 02:30", BERLIN) == "2026-10-25T00:30:00.000Z"


@pytest.mark.parametrize(
    "text", ["tomorrow", "20261201", "12/01/2026", "2026-13-01", "0001-01-01", "10:00", "46357.5"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no date and time") as refused:
        start(text)
    assert refused.value.field == "startDateTime"


@settings(deadline=None)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))
def test_wire_moments_sort_as_the_instants_do(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC)
    assert wire_moment(moment) < wire_moment(moment + timedelta(seconds=1))
    assert start(wire_moment(moment)) == wire_moment(moment)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        *(("+3", "+03:00"), ("UTC+3", "+03:00"), ("gmt+03:00", "+03:00"), ("UT-0530", "-05:30")),
        *(("-18:00", "-18:00"), ("+030015", "+03:00:15"), ("−3", "-03:00"), ("3", "+03:00")),
        *(
            ("3.0", "+03:00"),
            ("-5", "-05:00"),
            ("0", "Z"),
            ("Z", "Z"),
            ("utc", "Z"),
            ("UTC+0", "Z"),
        ),
        *(("europe/moscow", "Europe/Moscow"), ("America/New York", "America/New_York")),
    ],
)
def test_zones_are_understood(text: str, zone: str) -> None:
    assert parse_zone(text) == zone
    assert parse_zone(zone) == zone
    assert zone_of(zone).utcoffset(datetime(2026, 1, 1)) is not None


@pytest.mark.parametrize("text", ["+18:01", "+99", "Mars", "03:00", "../etc", "localtime", "МСК"])
def test_what_is_no_zone_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no time zone") as refused:
        policy_from({"gmtZone": text}, UTC)
    assert refused.value.field == "gmtZone"


@pytest.mark.parametrize(
    ("field", "low", "high"),
    [("retryIntervalInMinutes", 1, 2880), ("maxAttempts", 1, 50), ("dialerPriority", 1, 5)],
)
def test_whole_numbers_have_their_limits(field: str, low: int, high: int) -> None:
    assert policy_from({field: f" {low} "}, UTC) == {field: low}
    assert policy_from({field: f"{high}.0"}, UTC) == {field: high}
    for text in (str(low - 1), str(high + 1), "-1", "1.5", "many", "٣٣٣٣٣"):
        with pytest.raises(BadInput, match=f"from {low} to {high}") as refused:
            policy_from({field: text}, UTC)
        assert refused.value.field == field


def test_the_external_check_is_one_field_of_two_cells() -> None:
    url = "https://crm.example/may-call?list=1"
    texts = {"externalCheckUrl": f"<{url}>", "externalCheckMaxRetries": "3"}
    assert policy_from(texts, UTC) == {
        "externalCheck": {"externalCheckUrl": url, "externalCheckMaxRetries": 3}
    }


@pytest.mark.parametrize("url", ["ftp://x", "crm.example", "https://", "https://a b", "http://[x"])
def test_an_external_check_needs_a_web_address(url: str) -> None:
    with pytest.raises(BadInput, match="http"):
        policy_from({"externalCheckUrl": url}, UTC)


def test_retries_without_an_address_are_refused() -> None:
    with pytest.raises(BadInput, match="externalCheckUrl"):
        policy_from({"externalCheckMaxRetries": "3"}, UTC)


def test_the_start_comes_before_the_finish() -> None:
    with pytest.raises(BadInput, match="must come before"):
        policy_from({"startDateTime": "2026-12-02", "finishDateTime": "2026-12-01"}, UTC)


def test_blank_cells_ask_for_nothing() -> None:
    assert policy_from(dict.fromkeys(POLICY_CELLS, " "), UTC) == {}


def test_hours_of_days_that_are_not_allowed_are_noticed() -> None:
    policy = policy_from({"allowedDays": "mon-tue", "allowedTime": "mon: 9-18; sat: 10-14"}, UTC)
    assert shadowed_days(policy) == ["sat"]
    assert shadowed_days({"allowedDays": ["mon"]}) == []


@settings(deadline=None)
@given(st.sampled_from(list(POLICY_CELLS)), st.text())
def test_any_text_in_any_field_is_a_value_or_a_sentence(field: str, text: str) -> None:
    try:
        policy_from({field: text}, MOSCOW)
    except BadInput as refused:
        assert str(refused) and refused.field
