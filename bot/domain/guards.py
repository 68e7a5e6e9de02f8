"""What stands between the rows of a list and its preview: who is left out, and why.

A guard looks at each page of contacts before it is stored. It may leave contacts out, and it may
give others a narrower call policy; the preview counts what each guard removed. Some rules
are applied to the stored list as a whole instead: that nobody is added who still has an open call
job (:mod:`bot.store.holding`), because a person can switch it off, and how many call jobs there may
be (:mod:`bot.store.limits`), because it hangs on who else is left.

An admin may override a rule of the campaign's for one list; opt-outs nobody overrides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from bot.domain.batches import Batch
from bot.domain.contacts import Contact
from bot.domain.limits import LIMIT_LABELS, Limited
from bot.domain.narrowing import Closed
from bot.texts import N_


class Held(StrEnum):
    """Why a good contact is not added unless somebody insists."""

    OPEN_JOB = "open_job"
    BEING_ADDED = "being_added"


HELD_LABELS = {
    Held.OPEN_JOB: N_("still to be called here"),
    Held.BEING_ADDED: N_("just being added by another batch"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A page after the guards: who goes on, and who was removed by position with the reason."""

    kept: Sequence[Contact]
    removed: Mapping[int, str] = field(default_factory=dict)


class Guard(Protocol):
    """One rule. ``reasons`` are the message ids for the words that it gives rows."""

    @property
    def reasons(self) -> Mapping[str, str]:
        """A message id by word."""

    async def judge(self, batch: Batch, page: Sequence[Contact]) -> Judged:
        """Who of a page goes on; every contact is either kept or removed."""


def labels(guards: Iterable[Guard]) -> dict[str, str]:
    """The message id for every reason that rows may be held for."""
    every: list[Mapping[Any, str]] = [
        HELD_LABELS,
        LIMIT_LABELS,
        *(guard.reasons for guard in guards),
    ]
    return {str(word): label for reasons in every for word, label in reasons.items()}


OVERRIDABLE = frozenset(str(word) for words in (Limited, Closed) for word in words)
"""The reasons that an admin may set aside for one list."""


def overridden(batch: Batch) -> frozenset[str]:
    """The reasons that were set aside for this list."""
    return frozenset(batch.details.get("overridden") or ())
