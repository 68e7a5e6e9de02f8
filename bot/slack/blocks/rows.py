"""Call jobs as people read them: masked, with their attempts and what the script wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, tzinfo
from typing import Any

from slackblocks import Block

from bot.domain import outcomes
from bot.domain.cells import shown
from bot.domain.outcomes import EMOJI
from bot.domain.phones import mask
from bot.domain.reports import Attempt, JobRow, Looked
from bot.slack.blocks.kit import actions, button, context, pages, plain, section
from bot.slack.blocks.words import bold, mention
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import JobsRef
from bot.texts import Mrkdwn, Texts, escape

# So many call jobs are shown with their attempts; more are a line each.
_IN_FULL = 8
_DATA_SHOWN = 6
_ATTEMPTS_SHOWN = 10


def job_rows(t: Texts, looked: Looked, zone: tzinfo) -> Message:
    """The call jobs that were asked for, as their host tells them now."""
    name = bold(looked.campaign.name)
    first = t.md_n(
        "{name}: {count} call job.", "{name}: {count} call jobs.", len(looked.rows), name=name
    )
    lines = [first, *unknown_lines(t, looked.unknown_jobs, looked.unknown_phones)]
    if not looked.rows:
        return plain(Mrkdwn(" ".join(lines)))
    ref = JobsRef(campaign=looked.campaign.id, jobs=tuple(row.job_id for row in looked.rows[:80]))
    blocks: list[Block] = [
        section("\n".join(lines)),
        *job_blocks(t, looked, zone),
        *_without_attempts(t, looked),
        *actions([button(t("Get the numbers"), Act.NUMBERS, ref)]),
    ]
    return Message(first, tuple(blocks))


def _without_attempts(t: Texts, looked: Looked) -> list[Block]:
    if looked.tells_attempts:
        return []
    return [context(t("This host does not tell single attempts."))]


def job_blocks(t: Texts, looked: Looked, zone: tzinfo) -> list[Block]:
    """The call jobs, a paragraph each while they are few."""
    if len(looked.rows) <= _IN_FULL:
        return [section("\n".join(_in_full(t, row, zone))) for row in looked.rows]
    return [section(page) for page in pages([_line(t, row) for row in looked.rows])]


def unknown_lines(t: Texts, jobs: Sequence[str], phones: Sequence[str]) -> list[Mrkdwn]:
    """What was asked for and is not in the campaign."""
    names = [*(f"#{one}" for one in jobs), *(mask(one) for one in phones)]
    if not names:
        return []
    return [t.md("Not in this campaign: {members}.", members=t.items(names))]


def job_names(t: Texts, jobs: Sequence[str], most: int = 20) -> str:
    """``#1, #2 and 3 more``"""
    names = [f"#{one}" for one in jobs[:most]]
    if more := len(jobs) - most:
        names += [t.n("{count} more", "{count} more", more)] if more > 0 else []
    return t.items(names)


def _in_full(t: Texts, row: JobRow, zone: tzinfo) -> list[str]:
    return [
        _line(t, row),
        *_times(t, row, zone),
        *(_attempt(t, one, row.phone, zone) for one in row.attempts[-_ATTEMPTS_SHOWN:]),
        *_written(row.report_data, row.phone),
    ]


def _line(t: Texts, row: JobRow) -> Mrkdwn:
    parts = [
        f"{EMOJI[outcomes.outcome_of(row.status)]} *#{escape(row.job_id)}*",
        escape(mask(row.phone)),
        escape(outcomes.label(t, row.status)),
    ]
    if row.talk_seconds:
        parts.append(escape(t.duration(timedelta(seconds=row.talk_seconds))))
    parts.append(t.md_n("{count} attempt", "{count} attempts", row.attempts_count))
    if row.canceled_by:
        parts.append(t.md("cancel asked by {who}", who=mention(row.canceled_by)))
    return Mrkdwn("  ·  ".join(parts))


def _times(t: Texts, row: JobRow, zone: tzinfo) -> list[Mrkdwn]:
    parts = []
    if row.created_at:
        parts.append(t("added {when}", when=t.moment(row.created_at, zone)))
    if row.finished_at:
        parts.append(t("finished {when}", when=t.moment(row.finished_at, zone)))
    return [escape(", ".join(parts))] if parts else []


def _attempt(t: Texts, one: Attempt, phone: str, zone: tzinfo) -> Mrkdwn:
    parts = [outcomes.label(t, one.status)]
    if one.started_at:
        parts.insert(0, t.moment(one.started_at, zone))
    if one.seconds:
        parts.append(t.duration(timedelta(seconds=one.seconds)))
    if one.result:
        parts.append(shown(one.result, of=phone))
    return escape(f"{one.number}. {' · '.join(parts)}")


def _written(data: dict[str, Any] | None, phone: str) -> list[Mrkdwn]:
    """The beginning of what the script wrote; scripts write numbers too, which stay masked."""
    if not data:
        return []
    pairs = [f"{shown(name)}: {shown(_text(value), of=phone)}" for name, value in data.items()]
    more = " …" if len(pairs) > _DATA_SHOWN else ""
    return [Mrkdwn(f"_{escape(' · '.join(pairs[:_DATA_SHOWN]))}{more}_")]


def _text(value: Any) -> str:
    return "–" if value is None else str(value)
