"""Everything of a batch that is not simply well, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.batches import BatchState, ChunkState, Progress, Undone
from bot.domain.campaign_state import LABELS
from bot.texts import N_, Texts

_HALTS = {
    "token": N_("the host knows no campaign with its token any more"),
    "route": N_("the host has no way to add phones"),
    "forbidden": N_("the host forbids it"),
    "host": N_("its host may not be called"),
    "disconnected": N_("the campaign was disconnected"),
    "request": N_("the host does not take the request"),
    "undo": N_("the host did not let the call jobs be canceled"),
}


def details(t: Texts, shown: Progress) -> Sequence[str]:
    """A line for each thing that is not simply well."""
    lines = [*_not_sent(t, shown), *_refused(t, shown), *_doubtful(t, shown), *_undone(t, shown)]
    return [f"• {line}" for line in lines]


def _not_sent(t: Texts, shown: Progress) -> Sequence[str]:
    count = shown.in_chunks(ChunkState.HALTED)
    if shown.batch.state is BatchState.HALTED and shown.batch.halt_reason == "undo":
        return [t.md("The undo failed: {reason}.", reason=_reason(t, "undo"))]
    if not count:
        return []
    if shown.batch.halt_reason is None:
        return [t.md_n("{count} not sent.", "{count} not sent.", count)]
    return [
        t.md_n(
            "{count} not sent: {reason}.",
            "{count} not sent: {reason}.",
            count,
            reason=_reason(t, shown.batch.halt_reason),
        )
    ]


def _reason(t: Texts, reason: str) -> str:
    kind, _, word = reason.partition(":")
    if kind == "state":
        return t("the campaign is {state}", state=t(LABELS[word]) if word in LABELS else word)
    if kind == "refused":
        return t("the host refused all that was tried ({code})", code=word)
    return t(_HALTS.get(kind, kind))


def _refused(t: Texts, shown: Progress) -> Sequence[str]:
    if not shown.refused:
        return []
    return [
        t.md_n(
            "{count} number was refused by the host; the rest went on.",
            "{count} numbers were refused by the host; the rest went on.",
            shown.refused,
        )
    ]


def _doubtful(t: Texts, shown: Progress) -> Sequence[str]:
    lines = []
    if shown.host_is_away:
        lines.append(t.md("The host cannot be reached just now; Callboard keeps trying."))
    if unclear := shown.in_chunks(ChunkState.UNCLEAR):
        lines.append(
            t.md_n(
                "The answer for {count} number was lost; Callboard looks whether it arrived.",
                "The answer for {count} numbers was lost; Callboard looks whether they arrived.",
                unclear,
            )
        )
    if unknown := shown.in_chunks(ChunkState.UNKNOWN):
        lines.append(
            t.md_n(
                ":warning: unknown, {count} number: nobody can tell whether the host has it. "
                "Adopt it if it is there; send it if you are sure that it is not.",
                ":warning: unknown, {count} numbers: nobody can tell whether the host has them. "
                "Adopt them if they are there; send them if you are sure that they are not.",
                unknown,
            )
        )
    return lines


def _undone(t: Texts, shown: Progress) -> Sequence[str]:
    undone = Undone.of(shown.batch)
    if undone is None:
        return []
    parts = [t.n("{count} canceled", "{count} canceled", undone.canceled)]
    if undone.finished:
        parts.append(t.n("{count} was over", "{count} were over", undone.finished))
    if undone.running:
        parts.append(t.n("{count} call runs on", "{count} calls run on", undone.running))
    if undone.left:
        parts.append(t.n("{count} not canceled", "{count} not canceled", undone.left))
    return [t.md("Of its call jobs: {parts}.", parts=", ".join(parts))]
