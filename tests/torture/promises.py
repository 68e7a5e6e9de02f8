"""Holds the bot's books against those of its host and of Slack. A broken promise is a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.incidents import ALERT_STATUSES, LABELS
from simulators.slack import Message
from tests.torture.books import Books, CampaignBook
from tests.torture.people import List
from tests.torture.stage import Campaign, Stage

_SHOWN = 5
_TRIED = ("lists confirmed", "transitions", "alerts", "messages", "digests due", "controls")


@dataclass(slots=True)
class Verdict:
    """``figures`` for the account, of which those of ``must_not`` are to be 0; ``broken`` is empty
    if every promise was kept."""

    figures: Counter[str] = field(default_factory=Counter)
    must_not: dict[str, None] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def must_be_none(self, what: str, found: list[str]) -> None:
        """Count what must not be, and show some of it."""
        self.figures[what] += len(found)
        self.must_not[what] = None
        if found:
            shown = ", ".join(found[:_SHOWN])
            self.broken.append(f"{what}: {len(found)} ({shown}{', …' * (len(found) > _SHOWN)})")


def adding(verdict: Verdict, stage: Stage, books: Books, lists: list[List]) -> None:
    """Promise 1: a confirmed row becomes exactly one call job."""
    for one in stage.campaigns:
        ours, theirs = books.campaigns[one.name], one.host.books
        sent = set(ours.confirmed) - ours.unsettled
        verdict.figures["confirmed rows"] += len(ours.confirmed)
        verdict.figures["call jobs"] += sum(map(len, theirs.jobs.values()))
        verdict.figures["unknown rows"] += len(ours.unsettled)
        verdict.must_be_none("people dialled twice", list(theirs.dialled_twice()))
        verdict.must_be_none("people added twice", list(theirs.added_twice()))
        verdict.must_be_none("confirmed rows lost", theirs.lost(sorted(sent)))
        verdict.must_be_none("rows refused without a reason", ours.refused)
        strangers = [phone for phone in theirs.jobs if phone not in ours.confirmed]
        verdict.must_be_none("people added whom nobody confirmed", strangers)
        verdict.must_be_none("rows with somebody else's call job", list(_mismatched(ours, one)))
    acked = [one for one in lists if one.acked and not one.told_no]
    verdict.figures["lists offered"] += len(lists)
    verdict.figures["lists confirmed"] += len(acked)
    verdict.must_be_none("confirmed lists forgotten", list(_forgotten(acked, books)))


def _mismatched(ours: CampaignBook, one: Campaign) -> Iterator[str]:
    for phone, job_id in ours.confirmed.items():
        if phone not in ours.unsettled and job_id not in one.host.books.jobs.get(phone, ()):
            yield f"{phone} → {job_id}"


def _forgotten(acked: list[List], books: Books) -> Iterator[str]:
    for one in acked:
        missing = set(one.phones) - set(books.campaigns[one.campaign.name].confirmed)
        if missing:
            yield f"{len(missing)} of {len(one.phones)} of {one.campaign.name}"


def transitions(verdict: Verdict, stage: Stage, books: Books) -> None:
    """Promise 2: each is recorded once and reaches its channel."""
    for one in stage.campaigns:
        ours = books.campaigns[one.name]
        ledger = stage.calls.gateway.platform.campaigns[one.host.id].ledger
        ended = Counter((job.id, job.status) for job in ledger.finished)
        verdict.figures["transitions"] += ours.transitions.total()
        missing = [f"{one.name} {which}" for which in ended - ours.transitions]
        verdict.must_be_none("transitions not recorded", missing)
        doubled = [f"{one.name} {which}" for which in ours.transitions - ended]
        verdict.must_be_none("transitions recorded twice", doubled)
        due = Counter(after for _, after in ours.transitions.elements() if after in ALERT_STATUSES)
        due += Counter({reason: n for reason, n in ours.happened.items() if reason in LABELS})
        verdict.figures["alerts"] += due.total()
        untold = [f"{one.name}: {n} × {reason}" for reason, n in (due - ours.told).items()]
        verdict.must_be_none("transitions unposted", untold)
        twice = [f"{one.name}: {n} × {reason}" for reason, n in (ours.told - due).items()]
        verdict.must_be_none("transitions told twice", twice)


def posts(verdict: Verdict, stage: Stage, books: Books) -> None:
    """Promise 2 again: what was to be posted is there, once, and says the newest."""
    shown = Counter(_key(one) for one in _ours(stage))
    del shown[""]
    messages = {row.key: row for row in books.posts.values() if row.kind != "edit"}
    verdict.figures["messages"] += len(messages)
    verdict.figures["edits"] += len(stage.slack.called("chat.update"))
    doubled = [f"{key} × {n}" for key, n in shown.items() if n > 1]
    verdict.must_be_none("messages posted twice", doubled)
    absent = [
        f"{key} ({row.state}, {row.last_error})"
        for key, row in messages.items()
        if row.state != "dropped" and key not in shown
    ]
    verdict.must_be_none("messages that never came", absent)
    dropped = [
        f"{row.key} ({row.last_error})" for row in messages.values() if row.state == "dropped"
    ]
    verdict.must_be_none("messages dropped", dropped)
    verdict.must_be_none("messages nobody put down", [one for one in shown if one not in messages])
    failed = [
        f"{row.key} ({row.last_error})" for row in books.posts.values() if row.state == "failed"
    ]
    verdict.must_be_none("messages given up", failed)
    verdict.must_be_none("cards that do not say the last", list(_stale_cards(stage)))
    verdict.must_be_none("alerts that do not say the last", list(_stale_alerts(stage, books)))


def _ours(stage: Stage) -> list[Message]:
    channels = stage.slack.workspace.channels.values()
    bot = stage.slack.core.app.bot
    everybody = [
        one for channel in channels for one in stage.slack.core.messages.everybodys(channel)
    ]
    return [one for one in everybody if one.author is bot]


def _key(message: Message) -> str:
    payload = (message.metadata or {}).get("event_payload") or {}
    return str(payload.get("key", ""))


def _stale_cards(stage: Stage) -> Iterator[str]:
    for one in stage.campaigns:
        counts = Counter(one.host.counts)
        jobs = counts.total()
        # A host of the old generation cannot tell its state.
        state = "in progress" if one.tells_state else ""
        wanted = f", {jobs:,} of {jobs:,} call jobs finished" if jobs else ", 0 of 0"
        cards = [m for m in stage.slack.messages(one.channel) if _key(m).startswith("card:")]
        said = cards[-1].fallback if cards else "no card"
        if wanted not in said or state not in said:
            yield f"“{said}” in place of “{one.name}: {state}{wanted}”"


def _stale_alerts(stage: Stage, books: Books) -> Iterator[str]:
    by_key = {_key(one): one for one in _ours(stage)}
    keys = {row.id: row.key for row in books.posts.values()}
    for book in books.campaigns.values():
        for post_id, events in book.incident_posts.items():
            message = by_key.get(keys[post_id])
            if message is not None and f"{events:,}" not in message.text:
                yield f"{keys[post_id]} says “{message.text[:80]}” of {events}"


def digests(
    verdict: Verdict, due: dict[int, list[datetime]], perhaps: set[datetime], books: Books
) -> None:
    """Promise 3: once for each due time."""
    for schedule_id, instants in due.items():
        ran = Counter(at for at in books.runs.get(schedule_id, ()) if at not in perhaps)
        wanted = Counter(instants)
        verdict.figures["digests due"] += wanted.total()
        verdict.must_be_none("digests missing", [str(at) for at in wanted - ran])
        verdict.must_be_none("digests doubled", [str(at) for at in ran - wanted])
        keys = [f"digest:{schedule_id}:{at.isoformat()}" for at in instants]
        absent = [key for key in keys if key not in books.posts]
        verdict.must_be_none("digests that ran and were not put down", absent)


def controls(verdict: Verdict, books: Books) -> None:
    """Promise 4: all have an ending."""
    verdict.figures["controls"] += books.controls.total()
    without = [one for one in ("asked", "sending", "unclear") if books.controls[one]]
    verdict.must_be_none("controls without an ending", without)


def something_happened(verdict: Verdict, kills: int) -> None:
    """A day on which nobody was killed or nothing was added proves nothing."""
    tried = {"kills": kills} | {name: verdict.figures[name] for name in _TRIED}
    idle = [name for name, count in tried.items() if not count]
    verdict.must_be_none("things that did not happen at all", idle)


def processes(verdict: Verdict, stage: Stage) -> None:
    """Nothing ends by itself, and no log tells what is secret."""
    ended = [f"{seat.name}: {code}" for seat in stage.seats for code in seat.other_ends]
    verdict.must_be_none("processes that ended by themselves", ended)
    secrets = [one.host.token for one in stage.campaigns]
    phones = [phone for one in stage.campaigns for phone in list(one.host.books.jobs)[:200]]
    logs = {seat.name: seat.log.read_text(errors="replace") for seat in stage.seats}
    told = [name for name, log in logs.items() if any(one in log for one in secrets)]
    verdict.must_be_none("logs with a campaign's token", told)
    told = [name for name, log in logs.items() if any(one in log for one in phones)]
    verdict.must_be_none("logs with a full number", told)
