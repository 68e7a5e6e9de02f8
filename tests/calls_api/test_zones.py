"""Zones as the host takes them, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from bot.calls_api import gmt_zone


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Z",
        "UTC",
        "GMT",
        "UT",
        "+3",
        "-3",
        "+03",
        "+0330",
        "+03:30",
        "+033015",
        "+03:30:15",
        "+18:00",
        "-18:00",
        "UTC+3",
        "GMT-03:30",
        "UT+18",
        "Europe/Moscow",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+3",
    ],
)
def test_a_zone_is_sent_as_it_was_given(zone: str) -> None:
    assert gmt_zone(zone) == zone


@pytest.mark.parametrize(
    "zone",
    [
        "+19",
        "+18:01",
        "-18:00:01",
        "+3:30",
        "+03:3",
        "+03:3015",
        "+0330:15",
        "+03:60",
        "3",
        "03:00",
        "+",
        "UTC3",
        "utc",
        "z",
        "Europe",
        "Europe/Nowhere",
        "../etc/passwd",
        "/etc/localtime",
        "localtime",
        "posix/Europe/Moscow",
        "zone.tab",
        "Europe/Moscow ",
        "+٣",
        "Europe/Moscow\0",
    ],
)
def test_what_the_host_would_refuse_is_refused_here(zone: str) -> None:
    with pytest.raises(PydanticCustomError):
        gmt_zone(zone)


@given(
    st.sampled_from(["", "UTC", "GMT", "UT"]),
    st.sampled_from("+-"),
    st.integers(0, 17),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from(["", ":"]),
)
def test_every_offset_below_eighteen_hours_is_a_zone(
    prefix: str, sign: str, hours: int, minutes: int, seconds: int, colon: str
) -> None:
    parts = [f"{hours:02}", f"{minutes:02}", f"{seconds:02}"]
    for length in (1, 2, 3):
        zone = prefix + sign + colon.join(parts[:length])
        assert gmt_zone(zone) == zone


@given(st.text())
def test_no_text_makes_the_check_crash(zone: str) -> None:
    try:
        assert gmt_zone(zone) == zone
    except PydanticCustomError as error:
        assert zone == "" or zone not in error.message() or len(zone) < 3
