"""Values come back from both databases exactly as they were put in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.types import Instant, Json, OrderedJson, Word


class Colour(StrEnum):
    RED = "red"


SQLITE = sqlite.dialect()
POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]


# A day inside both ends of the calendar: beyond them a moment has no name in UTC.
@given(
    st.datetimes(
        datetime(1, 1, 2),
        datetime(9999, 12, 30),
        timezones=st.timezones() | st.just(timezone(timedelta(hours=3))),
    )
)
def test_an_instant_is_the_same_millisecond_in_utc(at: datetime) -> None:
    column = Instant()
    back = column.process_result_value(column.process_bind_param(at, SQLITE), SQLITE)
    assert back is not None
    assert back.utcoffset() == timedelta(0)
    assert timedelta(0) <= at.astimezone(UTC) - back < timedelta(milliseconds=1)


def test_the_repeated_hour_of_autumn_stays_two_instants() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    column = Instant()
    gap = column.process_bind_param(first.replace(fold=1), SQLITE) or 0
    assert gap - (column.process_bind_param(first, SQLITE) or 0) == 3_600_000


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Instant().process_bind_param(datetime(2026, 11, 2), SQLITE)


def test_json_is_text_in_sqlite_and_json_in_postgres() -> None:
    value = {"имя": ["a", 1, None]}
    assert Json().process_bind_param(value, SQLITE) == '{"имя":["a",1,null]}'
    assert Json().process_bind_param(value, POSTGRES) is value
    assert str(Json().compile(POSTGRES)) == "JSONB"
    assert str(OrderedJson().compile(POSTGRES)) == "JSON"
    assert str(OrderedJson().compile(SQLITE)) == "TEXT"


def test_a_word_that_is_none_of_the_enum_is_refused() -> None:
    column = Word(Colour)
    assert column.process_result_value("red", SQLITE) is Colour.RED
    with pytest.raises(ValueError, match="green"):
        column.process_bind_param("green", SQLITE)  # type: ignore[arg-type]
