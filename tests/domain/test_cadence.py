"""When digests come, over every turn of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cadence import (
    MANY,
    Cadence,
    Missed,
    describe,
    missed,
    next_due,
    parse_cadence,
    upcoming,
    zone_name,
    zone_of,
)
from bot.errors import BadInput
from bot.texts import texts_for

BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
# Each with a time of day that its own clock change touches.
TURNING = {
    "Europe/Berlin": "02:30",
    "America/New_York": "02:00",
    "America/Santiago": "00:00",
    "Africa/Cairo": "00:30",
    "Pacific/Apia": "03:15",
    "Australia/Lord_Howe": "02:15",
    "Asia/Beirut": "00:00",
    "America/Havana": "00:45",
    "Europe/Moscow": "03:00",
}


def daily(at: str) -> Cadence:
    return Cadence("daily", time.fromisoformat(at))


def cron(expression: str) -> Cadence:
    return Cadence("cron", cron=expression)


def days_between(zone: ZoneInfo, cadence: Cadence, first: date, last: date) -> list[datetime]:
    """The due times, on the zone's own clock."""
    start = datetime.combine(first, time(), zone).astimezone(UTC) - timedelta(seconds=1)
    end = datetime.combine(last, time(), zone).astimezone(UTC)
    found, due = [], next_due(cadence, zone, start)
    while due < end:
        found.append(due.astimezone(zone))
        due = next_due(cadence, zone, due)
    return found


@pytest.mark.parametrize("name", TURNING)
def test_over_nine_years_each_day_has_exactly_one_digest(name: str) -> None:
    zone, at = ZoneInfo(name), time.fromisoformat(TURNING[name])
    first, last = date(2019, 1, 1), date(2028, 1, 1)
    dues = days_between(zone, Cadence("daily", at), first, last)
    assert [due.date() for due in dues] == [
        first + timedelta(days) for days in range((last - first).days)
    ]
    moved = [due for due in dues if due.time() != at]
    assert bool(moved) == (name != "Europe/Moscow")
    assert not any(clock_shows(datetime.combine(due.date(), at), zone) for due in moved)


def clock_shows(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the zone's clock ever shows that time: tried with the offsets of both days around."""
    day = timedelta(days=1)
    around = [(wall.replace(tzinfo=UTC) + shift).astimezone(zone) for shift in (-day, day)]
    instants = [wall.replace(tzinfo=UTC) - (moment.utcoffset() or day) for moment in around]
    return any(moment.astimezone(zone).replace(tzinfo=None) == wall for moment in instants)


def local(dues: list[datetime], zone: ZoneInfo) -> list[str]:
    return [f"{due.astimezone(zone):%d %b %H:%M %z}" for due in dues]


def test_a_digest_in_the_lost_hour_comes_an_hour_later_that_day() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=UTC)
    expected = ["29 Mar 03:30 +0200", "30 Mar 02:30 +0200"]
    assert local(upcoming(daily("02:30"), BERLIN, saturday, 2), BERLIN) == expected
    assert local(upcoming(cron("30 2 * * *"), BERLIN, saturday, 2), BERLIN) == expected
    assert local(upcoming(cron("*/30 2 * * *"), BERLIN, saturday, 3), BERLIN) == [
        *("29 Mar 03:00 +0200", "29 Mar 03:30 +0200", "30 Mar 02:00 +0200"),
    ]


def test_a_digest_in_the_doubled_hour_comes_once_the_first_time() -> None:
    saturday = datetime(2026, 10, 24, 12, tzinfo=UTC)
    expected = ["25 Oct 02:30 +0200", "26 Oct 02:30 +0100"]
    assert local(upcoming(daily("02:30"), BERLIN, saturday, 2), BERLIN) == expected
    assert local(upcoming(cron("30 2 * * *"), BERLIN, saturday, 2), BERLIN) == expected
    second_pass = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert local([next_due(cron("30 2 * * *"), BERLIN, second_pass)], BERLIN) == expected[1:]


def test_hourly_digests_are_an_hour_apart_on_every_day() -> None:
    for zone in (BERLIN, LORD_HOWE, ZoneInfo("Asia/Kolkata"), zone_of("UTC+05:45")):
        for day in (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 3, tzinfo=UTC)):
            dues = upcoming(Cadence("hourly"), zone, day, 60)
            gaps = {later - due for due, later in pairwise(dues)}
            assert gaps == {timedelta(hours=1)}
    quarters = upcoming(cron("*/15 * * * *"), BERLIN, datetime(2026, 10, 24, tzinfo=UTC), 200)
    assert {later - due for due, later in pairwise(quarters)} == {timedelta(minutes=15)}
    kolkata = ZoneInfo("Asia/Kolkata")
    due = next_due(Cadence("hourly"), kolkata, datetime(2026, 1, 1, tzinfo=UTC))
    assert local([due], kolkata) == ["01 Jan 06:00 +0530"], "full hours on the wall there"


def test_times_of_a_half_hour_gap_keep_their_order() -> None:
    saturday = datetime(2026, 10, 3, 13, tzinfo=UTC)
    dues = upcoming(cron("0,25,35 2 * * *"), LORD_HOWE, saturday, 3)
    assert [due[7:12] for due in local(dues, LORD_HOWE)] == ["02:30", "02:35", "02:55"]


def test_a_day_that_a_country_left_out_takes_its_digest_to_the_next() -> None:
    """Samoa had no 30 December 2011."""
    apia, before = ZoneInfo("Pacific/Apia"), datetime(2011, 12, 29, 23, tzinfo=UTC)
    assert local(upcoming(daily("09:00"), apia, before, 2), apia) == [
        *("31 Dec 09:00 +1400", "01 Jan 09:00 +1400"),
    ]
    friday = Cadence("weekly", time(9), (4,))
    assert local(upcoming(friday, apia, before, 1), apia) == ["31 Dec 09:00 +1400"]


def test_weekdays_and_weekly_know_the_days_of_the_week() -> None:
    friday_noon = datetime(2026, 11, 27, 12, tzinfo=UTC)
    weekdays, _ = parse_cadence(["weekdays", "9"])
    twice, _ = parse_cadence(["weekly", "sun,", "mon", "09.00"])
    monday = cron("0 9 * * 1")
    for cadence, expected in (
        (weekdays, ["30 Nov", "01 Dec"]),
        (twice, ["29 Nov", "30 Nov"]),
        (monday, ["30 Nov", "07 Dec"]),
    ):
        dues = local(upcoming(cadence, BERLIN, friday_noon, 2), BERLIN)
        assert dues == [f"{day} 09:00 +0100" for day in expected]


@given(
    st.sampled_from(sorted(TURNING)),
    st.times(),
    st.datetimes(datetime(2019, 1, 1), datetime(2028, 1, 1)),
)
def test_a_cron_string_and_a_daily_digest_agree(name: str, at: time, after: datetime) -> None:
    # A time that is typed never means the second of two.
    at = at.replace(second=0, microsecond=0, fold=0)
    zone, start = ZoneInfo(name), after.replace(tzinfo=UTC)
    expression = f"{at.minute} {at.hour} * * *"
    assert upcoming(cron(expression), zone, start, 3) == upcoming(
        Cadence("daily", at), zone, start, 3
    )


def test_what_was_missed_is_the_latest_and_how_many() -> None:
    last = datetime(2026, 11, 20, 8, tzinfo=UTC)
    nine, every_minute = daily("09:00"), cron("* 9 * * mon")
    assert missed(nine, BERLIN, last, last) is None
    assert missed(nine, BERLIN, last, last + timedelta(days=3)) == Missed(
        last + timedelta(days=3), 3
    )
    now = datetime(2026, 11, 25, tzinfo=UTC)
    assert missed(every_minute, BERLIN, datetime(2026, 1, 1, tzinfo=UTC), now) == Missed(
        datetime(2026, 11, 23, 8, 59, tzinfo=UTC), MANY
    )


@pytest.mark.parametrize(
    ("typed", "wire", "zone", "words"),
    [
        ("daily 09:00", {"kind": "daily", "at": "09:00"}, None, "every day at 09:00"),
        ("Daily at 9 am MSK", {"kind": "daily", "at": "09:00"}, "MSK", "every day at 09:00"),
        ("weekdays 17.30", {"kind": "weekdays", "at": "17:30"}, None, "on weekdays at 17:30"),
        ("hourly New York", {"kind": "hourly"}, "New York", "every hour"),
        (
            "weekly 9pm monday,fri UTC+3",
            {"kind": "weekly", "at": "21:00", "days": ["mon", "fri"]},
            "UTC+3",
            "on Mondays and Fridays at 21:00",
        ),
        (
            "cron 0 9 * * mon,tue Europe/Berlin",
            {"kind": "cron", "cron": "0 9 * * mon,tue"},
            "Europe/Berlin",
            "by cron “0 9 * * mon,tue”",
        ),
    ],
)
def test_a_cadence_is_read_kept_and_told(
    typed: str, wire: dict[str, object], zone: str | None, words: str
) -> None:
    cadence, zone_text = parse_cadence(typed.split())
    assert cadence.to_wire() == wire
    assert Cadence.from_wire(wire) == cadence
    assert zone_text == zone
    assert describe(cadence, texts_for("en")) == words


def test_a_quoted_cron_string_is_one_word() -> None:
    cadence, zone = parse_cadence(["cron", " 0  9 * * MON ", "Europe/Berlin"])
    assert (cadence.cron, zone) == ("0 9 * * MON", "Europe/Berlin")
    with pytest.raises(BadInput, match="five fields"):
        parse_cadence(["cron", "0 0 9 * * mon"])


@pytest.mark.parametrize(
    ("typed", "name", "hours"),
    [
        ("Europe/Berlin", "Europe/Berlin", 1),
        ("europe/berlin", "Europe/Berlin", 1),
        ("New York", "America/New_York", -5),
        ("moscow", "Europe/Moscow", 3),
        ("MSK", "Europe/Moscow", 3),
        ("utc", "UTC", 0),
        ("Z", "UTC", 0),
        ("+03:00", "UTC+03:00", 3),
        ("−3", "UTC-03:00", -3),
        ("UTC +5:30", "UTC+05:30", 5.5),
        ("GMT-0", "GMT-0", 0),
        ("Etc/GMT-3", "Etc/GMT-3", 3),
    ],
)
def test_a_zone_is_read_as_people_write_it(typed: str, name: str, hours: float) -> None:
    assert zone_name(typed) == name
    offset = datetime(2026, 1, 1, tzinfo=UTC).astimezone(zone_of(name)).utcoffset()
    assert offset == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Europe/Belrin", "Did you mean Europe/Berlin?"),
        ("mosсow", "Did you mean Europe/Moscow?"),
        ("+15", "from −14:00 to +14:00"),
        ("nowhere at all", "write it as Europe/Berlin"),
        ("x" * 100_000, "write it as Europe/Berlin"),
    ],
)
def test_a_wrong_zone_gets_the_nearest_one_or_the_rule(typed: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        zone_name(typed)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Say how often"),
        ("yearly", "Say how often"),
        ("daily", "time of day"),
        ("daily 25:00", "time of day"),
        ("weekly 09:00", "on which day"),
        ("weekly mon", "time of day"),
        ("cron", "five fields"),
        ("cron 0 9 * *", "five fields"),
        ("cron 61 9 * * mon", "five fields"),
        ("cron 0 9 * * mon#" + "9" * 5000, "five fields"),
        ("cron 0 9 31 2 *", "no such date"),
        ("cron 0 9 32 * *", "no such date"),
        ("cron 0 9 LW * */7", "no such date"),
    ],
)
def test_a_wrong_cadence_says_what_is_missing(typed: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_cadence(typed.split())


@given(st.text(alphabet="0123456789*/,-#L MONW", max_size=30))
def test_any_cron_string_has_a_next_time_or_is_refused(expression: str) -> None:
    try:
        cadence, _ = parse_cadence(["cron", f" {expression}"])
    except BadInput:
        return
    after = datetime(2026, 11, 24, 9, 30, 15, tzinfo=UTC)
    assert next_due(cadence, BERLIN, after) > after


def test_a_cron_string_of_a_date_that_never_comes_is_refused_later_too() -> None:
    with pytest.raises(BadInput, match="no such date"):
        next_due(cron("0 0 LW * */7"), BERLIN, datetime(2026, 1, 1, tzinfo=UTC))
