"""Whose call job is whose, when the answer of addPhones was lost or its order proves nothing.

Everywhere else call jobs are joined by their IDs. Here the phone has to do: as the host may have
normalised it, among the rows of one chunk (in which each number stands once), created not before
the request was sent, and of an ID that no batch has yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from bot.domain.lateness import CLOCKS_DIFFER

HOST_CLOCK_SLACK = timedelta(seconds=5)
"""A ``Date`` header is whole seconds, and old by the time that an answer takes."""

UNKNOWN_CLOCK_SLACK = timedelta(minutes=15)
"""The same where a host tells no time, so that our own clock has to serve."""

KEY_LIFE = timedelta(hours=23)
"""How long a host may be trusted to know a key: it is 24 hours where it was ever written down."""


def key_is_old(
    made_at: datetime | None,
    now: datetime,
    sending_at: datetime | None = None,
    host_now: datetime | None = None,
) -> bool:
    """Whether a host cannot be trusted to know a key any more.

    ``made_at`` and ``now`` are by our clock, ``sending_at`` and ``host_now`` by the host's, which
    decides where it is known: it is the host that forgets, and our clock may have been set since.
    A key from the future tells that ours was set back: its age is unknown, and counts as old.
    """
    if host_now is not None and sending_at is not None and sending_at <= host_now + CLOCKS_DIFFER:
        return host_now - sending_at >= KEY_LIFE
    return made_at is None or not -CLOCKS_DIFFER <= now - made_at < KEY_LIFE


class Found(Protocol):
    """What is needed of a report row."""

    @property
    def call_job_id(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def redial_number(self) -> int | None: ...


class Sent(Protocol):
    """What is needed of a row that was sent."""

    @property
    def position(self) -> int: ...
    @property
    def phone(self) -> str: ...


class Candidate(NamedTuple):
    """A call job that may belong to a row of the chunk."""

    position: int
    created_at: datetime
    job_id: str


def spellings(phone: str) -> tuple[str, ...]:
    """A phone of a report, and the other way in which Russian numbers are written."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 11 and digits[0] in "78":
        return digits, ("7" if digits[0] == "8" else "8") + digits[1:]
    return (digits,)


def position_of(phone: str, positions: Mapping[str, int]) -> int | None:
    """Where this phone of an answer stands among the phones that were sent."""
    return next((positions[one] for one in spellings(phone) if one in positions), None)


def candidates(rows: Sequence[Sent], found: Iterable[Found], since: datetime) -> list[Candidate]:
    """The call jobs created since that have a phone of these rows.

    What a script ordered as a redial was not added by anybody's request.
    """
    positions = {row.phone: row.position for row in rows}
    return [
        Candidate(position, job.created_at, job.call_job_id)
        for job in found
        if job.created_at >= since
        and not job.redial_number
        and (position := position_of(job.phone, positions)) is not None
    ]


def match(chosen: Iterable[Candidate], taken: Collection[str]) -> dict[int, str]:
    """The call job of each position: the earliest that no batch has."""
    matched: dict[int, str] = {}
    for one in sorted(set(chosen), key=lambda one: (one.created_at, one.job_id)):
        if one.job_id not in taken:
            matched.setdefault(one.position, one.job_id)
    return matched


def is_in_order(ids: Sequence[str], rows: Sequence[Sent], ends: Iterable[Found]) -> bool:
    """Whether the report of the first and the last ID shows the phones of the first and last row.

    What the report leaves out proves nothing, and counts as right.
    """
    expected = {ids[0]: rows[0].phone, ids[-1]: rows[-1].phone}
    return all(
        expected[job.call_job_id] in spellings(job.phone)
        for job in ends
        if job.call_job_id in expected
    )


def surplus(
    named: Sequence[Sent], same: Callable[[Sent], Hashable] = lambda row: row.phone[-10:]
) -> list[int]:
    """Of rows that the host takes for duplicates, the positions to leave out.

    The first of each number stays. Where none look alike, the last row named goes: the host's next
    answer then tells whether that was enough.
    """
    seen: set[Hashable] = set()
    later = []
    for row in sorted(named, key=lambda row: row.position):
        if same(row) in seen:
            later.append(row.position)
        seen.add(same(row))
    return later or [max(row.position for row in named)]
