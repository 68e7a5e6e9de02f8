"""A channel hears what it wants to hear, when it wants to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alerts import ChannelAlerts, Held, held, hold, quiet_until
from bot.domain.channels import ChannelManners
from bot.domain.incidents import ALERT_STATUSES, CampaignReason, Event, Incident, Rules

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
NIGHT = ChannelManners(quiet_from="22:00", quiet_to="08:00")
LUNCH = ChannelManners(quiet_from="12:00", quiet_to="13:00")
HOUR = timedelta(hours=1)


def alerts(*kinds: str, muted_until: datetime | None = None) -> ChannelAlerts:
    return ChannelAlerts(1, "C1", TEN, kinds or None, muted_until, 0)


def test_a_channel_that_chose_nothing_hears_everything() -> None:
    assert alerts().statuses == ALERT_STATUSES
    assert all(alerts().wants(Event(reason)) for reason in CampaignReason)


@pytest.mark.parametrize(
    ("kind", "told", "untold"),
    [
        ("canceled", "cancelledByUser", "notDone"),
        ("failed", "noAnswer", "canceled"),
        ("technicalError", "technicalError", "notDone"),
        ("paused", CampaignReason.SILENT, CampaignReason.FINISHED),
        ("finished", CampaignReason.STOPPED, CampaignReason.PAUSED),
        ("canceled", CampaignReason.REFUSED, CampaignReason.PAUSED),
    ],
)
def test_a_channel_hears_the_kinds_it_chose_and_of_a_dead_token(
    kind: str, told: str, untold: str
) -> None:
    assert alerts(kind).wants(Event(told))
    assert not alerts(kind).wants(Event(untold))


@pytest.mark.parametrize(
    ("manners", "at", "until"),
    [
        (NIGHT, "23:30", "08:00"),
        (NIGHT, "07:59", "08:00"),
        (NIGHT, "22:00", "08:00"),
        (NIGHT, "08:00", None),
        (NIGHT, "21:59", None),
        (LUNCH, "12:30", "13:00"),
        (LUNCH, "13:00", None),
        (ChannelManners(), "23:30", None),
        (ChannelManners(quiet_from="09:00", quiet_to="09:00"), "09:00", None),
    ],
)
def test_quiet_hours_are_those_on_the_wall(
    manners: ChannelManners, at: str, until: str | None
) -> None:
    now = datetime.fromisoformat(f"2026-03-02T{at}+03:00").astimezone(UTC)
    end = quiet_until(manners, MOSCOW, now)
    assert (None if end is None else f"{end.astimezone(MOSCOW):%H:%M}") == until
    assert end is None or now < end < now + timedelta(hours=11)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)))
def test_quiet_hours_end_in_the_future_whatever_the_clocks_do(now: datetime) -> None:
    end = quiet_until(NIGHT, BERLIN, now)
    assert end is None or now < end <= now + timedelta(hours=11)


def test_the_longer_of_a_mute_and_a_night_holds() -> None:
    evening = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    night = hold(alerts(), NIGHT, MOSCOW, evening)
    assert night is not None
    assert night.reason is Held.QUIET

    long = hold(alerts(muted_until=evening + 24 * HOUR), NIGHT, MOSCOW, evening)
    assert long is not None
    assert (long.until, long.reason) == (evening + 24 * HOUR, Held.MUTED)
    assert hold(alerts(muted_until=TEN - HOUR), LUNCH, MOSCOW, TEN) is None


def test_a_hold_is_a_longer_time_to_gather() -> None:
    rules, until = Rules(timedelta(seconds=20)), TEN + HOUR
    muted = hold(alerts(muted_until=until), ChannelManners(), MOSCOW, TEN)
    gathering = Incident(TEN - HOUR, TEN)
    told = Incident(TEN - HOUR, TEN, told_at=TEN - HOUR / 2, messages=1)

    assert held(rules, None, None, TEN) is rules
    assert TEN + held(rules, None, muted, TEN).group == until
    assert gathering.opened_at + held(rules, gathering, muted, TEN).group == until
    assert told.told_at is not None
    assert told.told_at + held(rules, told, muted, TEN).group == until
