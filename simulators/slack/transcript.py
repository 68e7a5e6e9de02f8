"""Everything that became visible, in order, so that a test can read what people saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from simulators.slack.changes import Changes
from simulators.slack.pace import Pace
from simulators.slack.shapes import Json


@dataclass(frozen=True)
class Entry:
    """One thing that became visible.

    ``kind``: message, edit, delete, ephemeral, ephemeral_edit, ephemeral_delete, modal_open,
    modal_update, modal_push, modal_close, modal_errors, home, file, reaction, trouble (what
    Slack itself shows when the app failed), room (joined, archived).
    ``user`` is the one who sees it alone, or who did it; ``text`` is what can be read.
    """

    number: int
    at: float
    kind: str
    text: str = ""
    user: str = ""
    channel: str = ""
    ts: str = ""
    data: Json = field(default_factory=dict)

    def __str__(self) -> str:
        place = " ".join(part for part in (self.channel, self.user, self.ts) if part)
        return f"{self.number} {self.kind} [{place}] {self.text}"


class Transcript:
    """The entries of one local Slack, oldest first."""

    def __init__(self, pace: Pace, changes: Changes) -> None:
        self._pace = pace
        self._changes = changes
        self.entries: list[Entry] = []

    def add(
        self,
        kind: str,
        text: str = "",
        *,
        user: str = "",
        channel: str = "",
        ts: str = "",
        data: Json | None = None,
    ) -> Entry:
        """Write down one entry and wake those who wait for it."""
        number = len(self.entries) + 1
        entry = Entry(number, self._pace.now(), kind, text, user, channel, ts, data or {})
        self.entries.append(entry)
        self._changes.announce(asdict(entry))
        return entry

    def of(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds."""
        return [entry for entry in self.entries if entry.kind in kinds]

    def since(self, number: int) -> list[Entry]:
        """The entries after the one with this number."""
        return self.entries[number:]

    def tail(self, count: int = 20) -> str:
        """The last entries as lines, for the message of a test that waited in vain."""
        return "\n".join(str(entry) for entry in self.entries[-count:]) or "(nothing visible yet)"

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __str__(self) -> str:
        return self.tail(len(self.entries))
