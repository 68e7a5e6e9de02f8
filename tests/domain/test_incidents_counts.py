"""Whatever comes in whatever order, every notable event is told exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import outcomes
from bot.domain.incidents import SAMPLE, Act, Decision, Event, Incident, Rules, step

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
RULES = Rules(group=timedelta(seconds=20))

events = st.builds(
    Event,
    st.sampled_from([*sorted(outcomes.FINAL_STATUSES), "campaign.paused", "campaign.silent"]),
    st.none() | st.integers(0, 99).map(str),
    st.sampled_from([None, None, "U-ANNA", "U-BO"]),
)
looks = st.lists(
    st.tuples(
        st.timedeltas(timedelta(), timedelta(minutes=45)),
        st.lists(events, max_size=6),
        st.booleans(),
    ),
    max_size=15,
)
Looks = list[tuple[timedelta, list[Event], bool]]


def play(story: Looks) -> list[Decision]:
    """Every decision, with the bot awake at each wake-up and asleep at none."""
    now, incident, decisions = TEN, None, list[Decision]()
    for wait, batch, unanswered in story:
        incident = _run_until(now + wait, incident, decisions)
        now += wait
        incident = _take(batch, now, unanswered, incident, decisions)
    _run_until(now + timedelta(days=1), incident, decisions)
    return decisions


def _take(
    batch: list[Event],
    now: datetime,
    unanswered: bool,
    incident: Incident | None,
    decisions: list[Decision],
) -> Incident | None:
    while True:
        decision = step(incident, batch, now, RULES, unanswered)
        decisions.append(decision)
        incident = None if decision.act is Act.CLOSE else decision.incident
        if decision.taken:
            return incident


def _run_until(
    end: datetime, incident: Incident | None, decisions: list[Decision]
) -> Incident | None:
    wake_at = decisions[-1].wake_at if decisions else None
    while wake_at is not None and wake_at <= end:
        decision = step(incident, [], wake_at, RULES)
        decisions.append(decision)
        incident = None if decision.act is Act.CLOSE else decision.incident
        wake_at = decision.wake_at
    return incident


def tally(decisions: Iterable[Decision]) -> Counter[tuple[str, str | None]]:
    total: Counter[tuple[str, str | None]] = Counter()
    for decision in decisions:
        for count in decision.fresh:
            total[count.reason, count.by] += count.events
    return total


@settings(max_examples=200, deadline=None)
@given(looks)
def test_the_messages_add_up_to_the_events(story: Looks) -> None:
    decisions = play(story)
    everyday = sum(decision.everyday for decision in decisions)
    sent = Counter((event.reason, event.by) for _, batch, _ in story for event in batch)
    told = tally(decisions)
    assert told <= sent
    assert told.total() + everyday == sent.total()
    untold = sent - told
    quiet = {"longCallWithResult", "longCallWithNoResult", "noAnswer"}
    assert {reason for reason, _ in untold} <= quiet


@settings(max_examples=200, deadline=None)
@given(looks)
def test_an_incident_is_opened_then_updated_then_closed(story: Looks) -> None:
    acts = [decision.act for decision in play(story)]
    spoken = [act for act in acts if act not in {Act.NOTHING, Act.WAIT}]
    open_now = False
    for act in spoken:
        assert open_now == (act is not Act.OPEN)
        open_now = act is not Act.CLOSE
    assert not open_now


@settings(max_examples=200, deadline=None)
@given(looks)
def test_a_message_tells_something_and_an_alarm_is_never_told_by_an_edited_note(
    story: Looks,
) -> None:
    was_note = False
    for decision in play(story):
        if decision.act in {Act.OPEN, Act.UPDATE}:
            assert decision.fresh
            assert decision.incident is not None
            assert len(decision.incident.sample) <= SAMPLE
            assert not (decision.act is Act.UPDATE and was_note != decision.incident.is_note)
            was_note = decision.incident.is_note
