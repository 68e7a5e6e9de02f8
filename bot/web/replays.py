"""Remembers what was served, so that a recorded request cannot be sent again."""

from __future__ import annotations

from enum import StrEnum

from bot.clock import Clock
from bot.web.signature import MAX_AGE


class Seen(StrEnum):
    """What is known of a signature."""

    NEVER = "never"
    IN_WORK = "in work"
    SERVED = "served"


class Replays:
    """Signatures of the last minutes; only valid ones are kept, so strangers cannot fill it.

    A request may be dated five minutes ahead, so each is remembered for ten. The memory is one
    process's own: what must not happen twice over processes and restarts is deduped by its rows.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._served: dict[str, bool] = {}
        self._since: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._served)

    def begin(self, signature: str) -> Seen:
        """Claim the signature; it is ours to serve if it was seen ``NEVER``."""
        self._forget_old()
        served = self._served.get(signature)
        if served is None:
            self._served[signature] = False
            self._since[signature] = self._clock.monotonic()
            return Seen.NEVER
        return Seen.SERVED if served else Seen.IN_WORK

    def end(self, signature: str, *, served: bool) -> None:
        """It was served, or it failed and may come again."""
        if served:
            self._served[signature] = True
        else:
            self._drop(signature)

    def _forget_old(self) -> None:
        oldest = self._clock.monotonic() - 2 * MAX_AGE
        while self._since:
            signature, since = next(iter(self._since.items()))
            if since > oldest:
                return
            self._drop(signature)

    def _drop(self, signature: str) -> None:
        self._served.pop(signature, None)
        self._since.pop(signature, None)
