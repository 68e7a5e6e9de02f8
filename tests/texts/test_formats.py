"""Numbers, dates, durations and plurals as the reader's language writes them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.cadence import Cadence, describe
from bot.errors import Refused
from bot.texts import N_, Mrkdwn, texts_for

EN, RU = texts_for("en-US"), texts_for("ru-RU")
MOSCOW = ZoneInfo("Europe/Moscow")
AT = datetime(2026, 11, 24, 21, 5, tzinfo=UTC)


def test_a_slack_locale_that_we_do_not_speak_gets_the_default() -> None:
    assert texts_for("de-DE", "ru") is RU
    assert texts_for("de-DE", "fr") is EN
    assert texts_for("no locale at all") is EN
    assert texts_for(None) is EN


def test_a_moment_is_told_in_the_readers_zone_and_order() -> None:
    assert EN.moment(AT, MOSCOW) == "Wed 25 Nov, 00:05"
    assert RU.moment(AT, MOSCOW) == "ср, 25 нояб., 00:05"
    assert RU.date(AT, MOSCOW) == "25 нояб."
    assert RU.time(AT, MOSCOW) == "00:05"


def test_numbers_have_the_languages_separators() -> None:
    assert EN.number(100_000) == "100,000"
    assert RU.number(100_000) == "100\N{NO-BREAK SPACE}000"
    assert RU.number(2.5) == "2,5"
    assert RU.percent(0.425) == "42\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("seconds", "english", "russian"),
    [
        (0, "0 s", "0 с"),
        (12, "12 s", "12 с"),
        (34 * 60, "34 min", "34 мин"),
        (3600, "1 h", "1 ч"),
        (2 * 3600 + 300, "2 h 5 min", "2 ч 5 мин"),
        (48 * 3600, "2 d", "2 д"),
        (75 * 3600, "3 d 3 h", "3 д 3 ч"),
    ],
)
def test_a_duration_has_two_units_at_most(seconds: int, english: str, russian: str) -> None:
    span = timedelta(seconds=seconds)
    assert (EN.duration(span), RU.duration(span)) == (english, russian)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "1 кампания"),
        (2, "2 кампании"),
        (5, "5 кампаний"),
        (11, "11 кампаний"),
        (21, "21 кампания"),
        (1002, "1\N{NO-BREAK SPACE}002 кампании"),
    ],
)
def test_a_count_has_its_plural_form(count: int, told: str) -> None:
    assert RU.n("{count} campaign", "{count} campaigns", count) == told


def test_a_cadence_reads_as_a_sentence() -> None:
    weekly = Cadence("weekly", time(9), (0, 2, 4))
    assert describe(weekly, EN) == "on Mondays, Wednesdays, and Fridays at 09:00"
    assert describe(weekly, RU) == "по понедельникам, средам и пятницам в 09:00"
    assert describe(Cadence("weekdays", time(18, 30)), RU) == "по будням в 18:30"


def test_a_value_that_is_a_text_itself_is_told_in_the_same_language() -> None:
    reason = Refused(N_("There is no campaign {name} here."), name="весна & лето")
    told = RU.md("{name}: {reason}", name=N_("viewer"), reason=reason)
    assert told == "наблюдатель: Кампании весна &amp; лето здесь нет."
    assert RU("{reason}", reason=reason) == "Кампании весна & лето здесь нет."


def test_what_people_wrote_is_made_harmless_and_what_we_made_is_not() -> None:
    told = RU.md("{name} on {host}", name=Mrkdwn("*весна*"), host="<!channel>")
    assert told == "*весна* на &lt;!channel&gt;"
    plural = RU.md_n("{count} campaign", "{count} campaigns", 3, name="<")
    assert plural == "3 кампании"
