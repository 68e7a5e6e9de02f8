"""Incidents: one at a time for a campaign in a channel, kept between the steps and restarts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update

from bot.domain.incidents import Count, Event, Incident
from bot.store.schema import call_job, incident, post, transition
from bot.store.transaction import Transaction
from bot.store.types import Instant

GATHERING, OPEN, CLOSED = "gathering", "open", "closed"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


GOING_ON = select(incident.c.post_id).where(
    incident.c.campaign_id == bindparam("of_campaign"),
    incident.c.state != CLOSED,
    incident.c.post_id.is_not(None),
)
"""The query for the posts of all incidents of a campaign that a channel was told of."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An incident with where it is told.

    ``listed`` is the last transition that its thread has covered; ``held`` is why it gathers for
    longer than usual, a word of :class:`bot.domain.alerts.Held`.
    """

    id: int
    campaign_id: int
    channel_id: str
    incident: Incident
    state: str
    first_transition: int
    last_transition: int
    listed: int
    thread_lines: int
    held: str | None = None
    post_id: int | None = None
    taken_by: str | None = None
    closed_at: datetime | None = None


def _stored(row: Row[Any]) -> Stored:
    kept = row.counts
    told_at = kept.get("told_at")
    return Stored(
        id=row.id,
        campaign_id=row.campaign_id,
        channel_id=row.channel_id,
        incident=Incident(
            opened_at=row.opened_at,
            last_at=row.last_at,
            told=tuple(Count(*one) for one in kept["told"]),
            untold=tuple(Count(*one) for one in kept["untold"]),
            sample=tuple(Event(*one) for one in row.sample or ()),
            told_at=None if told_at is None else _EPOCH + told_at * _MILLISECOND,
            messages=kept["messages"],
        ),
        state=row.state,
        first_transition=row.first_transition,
        last_transition=row.last_transition,
        listed=kept["listed"],
        thread_lines=row.thread_lines,
        held=kept.get("held"),
        post_id=row.post_id,
        taken_by=row.taken_by,
        closed_at=row.closed_at,
    )


def _values(one: Stored, next_at: datetime | None) -> dict[str, Any]:
    what = one.incident
    told_at = None if what.told_at is None else (what.told_at - _EPOCH) // _MILLISECOND
    return {
        "campaign_id": one.campaign_id,
        "channel_id": one.channel_id,
        "kind": "note" if what.is_note else "alert",
        "state": one.state,
        "opened_at": what.opened_at,
        "last_at": what.last_at,
        "first_transition": one.first_transition,
        "last_transition": one.last_transition,
        "counts": {
            "told": [[count.reason, count.by, count.events] for count in what.told],
            "untold": [[count.reason, count.by, count.events] for count in what.untold],
            "told_at": told_at,
            "messages": what.messages,
            "listed": one.listed,
            "held": one.held,
        },
        "sample": [[event.reason, event.job_id, event.by] for event in what.sample],
        "thread_lines": one.thread_lines,
        "post_id": one.post_id,
        "closed_at": one.closed_at,
        "next_at": next_at,
    }


async def begin(tx: Transaction, one: Stored, next_at: datetime | None) -> int:
    """Store a new incident (its ``id`` is not looked at); the id it gets."""
    made = insert(incident).values(**_values(one, next_at)).returning(incident.c.id)
    return int((await tx.execute(made)).scalar_one())


async def keep(tx: Transaction, one: Stored, next_at: datetime | None) -> None:
    """Store what has become of an incident, and when it is due next. Who takes care of it stays."""
    where = incident.c.id == one.id
    await tx.execute(update(incident).where(where).values(**_values(one, next_at)))


async def _one(tx: Transaction, query: Select[Any]) -> Stored | None:
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else _stored(row)


async def by_id(tx: Transaction, incident_id: int) -> Stored | None:
    """The incident with that id."""
    return await _one(tx, select(incident).where(incident.c.id == incident_id))


def _going_on(campaign_id: int, channel_id: str) -> tuple[Any, ...]:
    return (
        incident.c.campaign_id == campaign_id,
        incident.c.channel_id == channel_id,
        incident.c.state.in_((GATHERING, OPEN)),
    )


async def going_on(tx: Transaction, campaign_id: int, channel_id: str) -> Stored | None:
    """The incident that a campaign has in a channel at present.

    Whoever changes it holds the campaign's place in the channel (:mod:`bot.store.alerts`).
    """
    query = select(incident).where(*_going_on(campaign_id, channel_id))
    return await _one(tx, query.order_by(incident.c.id.desc()).limit(1))


async def told(tx: Transaction, campaign_ids: Collection[int], limit: int) -> list[Stored]:
    """The incidents of these campaigns that go on and that a channel was told of, oldest first."""
    asked = {"of_campaigns": list(campaign_ids), "at_most": limit}
    return [_stored(row) for row in await tx.execute(_TOLD, asked)]


_TOLD = (
    select(incident)
    .where(
        incident.c.campaign_id.in_(bindparam("of_campaigns", expanding=True)),
        incident.c.state == OPEN,
        incident.c.kind == "alert",
    )
    .order_by(incident.c.opened_at, incident.c.id)
    .limit(bindparam("at_most"))
)


async def due(tx: Transaction, now: datetime) -> tuple[int, str] | None:
    """The campaign and the channel of the incident that has been due for longest."""
    query = (
        select(incident.c.campaign_id, incident.c.channel_id)
        .where(incident.c.next_at <= now)
        .order_by(incident.c.next_at)
        .limit(1)
    )
    row = (await tx.execute(query)).one_or_none()
    return None if row is None else (row.campaign_id, row.channel_id)


async def next_due(tx: Transaction) -> datetime | None:
    """When an incident is due next."""
    at: datetime | None = await tx.scalar(select(func.min(incident.c.next_at, type_=Instant)))
    return at


async def wake(tx: Transaction, campaign_id: int, channel_id: str, at: datetime) -> None:
    """Have the present incident looked at anew: the channel's wishes have changed."""
    where = _going_on(campaign_id, channel_id)
    await tx.execute(update(incident).where(*where).values(next_at=at))


async def end(tx: Transaction, campaign_id: int, channel_id: str, now: datetime) -> None:
    """End the present incident without a word: nobody wants to hear of it any more."""
    await tx.execute(
        update(incident)
        .where(*_going_on(campaign_id, channel_id))
        .values(state=CLOSED, closed_at=now, next_at=None)
    )


async def take(tx: Transaction, incident_id: int, user_id: str) -> bool:
    """Remember who takes care of it; false if they did already."""
    is_news = incident.c.taken_by.is_distinct_from(user_id)
    taken = update(incident).where(incident.c.id == incident_id, is_news).values(taken_by=user_id)
    return (await tx.execute(taken)).rowcount == 1


async def take_back(tx: Transaction, post_id: int) -> bool:
    """Drop a message that has not been sent yet; whether it had not."""
    dropped = await tx.execute(
        update(post)
        .where(post.c.id == post_id, post.c.state == "queued", post.c.message_ts.is_(None))
        .values(state="dropped", last_error="muted", next_at=None)
    )
    return dropped.rowcount == 1


async def affected(
    tx: Transaction,
    campaign_id: int,
    *,
    after: int,
    up_to: int,
    statuses: Collection[str],
    limit: int,
) -> list[tuple[int, str, str, str]]:
    """Call jobs that came to these statuses by nobody here: transition, id, phone, status."""
    joined = transition.join(
        call_job,
        (call_job.c.campaign_id == transition.c.campaign_id)
        & (call_job.c.job_id == transition.c.job_id),
    )
    query = (
        select(transition.c.id, transition.c.job_id, call_job.c.phone, transition.c.after)
        .select_from(joined)
        .where(
            transition.c.campaign_id == campaign_id,
            transition.c.id > after,
            transition.c.id <= up_to,
            transition.c.kind == "job",
            transition.c.actor.is_(None),
            transition.c.after.in_(statuses),
        )
        .order_by(transition.c.id)
        .limit(limit)
    )
    return [(row[0], row[1], row[2], row[3]) for row in await tx.execute(query)]


async def phones(tx: Transaction, campaign_id: int, job_ids: Collection[str]) -> dict[str, str]:
    """The numbers of a few call jobs."""
    query = select(call_job.c.job_id, call_job.c.phone).where(
        call_job.c.campaign_id == campaign_id, call_job.c.job_id.in_(job_ids)
    )
    return {row[0]: row[1] for row in await tx.execute(query)}
