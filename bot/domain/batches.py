"""Call batches: what one confirmation adds, from the first row read to its undo.

::

    batch   reading → draft → confirmed → sending → done | halted ⇄ sending
                        ├→ asked → confirmed | discarded   └→ undoing → undone
                        ├→ discarded
                        └→ expired             asked: a second person has to approve it
    row     ready → sent → canceled          held: it has an open call job, or a guard removed it
              └→ refused
    chunk   waiting → sending → sent         halted: not sent, and a person may go on with it
              ↑          ├→ waiting          the host refused a row, which was taken out
              └─ unclear ┴→ unknown          nobody can tell whether it was added
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.campaigns import Campaign
from bot.domain.rules import NO_RULES, Rules

CHUNK_ROWS = 1_000
"""Rows of one addPhones request at most."""

DRAFT_LIFE = timedelta(hours=24)
"""How long a preview may be confirmed: after a day nobody remembers what it showed."""


class BatchState(StrEnum):
    """Where a batch stands."""

    READING = "reading"
    DRAFT = "draft"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    SENDING = "sending"
    DONE = "done"
    HALTED = "halted"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISCARDED = "discarded"
    EXPIRED = "expired"


class ChunkState(StrEnum):
    """Where one addPhones request stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"
    HALTED = "halted"


class RowState(StrEnum):
    """What became of one contact of a batch."""

    READY = "ready"
    HELD = "held"
    SENT = "sent"
    REFUSED = "refused"
    CANCELED = "canceled"


class Source(StrEnum):
    """Which way a list came in."""

    COMMAND = "command"
    FORM = "form"
    MESSAGE = "message"
    FILE = "file"
    AGAIN = "again"


ON_THE_WAY = (ChunkState.WAITING, ChunkState.SENDING, ChunkState.UNCLEAR)
"""A batch is not done while a chunk of it is in one of these."""

BEFORE_HOST = (*ON_THE_WAY, ChunkState.UNKNOWN)
"""Chunks whose people may be called though no call job of theirs is known yet."""

UNDER_WAY = (BatchState.CONFIRMED, BatchState.SENDING)
SHOWN = (*UNDER_WAY, BatchState.DONE, BatchState.HALTED, BatchState.UNDOING, BatchState.UNDONE)
"""Batches that were confirmed, which is what a list of batches shows."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One row of the books.

    ``policy`` is in wire form and holds for the whole list; ``details`` is what else the list was
    read with; ``counts`` is a :class:`ListCounts` in JSON, and under ``undo`` an :class:`Undone`.
    """

    id: int
    campaign_id: int
    state: BatchState
    source: Source
    file_name: str | None
    channel_id: str | None
    thread_ts: str | None
    created_by: str
    created_at: datetime
    confirmed_by: str | None
    confirmed_at: datetime | None
    finished_at: datetime | None
    undone_by: str | None
    policy: Mapping[str, Any]
    counts: Mapping[str, Any]
    details: Mapping[str, Any]
    add_again: bool
    halt_reason: str | None
    receipt_post_id: int | None


@dataclass(frozen=True, slots=True)
class ListCounts:
    """What the reading of a list counted: bad rows by problem, contacts by warning."""

    total: int = 0
    duplicates: int = 0
    bad: Mapping[str, int] = field(default_factory=dict)
    warnings: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Batch) -> ListCounts:
        """The counts of a batch, as far as it was read."""
        names = cls.__slots__
        return cls(**{name: batch.counts[name] for name in names if name in batch.counts})

    @property
    def rejected(self) -> int:
        """Rows that are left out because they are wrong or came before."""
        return self.duplicates + sum(self.bad.values())


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo came to: call jobs canceled, over already, running at the time, still open."""

    canceled: int = 0
    finished: int = 0
    running: int = 0
    left: int = 0

    @classmethod
    def of(cls, batch: Batch) -> Undone | None:
        """The outcome of a batch's undo, once it is known."""
        counted = batch.counts.get("undo")
        return None if counted is None else cls(**counted)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be added, before anybody confirms it.

    ``held`` counts the contacts left out by reason: a word of :class:`bot.domain.guards.Held`, or
    a guard's; ``overridable`` those of them that an admin may let in,
    ``overridden`` the reasons that one has set aside. ``rules`` are the campaign's;
    ``guessed`` counts those whose zone is not certain, so that their calling hours are narrower.
    ``sample`` are masked numbers; ``columns`` tells that a file's columns can be put right;
    ``expected_end`` is when all would be called at the present pace.
    """

    batch: Batch
    campaign: Campaign
    counts: ListCounts
    ready: int
    held: Mapping[str, int]
    sample: tuple[str, ...] = ()
    columns: bool = False
    rules: Rules = NO_RULES
    guessed: int = 0
    overridable: Mapping[str, int] = field(default_factory=dict)
    overridden: frozenset[str] = frozenset()
    expected_end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a confirmed batch has got: its rows by state, and those of its chunks by state.

    ``host_is_away``: requests of it were put off several times because the host takes none.
    """

    batch: Batch
    campaign: Campaign | None
    rows: Mapping[str, int]
    chunks: Mapping[str, int]
    host_is_away: bool = False

    @property
    def added(self) -> int:
        """Rows that became call jobs, canceled since or not."""
        return self.rows.get(RowState.SENT, 0) + self.rows.get(RowState.CANCELED, 0)

    @property
    def cancelable(self) -> int:
        """Call jobs that an undo would try to cancel."""
        return self.rows.get(RowState.SENT, 0)

    @property
    def refused(self) -> int:
        """Rows that the host did not take."""
        return self.rows.get(RowState.REFUSED, 0)

    @property
    def total(self) -> int:
        """Rows that were confirmed."""
        return self.added + self.refused + self.rows.get(RowState.READY, 0)

    def in_chunks(self, *states: ChunkState) -> int:
        """Rows not settled yet, in chunks of these states."""
        return sum(self.chunks.get(state, 0) for state in states)

    @property
    def undoable(self) -> bool:
        """Whether Undo has anything to do."""
        waiting = self.in_chunks(*ON_THE_WAY)
        return self.batch.state in _UNDOABLE and bool(self.cancelable or waiting)


_UNDOABLE = (*UNDER_WAY, BatchState.DONE, BatchState.HALTED)
