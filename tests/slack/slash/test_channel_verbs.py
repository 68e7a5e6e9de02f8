"""Commands about a channel's digests and alerts."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain.cadence import Cadence
from bot.domain.spans import Span, Until
from bot.slack.slash import Alerts, Digest, Intent, Mute, UsageError, parse

NINE = Cadence("daily", time(9))


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("digest daily 09:00", Digest(None, "set", NINE)),
        ("digest spring Daily 9", Digest("spring", "set", NINE)),
        ("digest spring daily 9am europe/berlin", Digest("spring", "set", NINE, "Europe/Berlin")),
        (
            "digest weekdays 09.00 +3",
            Digest(None, "set", Cadence("weekdays", time(9)), "UTC+03:00"),
        ),
        ("digest hourly", Digest(None, "set", Cadence("hourly"))),
        (
            "digest spring weekly mon 09:00 New York",
            Digest("spring", "set", Cadence("weekly", time(9), (0,)), "America/New_York"),
        ),
        (
            "digest spring cron “0 9 * * mon,fri” MSK",
            Digest("spring", "set", Cadence("cron", cron="0 9 * * mon,fri"), "Europe/Moscow"),
        ),
        ("digest cron 0 9 * * mon", Digest(None, "set", Cadence("cron", cron="0 9 * * mon"))),
        ("digest now", Digest(None, "now")),
        ("digest spring now", Digest("spring", "now")),
        ("digest off", Digest(None, "off")),
        ("digest spring off 2", Digest("spring", "off", number=2)),
        ("digest off #2", Digest(None, "off", number=2)),
        ("digest list", Digest(None, "list")),
        ("digest", Digest(None, "list")),
        ("digest spring", Digest("spring", "list")),
    ],
)
def test_digests_are_scheduled(typed: str, intent: Intent) -> None:
    assert parse(typed) == intent


@pytest.mark.parametrize(
    ("typed", "intent"),
    [
        ("alerts on", Alerts(None, "on")),
        ("alerts spring off", Alerts("spring", "off")),
        ("alerts spring status", Alerts("spring", "status")),
        ("alerts", Alerts(None, "status")),
        ("alerts canceled,failed", Alerts(None, "only", ("canceled", "failed"))),
        (
            "alerts spring cancelled, noanswer; stopped",
            Alerts("spring", "only", ("canceled", "noAnswer", "finished")),
        ),
        ("mute 2h", Mute(None, Span(timedelta(hours=2)))),
        ("mute spring until 14:00", Mute("spring", Until(time(14)))),
        ("mute off", Mute(None, None)),
        ("mute spring OFF", Mute("spring", None)),
    ],
)
def test_alerts_are_switched_and_muted(typed: str, intent: Intent) -> None:
    assert parse(typed) == intent


@pytest.mark.parametrize(
    ("typed", "says", "suggestion"),
    [
        ("digest dayly 09:00", "“dayly” is not understood here", "daily"),
        ("digest spring dayly 09:00", "“dayly” is not understood here", "daily"),
        ("digest spring 09:00", "“09:00” is not understood here", None),
        ("digest spring daily", "time of day", None),
        ("digest spring daily 25:00", "time of day", None),
        ("digest spring weekly 09:00", "on which day", None),
        ("digest spring daily 09:00 Europe/Belrin", "no such time zone", "Europe/Berlin"),
        ("digest spring cron “0 0 9 * * mon”", "five fields", None),
        ("digest spring cron “0 9 31 2 *”", "no such date", None),
        ("digest off two", "“two” is not understood here", None),
        ("digest now please", "“please” is not understood here", None),
        ("alerts spring faild", "“faild” is not understood here", "failed"),
        ("alerts canceled,banana", "“banana” is not understood here", None),
        ("alerts on now", "“now” is not understood here", None),
        ("mute", "Say how long", None),
        ("mute spring banana", "Say how long", None),
        ("mute off spring", "“spring” is not understood here", None),
    ],
)
def test_a_wrong_argument_gets_usage_and_a_suggestion(
    typed: str, says: str, suggestion: str | None
) -> None:
    with pytest.raises(UsageError) as refused:
        parse(typed)
    assert says in str(refused.value)
    assert refused.value.suggestion == suggestion
    assert (refused.value.usage or "").startswith(typed.split()[0])
