"""How a digest's period differs from the one before it and from the same days of last week."""

from __future__ import annotations

from typing import NamedTuple

from bot.domain.digests import Comparison, Digest
from bot.texts import N_, Mrkdwn, Texts


class _Words(NamedTuple):
    more: str
    fewer: str
    same: str


_BEFORE = _Words(
    N_("▲ {count} more finished than in the period before ({other})"),
    N_("▼ {count} fewer finished than in the period before ({other})"),
    N_("As many finished as in the period before ({other})"),
)
_WEEK_AGO = _Words(
    N_("▲ {count} more finished than a week before ({other})"),
    N_("▼ {count} fewer finished than a week before ({other})"),
    N_("As many finished as a week before ({other})"),
)


def comparisons(t: Texts, digest: Digest) -> list[Mrkdwn]:
    """A line for each period that there is something to hold against."""
    held = ((digest.against_before, _BEFORE), (digest.against_week_ago, _WEEK_AGO))
    return [_line(t, against, words) for against, words in held if against is not None]


def _line(t: Texts, against: Comparison, words: _Words) -> Mrkdwn:
    change = against.delta.finished
    sentence = words.more if change > 0 else words.fewer if change < 0 else words.same
    line = t.md(sentence, count=t.number(abs(change)), other=t.number(against.other.finished))
    rate = _rate(t, against)
    return Mrkdwn(f"{line}, {rate}." if rate else f"{line}.")


def _rate(t: Texts, against: Comparison) -> str:
    """How the share of answers changed, in whole points."""
    if against.delta.answer_rate is None:
        return ""
    points = round(against.delta.answer_rate * 100)
    if points == 0:
        return t("answer rate as it was")
    up = t.n("answer rate up {count} point", "answer rate up {count} points", abs(points))
    down = t.n("answer rate down {count} point", "answer rate down {count} points", abs(points))
    return up if points > 0 else down
