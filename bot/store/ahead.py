"""Instants that lie further ahead than they can, brought back.

All that waits says in the database until when, by the clock of whoever wrote it. When a clock is
set back by an hour, or was ahead and is put right, all that would wait until it has caught up. But
each kind of work has a longest wait: what lies further ahead was written by another clock, and is
due now. A lease is cut to its full length and no more, because its holder may live, with a request
under way.

What people ordered for a time (digests, timed resumes, mutes, expiries) is not judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, exists, func, literal, or_, select, update

from bot.domain.approvals import LIFE, ApprovalState
from bot.domain.batches import BatchState, ChunkState
from bot.domain.lateness import CLOCKS_DIFFER, LONGEST_ASKED
from bot.domain.recovery import KEY_LIFE
from bot.store.schema import (
    approval_request,
    batch,
    campaign,
    chunk,
    control_request,
    heartbeat,
    incident,
    post,
    schedule,
    send_budget,
)
from bot.store.statements import skip_locked
from bot.store.transaction import Transaction
from bot.store.types import Instant

PAGE = 1_000

# Above what Slack's paces let a budget run ahead.
_PACED = timedelta(minutes=2)
# So far back a message is looked for whose time of sending nobody knows.
_LOOK_BACK = timedelta(days=1)

# What a campaign's looks have written down that has happened.
_SEEN = ("looked_at", "swept_at", "state_at", "state_since", "silence_at")


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest that work waits by itself: ``look`` for the next look at a campaign, by its state
    word (the empty word for all others); ``retry`` for what failed; ``settle`` for a lost request.
    The rest are the lengths of the leases."""

    look: Mapping[str, timedelta]
    retry: timedelta
    settle: timedelta
    lease: timedelta
    chunk_lease: timedelta
    undo_lease: timedelta
    post_lease: timedelta
    resume_lease: timedelta


@dataclass(frozen=True, slots=True)
class Impossible:
    """Rows of a table that no right clock has written, and what is put right in them."""

    table: Table
    rows: ColumnElement[bool]
    values: Mapping[str, Any]


def impossible(now: datetime, longest: Longest) -> list[Impossible]:
    """All that can be found, in the order in which it is to be put right."""
    return [
        *_posts(now, longest),
        _budgets(now),
        *_campaigns(now, longest),
        *_chunks(now, longest),
        *_undoings(now, longest),
        *_requests(now, longest),
        *_approvals(now, longest),
        *_resumes(now, longest),
        _incidents(now),
        _is_ahead(heartbeat, "at", now),
    ]


async def any_of(tx: Transaction, one: Impossible) -> bool:
    """Whether there are such rows: an index tells, so it costs next to nothing."""
    return await tx.scalar(select(*one.table.primary_key).where(one.rows).limit(1)) is not None


async def put_right(tx: Transaction, one: Impossible) -> int:
    """Put a page of such rows right; how many. Rows that somebody holds are left to the next time:
    their holder is about to write them, by the clock as it is."""
    (key,) = one.table.primary_key
    found = skip_locked(select(key).where(one.rows).limit(PAGE))
    keys = (await tx.scalars(found)).all()
    if not keys:
        return 0
    changed = await tx.execute(
        update(one.table).where(key.in_(keys), one.rows).values(**one.values)
    )
    return changed.rowcount


def _beyond(
    column: ColumnElement[datetime], now: datetime, wait: timedelta = timedelta()
) -> ColumnElement[bool]:
    return column > literal(now + wait + CLOCKS_DIFFER, Instant)


def _at_most(column: ColumnElement[datetime], now: datetime) -> ColumnElement[datetime]:
    """What happened did not happen later than now."""
    return case((column > literal(now, Instant), literal(now, Instant)), else_=column)


def _is_ahead(table: Table, name: str, now: datetime) -> Impossible:
    return Impossible(table, _beyond(table.c[name], now), {name: now})


def _lease(table: Table, rows: ColumnElement[bool], now: datetime, length: timedelta) -> Impossible:
    """Leases longer than they are given."""
    beyond = _beyond(table.c.lease_until, now, length)
    return Impossible(table, and_(rows, beyond), {"lease_until": now + length})


def _posts(now: datetime, longest: Longest) -> list[Impossible]:
    at, unclear = post.c.next_at, post.c.state == "unclear"
    waits = post.c.state.in_(("queued", "unclear")) & post.c.lease_until.is_(None)
    untried = (post.c.state == "queued") & (post.c.attempts == 0) & post.c.last_error.is_(None)
    asked = func.coalesce(post.c.last_error, "") == "ratelimited"
    sent_ahead = _beyond(post.c.sending_at, now)
    rows = waits & or_(
        untried & _beyond(at, now),
        sent_ahead & _beyond(at, now),
        ~asked & _beyond(at, now, longest.retry),
        _beyond(at, now, LONGEST_ASKED),
    )
    since = literal(now - _LOOK_BACK, Instant)
    sending_at = case((sent_ahead, since), else_=post.c.sending_at)
    # A request that was lost just now may be under way for a moment.
    due = case((unclear, literal(now + CLOCKS_DIFFER, Instant)), else_=literal(now, Instant))
    held = _lease(post, post.c.state.in_(("sending", "unclear")), now, longest.post_lease)
    return [
        Impossible(post, and_(rows, _beyond(at, now)), _both(due, sending_at)),
        Impossible(post, held.rows, {**held.values, "sending_at": sending_at}),
    ]


def _both(next_at: ColumnElement[datetime], sending_at: ColumnElement[datetime]) -> dict[str, Any]:
    return {"next_at": next_at, "sending_at": sending_at}


def _budgets(now: datetime) -> Impossible:
    """Paces, and holds that Slack asked for as far as a post shows it."""
    asked = exists().where(
        post.c.state.in_(("queued", "unclear")),
        post.c.last_error == "ratelimited",
        post.c.next_at > literal(now + _PACED, Instant),
    )
    at = send_budget.c.next_at
    rows = or_(_beyond(at, now, LONGEST_ASKED), _beyond(at, now, _PACED) & ~asked)
    return Impossible(send_budget, and_(_beyond(at, now, _PACED), rows), {"next_at": now})


def _campaigns(now: datetime, longest: Longest) -> list[Impossible]:
    at = campaign.c.next_at
    looked_ahead = _beyond(campaign.c.looked_at, now)
    well, word = campaign.c.attempts == 0, campaign.c.state_word
    by_word = [
        and_(word == known, _beyond(at, now, wait)) for known, wait in longest.look.items() if known
    ]
    others = or_(word.is_(None), word.not_in([known for known in longest.look if known]))
    rows = or_(
        looked_ahead,
        _beyond(at, now, max(LONGEST_ASKED, *longest.look.values())),
        and_(well, or_(*by_word, others & _beyond(at, now, longest.look[""]))),
    )
    seen = {name: _at_most(campaign.c[name], now) for name in _SEEN}
    due = {"next_at": _at_most(at, now)}
    watched = campaign.c.disconnected_at.is_(None)
    return [
        Impossible(campaign, and_(watched, rows), {**due, **seen}),
        _lease(campaign, watched, now, longest.lease),
    ]


def _chunks(now: datetime, longest: Longest) -> list[Impossible]:
    at, state = chunk.c.next_at, chunk.c.state
    waiting, unclear, sending = (
        state == str(one) for one in (ChunkState.WAITING, ChunkState.UNCLEAR, ChunkState.SENDING)
    )
    free, well = chunk.c.lease_until.is_(None), chunk.c.last_error.is_(None)
    asked = func.coalesce(chunk.c.last_error, "").in_(("RateLimited", "HostDown"))
    lost_ahead, made_ahead = (
        _beyond(chunk.c.unclear_at, now),
        _beyond(chunk.c.key_made_at, now),
    )
    rows = or_(
        waiting & well & _beyond(at, now),
        waiting & ~asked & _beyond(at, now, longest.retry),
        unclear & ~asked & _beyond(at, now, max(longest.settle, longest.retry)),
        unclear & well & _beyond(at, now, longest.settle),
        _beyond(at, now, max(LONGEST_ASKED, longest.settle)),
    )
    on_the_way = state.in_([str(ChunkState.WAITING), str(ChunkState.UNCLEAR)])
    past = {
        "unclear_at": _at_most(chunk.c.unclear_at, now),
        # Nobody knows how old the key is, unless the host's clock tells.
        "key_made_at": case(
            (made_ahead, literal(now - KEY_LIFE, Instant)), else_=chunk.c.key_made_at
        ),
    }
    until = now + longest.chunk_lease
    held = _lease(chunk, or_(sending, unclear), now, longest.chunk_lease)
    return [
        Impossible(chunk, and_(on_the_way, free, or_(rows, lost_ahead)), {"next_at": now, **past}),
        Impossible(chunk, held.rows, {**held.values, "next_at": until, **past}),
    ]


def _undoings(now: datetime, longest: Longest) -> list[Impossible]:
    undoing, at = batch.c.state == str(BatchState.UNDOING), batch.c.next_at
    free = batch.c.lease_until.is_(None) & _beyond(at, now, LONGEST_ASKED)
    held = _lease(batch, undoing, now, longest.undo_lease)
    return [
        Impossible(batch, and_(undoing, free), {"next_at": now}),
        Impossible(batch, held.rows, {**held.values, "next_at": now + longest.undo_lease}),
    ]


def _requests(now: datetime, longest: Longest) -> list[Impossible]:
    at, open_ = control_request.c.next_at, control_request.c.next_at.is_not(None)
    untried = control_request.c.attempts == 0
    rows = or_(
        untried & _beyond(at, now, longest.settle),
        _beyond(at, now, max(longest.settle, longest.retry)),
    )
    return [
        Impossible(control_request, and_(rows, _beyond(at, now)), {"next_at": now}),
        _lease(control_request, open_, now, longest.lease),
    ]


def _approvals(now: datetime, longest: Longest) -> list[Impossible]:
    at, state = approval_request.c.next_at, approval_request.c.state
    asked, approved = (state == str(one) for one in (ApprovalState.ASKED, ApprovalState.APPROVED))
    whole = {"next_at": now + LIFE, "expires_at": now + LIFE}
    return [
        Impossible(approval_request, asked & _beyond(at, now, LIFE), whole),
        Impossible(approval_request, approved & _beyond(at, now), {"next_at": now}),
        _lease(approval_request, at.is_not(None), now, longest.lease),
    ]


def _resumes(now: datetime, longest: Longest) -> list[Impossible]:
    """Timed resumes that were begun, or have failed; the times that people ordered stay."""
    resume = (schedule.c.kind == "resume") & schedule.c.off_at.is_(None)
    free = schedule.c.lease_until.is_(None) & (schedule.c.attempts > 0)
    held = _lease(schedule, resume, now, longest.resume_lease)
    failed = resume & free & _beyond(schedule.c.next_at, now, longest.retry)
    return [
        Impossible(schedule, failed, {"next_at": now}),
        Impossible(schedule, held.rows, {**held.values, "next_at": now + longest.resume_lease}),
    ]


def _incidents(now: datetime) -> Impossible:
    """Incidents that grew after now; a step looks when they are really due, and a mute is kept."""
    grew = _beyond(incident.c.last_at, now)
    rows = and_(grew, _beyond(incident.c.next_at, now))
    return Impossible(incident, rows, {"next_at": now})
