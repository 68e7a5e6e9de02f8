"""What stands between the rows of a list and its preview: who is left out, and why.

A guard looks at each page of contacts before it is stored. It may leave contacts out, and it may
give others a narrower call policy; the preview counts what each guard removed. The pipeline is
empty but for the rule that nobody is added who still has an open call job: that one is applied to
the stored list as a whole (:mod:`bot.store.batch_rows`), because a person can switch it off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.domain.batches import Batch
from bot.domain.contacts import Contact
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
    """One rule. ``word`` is the reason it gives rows, ``label`` the message id that counts it."""

    word: str
    label: str

    async def judge(self, batch: Batch, page: Sequence[Contact]) -> Judged:
        """Who of a page goes on; every contact is either kept or removed."""


def labels(guards: Iterable[Guard]) -> dict[str, str]:
    """The message id for every reason that rows may be held for."""
    return {**{str(word): label for word, label in HELD_LABELS.items()}} | {
        guard.word: guard.label for guard in guards
    }
