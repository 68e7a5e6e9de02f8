"""A channel hears of what went wrong: once, soon, and not fifty thousand times."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from pydantic import TypeAdapter

from bot.domain import incidents, outcomes
from bot.domain.incidents import (
    Act,
    CampaignReason,
    Count,
    Decision,
    Event,
    Incident,
    Rules,
    step,
)
from bot.texts import texts_for

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
RULES = Rules(group=20 * SECOND)


def failed(count: int, reason: str = "nonexistentNumber", by: str | None = None) -> list[Event]:
    return [Event(reason, f"{reason}-{n}", by) for n in range(count)]


@dataclass
class Channel:
    """What a channel's incident has come to, and what was decided on the way."""

    rules: Rules = RULES
    incident: Incident | None = None
    said: list[Decision] = field(default_factory=list)

    def at(
        self, when: datetime, events: list[Event] | None = None, unanswered: bool = False
    ) -> Decision:
        decision = step(self.incident, events or [], when, self.rules, unanswered)
        self.incident = None if decision.act is Act.CLOSE else decision.incident
        if decision.act in {Act.OPEN, Act.UPDATE, Act.CLOSE}:
            self.said.append(decision)
        return decision

    @property
    def acts(self) -> list[Act]:
        return [decision.act for decision in self.said]


@pytest.fixture
def channel() -> Channel:
    return Channel()


def test_failures_gather_before_the_first_message(channel: Channel) -> None:
    assert channel.at(TEN, failed(3)).wake_at == TEN + 20 * SECOND
    assert channel.at(TEN + 10 * SECOND, failed(2)).act is Act.WAIT
    opened = channel.at(TEN + 20 * SECOND)
    assert opened.act is Act.OPEN
    assert opened.fresh == (Count("nonexistentNumber", None, 5),)
    assert opened.wake_at == TEN + 10 * SECOND + 30 * MINUTE


def test_what_comes_later_edits_the_message_and_goes_into_the_thread(channel: Channel) -> None:
    channel.at(TEN, failed(3))
    channel.at(TEN + 20 * SECOND)
    assert channel.at(TEN + 30 * SECOND, failed(4, "technicalError")).wake_at == TEN + 40 * SECOND
    update = channel.at(TEN + 40 * SECOND)
    assert update.act is Act.UPDATE
    assert update.fresh == (Count("technicalError", None, 4),)
    assert update.incident is not None
    assert update.incident.counts == (
        Count("technicalError", None, 4),
        Count("nonexistentNumber", None, 3),
    )


def test_fifty_thousand_failures_are_one_message(channel: Channel) -> None:
    for page in range(25):
        channel.at(TEN + page * 0.1 * SECOND, failed(2000))
    channel.at(TEN + 20 * SECOND)
    assert [decision.fresh for decision in channel.said] == [
        (Count("nonexistentNumber", None, 50_000),)
    ]


def test_a_stream_of_failures_is_told_in_gaps_that_grow_to_five_minutes(channel: Channel) -> None:
    for second in range(0, 3601, 10):
        channel.at(TEN + second * SECOND, failed(1))
    assert channel.acts[0] is Act.OPEN
    assert set(channel.acts[1:]) == {Act.UPDATE}
    assert len(channel.said) == 15
    spoken = [decision.incident for decision in channel.said if decision.incident]
    times = [incident.told_at for incident in spoken if incident.told_at]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps[:4] == [20 * SECOND, 40 * SECOND, 80 * SECOND, 160 * SECOND]
    assert set(gaps[4:]) == {5 * MINUTE}


def test_thirty_quiet_minutes_close_it_and_the_next_failure_is_another(channel: Channel) -> None:
    channel.at(TEN, failed(3))
    channel.at(TEN + 20 * SECOND)
    assert channel.at(TEN + 30 * MINUTE - SECOND).act is Act.WAIT
    closed = channel.at(TEN + 30 * MINUTE)
    assert closed.act is Act.CLOSE
    assert closed.incident is not None
    assert closed.incident.opened_at == TEN
    assert channel.at(TEN + 31 * MINUTE, failed(1)).act is Act.WAIT
    assert channel.at(TEN + 32 * MINUTE).fresh == (Count("nonexistentNumber", None, 1),)


def test_a_failure_after_a_long_sleep_of_the_bot_opens_a_new_incident(channel: Channel) -> None:
    channel.at(TEN, failed(3))
    channel.at(TEN + 20 * SECOND)
    late = channel.at(TEN + 120 * MINUTE, failed(2))
    assert (late.act, late.taken) == (Act.CLOSE, False)
    channel.at(TEN + 120 * MINUTE, failed(2))
    assert channel.at(TEN + 121 * MINUTE).fresh == (Count("nonexistentNumber", None, 2),)


def test_unanswered_calls_are_everyday(channel: Channel) -> None:
    decision = channel.at(TEN, failed(40, "noAnswer"))
    assert (decision.act, decision.everyday) == (Act.NOTHING, 40)
    channel.at(TEN, failed(1) + failed(9, "noAnswer"))
    assert channel.at(TEN + MINUTE).fresh == (Count("nonexistentNumber", None, 1),)


def test_unanswered_calls_count_while_their_share_is_unusual(channel: Channel) -> None:
    channel.at(TEN, failed(40, "noAnswer"), unanswered=True)
    assert channel.at(TEN + MINUTE).fresh == (Count("noAnswer", None, 40),)
    assert channel.at(TEN + 2 * MINUTE, failed(5, "noAnswer")).everyday == 5
    assert channel.at(TEN + 30 * MINUTE).act is Act.CLOSE


def test_a_channel_that_wants_only_canceled_hears_only_of_them() -> None:
    channel = Channel(Rules(20 * SECOND, outcomes.parse_outcomes("canceled")))
    assert channel.at(TEN, failed(4, "technicalError")).everyday == 4
    channel.at(TEN, failed(2, "canceled"))
    assert channel.at(TEN + MINUTE).fresh == (Count("canceled", None, 2),)


def test_successes_alarm_nobody(channel: Channel) -> None:
    assert channel.at(TEN, failed(9, "longCallWithResult")).act is Act.NOTHING


def test_a_cancel_made_here_is_one_line_that_names_who_did_it(channel: Channel) -> None:
    channel.at(TEN, failed(214, "canceled", by="U-ANNA"))
    opened = channel.at(TEN + MINUTE)
    assert opened.fresh == (Count("canceled", "U-ANNA", 214),)
    assert opened.incident is not None
    assert opened.incident.is_note
    assert opened.incident.sample == ()


def test_further_cancels_grow_the_note(channel: Channel) -> None:
    channel.at(TEN, failed(200, "canceled", by="U-ANNA"))
    channel.at(TEN + MINUTE)
    channel.at(TEN + 2 * MINUTE, failed(14, "canceled", by="U-ANNA"))
    assert channel.acts == [Act.OPEN, Act.UPDATE]
    assert channel.incident is not None
    assert channel.incident.is_note
    assert channel.incident.counts == (Count("canceled", "U-ANNA", 214),)


def test_a_note_never_hides_an_alarm_in_an_edit(channel: Channel) -> None:
    channel.at(TEN, failed(200, "canceled", by="U-ANNA"))
    channel.at(TEN + 20 * SECOND)
    channel.at(TEN + 21 * SECOND, failed(14, "canceled", by="U-ANNA"))
    bad = failed(3)
    assert channel.at(TEN + 22 * SECOND, bad).taken is False
    assert channel.at(TEN + 22 * SECOND, bad).act is Act.CLOSE
    assert channel.at(TEN + 22 * SECOND, bad).act is Act.WAIT
    channel.at(TEN + 42 * SECOND)
    assert channel.acts == [Act.OPEN, Act.UPDATE, Act.CLOSE, Act.OPEN]
    assert channel.said[1].fresh == (Count("canceled", "U-ANNA", 14),)
    assert channel.said[3].fresh == (Count("nonexistentNumber", None, 3),)


def test_what_people_do_keeps_no_alarm_open(channel: Channel) -> None:
    channel.at(TEN, failed(3))
    channel.at(TEN + 20 * SECOND)
    channel.at(TEN + 29 * MINUTE, failed(5, "canceled", by="U-ANNA"))
    assert channel.at(TEN + 30 * MINUTE).act is Act.CLOSE
    assert channel.said[1].fresh == (Count("canceled", "U-ANNA", 5),)


def test_the_sample_shows_a_few_call_jobs_of_each_reason(channel: Channel) -> None:
    channel.at(TEN, failed(9))
    channel.at(TEN, failed(4, "technicalError") + failed(2, "canceled"))
    assert channel.incident is not None
    sample = channel.incident.sample
    assert len(sample) == 5
    assert {event.reason for event in sample} == {
        "nonexistentNumber",
        "technicalError",
        "canceled",
    }


def test_a_campaign_paused_by_nobody_is_told_whatever_the_channel_chose() -> None:
    channel = Channel(Rules(20 * SECOND, frozenset()))
    channel.at(TEN, [Event(CampaignReason.PAUSED)])
    assert channel.at(TEN + MINUTE).fresh == (Count("campaign.paused", None, 1),)


def test_a_group_time_of_zero_speaks_at_once() -> None:
    channel = Channel(Rules(timedelta()))
    assert channel.at(TEN, failed(1)).act is Act.OPEN
    assert channel.at(TEN, failed(1)).act is Act.UPDATE


def test_nothing_of_nothing_is_nothing(channel: Channel) -> None:
    assert channel.at(TEN) == Decision(Act.NOTHING)


def test_an_incident_survives_a_restart_as_json(channel: Channel) -> None:
    channel.at(TEN, failed(3) + failed(2, "canceled", by="U-ANNA"))
    channel.at(TEN + MINUTE, failed(1))
    shelf = TypeAdapter(Incident)
    assert channel.incident is not None
    assert shelf.validate_json(shelf.dump_json(channel.incident)) == channel.incident


def test_every_reason_has_words() -> None:
    t = texts_for("en")
    assert set(incidents.LABELS) == set(CampaignReason)
    assert incidents.label(t, CampaignReason.REFUSED) == "the token stopped working"
    assert incidents.label(t, "noAnswer") == "no answer"
