"""When to speak of what went wrong, and in how many messages.

One incident at a time for a campaign in a channel; it lives in the database between the steps::

                  something notable          ALERT_GROUP_SECONDS over
    (no incident) ─────────────────► GATHERING ──────OPEN──────► TOLD ◄─┐
          ▲                            │    ▲                     │ │   │ UPDATE, in gaps
          │                            └────┘ more is counted     │ └───┘ that grow
          └──────────────────────CLOSE────────────────────────────┘
                            30 minutes in which nothing came

``OPEN`` posts a message; ``UPDATE`` edits it to all that has been counted and puts what is fresh
into its thread; ``CLOSE`` edits it a last time. The counts that messages tell as fresh add up to
exactly the events that were notable: none is lost, none told twice.

What people here did themselves (a cancel, an Undo, a stop) is a **note**: one line that names them,
``UPDATE`` edits it without a thread, ``CLOSE`` says nothing. When something goes wrong after it,
the note is closed first, for an edit would alarm nobody.

Unanswered calls are everyday: they count only while their share is unusual.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import outcomes
from bot.domain.outcomes import Outcome, Status
from bot.texts import N_, Texts


class CampaignReason(StrEnum):
    """What is notable about a campaign; about a call job it is a final status word."""

    PAUSED = "campaign.paused"
    RESUMED = "campaign.resumed"
    STOPPED = "campaign.stopped"
    FINISHED = "campaign.finished"
    DELETED = "campaign.deleted"
    REFUSED = "campaign.refused"
    SILENT = "campaign.silent"
    CLOSING = "campaign.closing"


LABELS: Final[dict[str, str]] = {
    CampaignReason.PAUSED: N_("paused, and nobody here asked for it"),
    CampaignReason.RESUMED: N_("resumed, and nobody here asked for it"),
    CampaignReason.STOPPED: N_("stopped, and nobody here asked for it"),
    CampaignReason.FINISHED: N_("finished"),
    CampaignReason.DELETED: N_("deleted in the platform"),
    CampaignReason.REFUSED: N_("the token stopped working"),
    CampaignReason.SILENT: N_("in progress, yet nothing finishes"),
    CampaignReason.CLOSING: N_("the calling hours end soon, with call jobs still planned"),
}

ALERT_STATUSES: Final = frozenset(
    status
    for status in outcomes.FINAL_STATUSES
    if outcomes.outcome_of(status) in {Outcome.FAILED, Outcome.CANCELED}
)

SAMPLE: Final = 5
LONGEST_GAP: Final = timedelta(minutes=5)
"""A long incident speaks every five minutes at most: a thread is to be read, not scrolled."""


@dataclass(frozen=True, slots=True)
class Event:
    """One notable thing: a call job's final status, or a :class:`CampaignReason`.

    ``by``: the id of the person here who led to it.
    """

    reason: str
    job_id: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many events there were of one reason, by one person here or (``None``) by nobody."""

    reason: str
    by: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Incident:
    """What is going on, and what has been said of it."""

    opened_at: datetime
    last_at: datetime
    told: tuple[Count, ...] = ()
    untold: tuple[Count, ...] = ()
    sample: tuple[Event, ...] = ()
    told_at: datetime | None = None
    messages: int = 0

    @property
    def counts(self) -> tuple[Count, ...]:
        """All that was counted so far, the most frequent first."""
        return _added(self.told, self.untold)

    @property
    def is_note(self) -> bool:
        """Whether it holds nothing but what people here did themselves."""
        return all(count.by is not None for count in (*self.told, *self.untold))


class Act(StrEnum):
    """What a step asks for."""

    NOTHING = "nothing"
    WAIT = "wait"
    OPEN = "open"
    UPDATE = "update"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and the incident to remember from here on (with ``CLOSE``: the one that ends).

    ``fresh``: what this message tells for the first time. ``wake_at``: when to step again though
    nothing comes. ``taken``: whether the events were taken in; if not, step again with them at
    once. ``everyday``: how many of them were not notable.
    """

    act: Act
    incident: Incident | None = None
    fresh: tuple[Count, ...] = ()
    wake_at: datetime | None = None
    taken: bool = True
    everyday: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """How one channel wants to hear of a campaign: ``group`` is ALERT_GROUP_SECONDS, ``statuses``
    the final statuses that are alerts there. What happens to the campaign itself always is."""

    group: timedelta
    statuses: frozenset[str] = ALERT_STATUSES
    quiet: timedelta = timedelta(minutes=30)


def step(
    incident: Incident | None,
    events: Sequence[Event],
    now: datetime,
    rules: Rules,
    unanswered: bool = False,
) -> Decision:
    """Take in a page of events (some thousands at most), and say what to do now.

    ``unanswered``: whether so many calls go unanswered that it is not everyday any more
    (:func:`bot.domain.silence.is_unusual`). Call it when events have come and at ``wake_at``; a
    late or needless call does no harm.
    """
    notable = _notable(events, rules, unanswered)
    if incident is not None and _is_over(incident, notable, now, rules):
        return _ending(incident, now, rules)
    everyday = len(events) - len(notable)
    if incident is None and not notable:
        return Decision(Act.NOTHING, everyday=everyday)
    grown = _grown(incident or Incident(now, now), notable, now)
    if grown.untold and now >= _due(grown, rules):
        return replace(_telling(grown, now, rules), everyday=everyday)
    return Decision(Act.WAIT, grown, wake_at=_due(grown, rules), everyday=everyday)


def as_of(incident: Incident, now: datetime) -> Incident:
    """The incident as a clock knows it that shows ``now``: what was written by a clock that was
    ahead, or has been set back since, did not happen later than now."""
    told_at = None if incident.told_at is None else min(incident.told_at, now)
    opened_at, last_at = min(incident.opened_at, now), min(incident.last_at, now)
    return replace(incident, opened_at=opened_at, last_at=last_at, told_at=told_at)


def _notable(events: Sequence[Event], rules: Rules, unanswered: bool) -> list[Event]:
    wanted = rules.statuses if unanswered else rules.statuses - {Status.NO_ANSWER}
    return [event for event in events if event.reason in wanted or event.reason in LABELS]


def _is_over(incident: Incident, notable: Sequence[Event], now: datetime, rules: Rules) -> bool:
    """Whether it went quiet, or is a note and something has gone wrong since."""
    if incident.is_note and incident.messages and any(event.by is None for event in notable):
        return True
    return not incident.untold and now >= incident.last_at + rules.quiet


def _ending(incident: Incident, now: datetime, rules: Rules) -> Decision:
    if incident.untold:
        return replace(_telling(incident, now, rules), taken=False)
    return Decision(Act.CLOSE, incident, taken=False)


def _grown(incident: Incident, notable: Sequence[Event], now: datetime) -> Incident:
    fresh = Counter((event.reason, event.by) for event in notable)
    untold = _added(incident.untold, (Count(*cause, n) for cause, n in fresh.items()))
    grown = replace(incident, untold=untold, sample=_sampled(incident.sample, notable))
    # What people do themselves keeps no incident open that is about something else.
    stirred = bool(notable) if grown.is_note else any(event.by is None for event in notable)
    return replace(grown, last_at=now) if stirred else grown


def _added(left: Iterable[Count], right: Iterable[Count]) -> tuple[Count, ...]:
    total: Counter[tuple[str, str | None]] = Counter()
    for count in (*left, *right):
        total[count.reason, count.by] += count.events
    return tuple(Count(reason, by, n) for (reason, by), n in total.most_common())


def _sampled(sample: tuple[Event, ...], notable: Iterable[Event]) -> tuple[Event, ...]:
    """A few call jobs to look at, of as many reasons as there are."""
    chosen = list(sample)
    for event in notable:
        if event.job_id is None or event.by is not None:
            continue
        if len(chosen) < SAMPLE:
            chosen.append(event)
        elif event.reason not in {kept.reason for kept in chosen}:
            _make_room(chosen)
            chosen.append(event)
    return tuple(chosen[:SAMPLE])


def _make_room(chosen: list[Event]) -> None:
    reason, often = Counter(kept.reason for kept in chosen).most_common(1)[0]
    if often > 1:
        chosen.remove(next(kept for kept in reversed(chosen) if kept.reason == reason))


def _due(incident: Incident, rules: Rules) -> datetime:
    """When the next thing is to be said: the first message, an update, or the end."""
    if incident.told_at is None:
        return incident.opened_at + rules.group
    if not incident.untold:
        return incident.last_at + rules.quiet
    gap = rules.group * (1 << min(incident.messages - 1, 16))
    return incident.told_at + max(rules.group, min(gap, LONGEST_GAP))


def _telling(incident: Incident, now: datetime, rules: Rules) -> Decision:
    told = replace(
        incident, told=incident.counts, untold=(), told_at=now, messages=incident.messages + 1
    )
    act = Act.UPDATE if incident.messages else Act.OPEN
    return Decision(act, told, incident.untold, _due(told, rules))


def label(t: Texts, reason: str) -> str:
    """A reason in the reader's words."""
    return t(LABELS[reason]) if reason in LABELS else outcomes.label(t, reason)
