"""An alert says what happened, to how many, against the usual, and what to do about it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.alerts import (
    Affected,
    AlertFacts,
    AlertsView,
    ChannelAlerts,
    Held,
    Shares,
    ThreadLine,
)
from bot.domain.campaign_state import Source, State
from bot.domain.campaigns import Campaign
from bot.domain.incidents import CampaignReason, Count, Incident
from bot.domain.silence import Suspicion
from bot.slack.blocks import alert, alerts
from bot.slack.message import Message
from bot.texts import LANGUAGES, texts_for
from simulators.slack import render_text

EN = texts_for("en")
TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
UTC_ZONE, MINUTE = ZoneInfo("UTC"), timedelta(minutes=1)
ANNA = "U0ANNA"


def a_campaign(state: str = "inProgress", **more: Any) -> Campaign:
    known: dict[str, Any] = dict.fromkeys(
        ("zone", "region", "capabilities", "platform_name", "asked", "short_report")
    )
    known |= dict.fromkeys(
        ("disabled_reason", "last_error", "looked_at", "baseline_at", "watermark_at")
    )
    known |= {"id": 7, "name": "spring", "host": "https://app.jaicp.com", "limits": {}}
    known |= {"host_clock": timedelta(), "connected_by": ANNA, "connected_at": TEN}
    return Campaign(**known | {"state": State(state, Source.HOST, TEN)} | more)


def facts(*counts: Count, campaign: Campaign | None = None, **more: Any) -> AlertFacts:
    told = Incident(TEN, TEN, told=counts, told_at=TEN, messages=1)
    shown: dict[str, Any] = {"sample": (), "shares": None}
    return AlertFacts(1, campaign or a_campaign(), told, **shown | more)


def shown(message: Message) -> str:
    """As people see it."""
    return render_text(message.body()["blocks"])


FAILED = Count("nonexistentNumber", None, 8)
BROKEN = Count("technicalError", None, 4)
CANCELED = Count("canceled", None, 3)
BY_ANNA = Count("canceled", ANNA, 120)


@pytest.mark.parametrize(
    ("counts", "headline"),
    [
        ((FAILED,), "*spring*: 8 call jobs: no such number"),
        ((FAILED, BROKEN), "*spring*: 12 call jobs failed"),
        ((CANCELED, Count("cancelledByUser", None, 2)), "*spring*: 5 call jobs were canceled"),
        ((FAILED, CANCELED), "*spring*: 11 call jobs failed or were canceled"),
        ((BY_ANNA,), f"*spring*: <@{ANNA}> canceled 120 call jobs."),
        ((Count("notDone", ANNA, 1),), "stopped the campaign with 1 call job undone."),
        ((Count("campaign.paused", None, 1), FAILED), "paused, and nobody here asked for it"),
    ],
)
def test_the_headline_is_the_news(counts: tuple[Count, ...], headline: str) -> None:
    assert headline in alert.incident(EN, facts(*counts), UTC_ZONE).text


def test_an_alert_carries_reasons_a_sample_and_the_usual() -> None:
    sample = (Affected("5665334669", "+7 •••-••-67", "nonexistentNumber"),)
    shares = Shares(30, 12, 30, 5, usual_failed=0.1)
    text = shown(alert.incident(EN, facts(FAILED, BROKEN, sample=sample, shares=shares), UTC_ZONE))
    assert "• 8 × no such number" in text
    assert "• +7 •••-••-67 — no such number — `#5665334669`" in text
    assert "40% of the last hour's call jobs failed; usually it is 10%." in text
    assert "[Pause now] [Snooze] [Mine] [Show the list]" in text


def test_what_is_usual_is_not_said_where_nobody_knows() -> None:
    text = shown(alert.incident(EN, facts(FAILED, shares=Shares(10, 5, 10, 0)), UTC_ZONE))
    assert "50% of the last hour's call jobs failed." in text
    nothing = shown(alert.incident(EN, facts(FAILED, shares=Shares(0, 0, 0, 0)), UTC_ZONE))
    assert "last hour" not in nothing


@pytest.mark.parametrize(
    ("reason", "campaign", "button"),
    [
        (CampaignReason.PAUSED, a_campaign("paused"), "[Resume]"),
        (CampaignReason.SILENT, a_campaign(), "[Pause now]"),
        (CampaignReason.REFUSED, a_campaign(disabled_reason="dead"), "[Give it a new token]"),
    ],
)
def test_the_cure_fits_what_happened(
    reason: CampaignReason, campaign: Campaign, button: str
) -> None:
    text = shown(alert.incident(EN, facts(Count(reason, None, 1), campaign=campaign), UTC_ZONE))
    assert button in text


def test_a_pause_that_has_ended_is_not_explained_any_more() -> None:
    paused = Count(CampaignReason.PAUSED, None, 1)
    still = facts(paused, campaign=a_campaign("paused"))
    assert "its minutes ran out" in shown(alert.incident(EN, still, UTC_ZONE))
    assert "its minutes ran out" not in shown(alert.incident(EN, facts(paused), UTC_ZONE))


def test_of_a_campaign_that_is_over_nothing_can_be_paused() -> None:
    over = facts(Count(CampaignReason.STOPPED, None, 1), campaign=a_campaign("finished"))
    assert "Pause" not in shown(alert.incident(EN, over, UTC_ZONE))


def test_a_note_is_one_line_without_buttons() -> None:
    assert "[" not in shown(alert.incident(EN, facts(BY_ANNA), UTC_ZONE))


def test_it_says_who_takes_care_and_why_it_came_late() -> None:
    text = shown(
        alert.incident(
            EN,
            facts(FAILED, taken_by=ANNA, held=Held.QUIET, muted_until=TEN + timedelta(hours=2)),
            UTC_ZONE,
        )
    )
    assert "takes care of it" in text
    assert "gathered during this channel's quiet hours" in text
    assert "muted until 12:00" in text
    assert "[Mine]" not in text


@pytest.mark.parametrize(
    ("count", "campaign", "resolved"),
    [
        (FAILED, a_campaign(), True),
        (Count(CampaignReason.PAUSED, None, 1), a_campaign("paused"), False),
        (Count(CampaignReason.PAUSED, None, 1), a_campaign(), True),
        (Count(CampaignReason.REFUSED, None, 1), a_campaign(disabled_reason="dead"), False),
        (Count(CampaignReason.FINISHED, None, 1), a_campaign("finished"), False),
        (Count(CampaignReason.CLOSING, None, 1), a_campaign(), False),
        (Count(CampaignReason.SILENT, None, 1), a_campaign(silence_at=TEN), False),
        (Count(CampaignReason.SILENT, None, 1), a_campaign(silence_at=TEN + MINUTE), True),
    ],
)
def test_only_what_is_over_is_called_resolved(
    count: Count, campaign: Campaign, resolved: bool
) -> None:
    closed = facts(count, campaign=campaign, closed_at=TEN + timedelta(minutes=34))
    text = shown(alert.incident(EN, closed, UTC_ZONE))
    assert ("resolved, after 34 min" in text) is resolved
    assert "[Snooze]" not in text


def test_a_thread_line_tells_what_is_fresh() -> None:
    listed = (Affected("5665334669", "+7 •••-••-67", "nonexistentNumber"),)
    text = shown(alert.thread_line(EN, ThreadLine(a_campaign(), (FAILED, BY_ANNA), listed, 7)))
    assert "8 × no such number\n" in text
    assert "canceled 120 call jobs." in text
    assert "and 7 more; `report spring file` gives them all as a file" in text


@pytest.mark.parametrize(
    ("resolved", "words"), [(True, "Resolved, after 34 min"), (False, "Nothing more")]
)
def test_the_last_line_ends_the_story(resolved: bool, words: str) -> None:
    line = ThreadLine(a_campaign(), lasted=timedelta(minutes=34), is_resolved=resolved)
    assert words in alert.thread_line(EN, line).text


def test_what_is_news_may_be_a_message_of_its_own_that_names_the_campaign() -> None:
    alone = ThreadLine(a_campaign(), (FAILED,), is_alone=True)
    assert "*spring*: 8 call jobs: no such number" in alert.thread_line(EN, alone).text
    over = ThreadLine(a_campaign(), lasted=timedelta(minutes=34), is_alone=True)
    assert alert.thread_line(EN, over).text.startswith("*spring*: :white_check_mark: Resolved")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (CampaignReason.CLOSING, "the calling hours end at 11:00 with 340 call jobs still planned"),
        (CampaignReason.SILENT, "nothing has finished since Mon 2 Mar, 11:00, and 340 call jobs"),
    ],
)
def test_a_suspicion_is_told_with_its_figures(reason: CampaignReason, words: str) -> None:
    suspicion = Suspicion(reason, "key", TEN + timedelta(hours=1), 340)
    told = alert.incident(EN, facts(Count(reason, None, 1), suspicions=(suspicion,)), UTC_ZONE)
    assert words in told.text
    assert "[Pause now] [Snooze] [Mine]" in shown(told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", list(CampaignReason))
def test_everything_that_may_happen_has_words(reason: CampaignReason, language: str) -> None:
    t = texts_for(language)
    assert alert.incident(t, facts(Count(reason, None, 1)), UTC_ZONE).body()["text"]


def test_the_longest_list_fits_into_a_message() -> None:
    jobs = tuple(
        Affected(f"56653346{number:020d}", "+7 •••-••-67", "cancelledByUser")
        for number in range(50)
    )
    message = alerts.listing(EN, a_campaign(), jobs, None)
    assert len(message.body()["blocks"]) == 3
    assert shown(message).count("`#") == 50


def test_a_name_that_means_mischief_stays_a_name() -> None:
    text = alert.incident(EN, facts(Count("<!channel>", None, 1)), UTC_ZONE).text
    assert "<!channel>" not in text
    assert "&lt;!channel&gt;" in text


def test_status_says_what_is_heard_and_what_cannot_be() -> None:
    here = ChannelAlerts(7, "C1", TEN, ("canceled",), TEN + timedelta(hours=1), 0)
    text = shown(alerts.status(EN, [AlertsView(a_campaign(), here, True)], UTC_ZONE))
    assert "of canceled" in text
    assert "Muted until Mon 2 Mar, 11:00." in text
    assert "Something is going on right now." in text
