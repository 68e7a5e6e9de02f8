"""Digests: the news with figures first, what it is held against, charts, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from slackblocks import Block, Element

from bot.domain.campaign_state import Word, label
from bot.domain.digests import Digest, Part
from bot.domain.outcomes import Outcome, Status
from bot.domain.periods import Step, timeline
from bot.domain.summary import Summary, funnel
from bot.slack.blocks import charts
from bot.slack.blocks.comparing import comparisons
from bot.slack.blocks.kit import actions, context, plain, run_button, section
from bot.slack.blocks.words import bold
from bot.slack.message import Message
from bot.texts import N_, Mrkdwn, Texts

_LISTED = 20
_BUTTONS = 5
_COUNTS = {Outcome.FAILED: N_("{count} failed"), Outcome.CANCELED: N_("{count} canceled")}


def digest(t: Texts, digest: Digest, zone: tzinfo) -> Message:
    """The message: one line where nothing is new."""
    if not digest.news:
        return plain(Mrkdwn(" ".join([_nothing_new(t, digest, zone), *_late(t, digest, zone)])))
    blocks: list[Block] = [
        section(Mrkdwn("\n".join(_news(t, digest, zone)))),
        *_pictures(t, digest, zone),
        context(*_small_print(t, digest, zone)),
        *actions(_next_steps(t, digest)),
    ]
    return Message(_headline(t, digest, zone, _names(t, digest.parts)), tuple(blocks))


def figures(t: Texts, summary: Summary, added: int = 0) -> str:
    """What became of those that finished, the share of answers with its denominator."""
    parts = [_answered(t, summary)]
    for outcome, words in _COUNTS.items():
        if count := summary.count(outcome):
            parts.append(t(words, count=t.number(count)))
    if added:
        parts.append(t("{count} added", count=t.number(added)))
    return ", ".join(parts)


def _answered(t: Texts, summary: Summary) -> str:
    reached = t.number(summary.reached)
    if summary.answer_rate is None:
        return t("{count} answered", count=reached)
    return t(
        "{count} answered ({share} of {called} called)",
        count=reached,
        share=t.percent(summary.answer_rate),
        called=t.number(summary.called),
    )


def _headline(t: Texts, digest: Digest, zone: tzinfo, what: str) -> Mrkdwn:
    return t.md(
        "{what}: {count} finished since {when}: {figures}.",
        what=what,
        count=t.number(digest.summary.finished),
        when=t.moment(digest.order.since, zone),
        figures=figures(t, digest.summary, digest.added),
    )


def _names(t: Texts, parts: Sequence[Part]) -> str:
    if len(parts) == 1:
        return parts[0].facts.campaign.name
    return t.n("{count} campaign", "{count} campaigns", len(parts))


def _news(t: Texts, digest: Digest, zone: tzinfo) -> list[str]:
    strong = bold(_names(t, digest.parts))
    return [
        _headline(t, digest, zone, strong),
        *_late(t, digest, zone),
        *comparisons(t, digest),
        *_campaigns(t, digest, zone),
    ]


def _campaigns(t: Texts, digest: Digest, zone: tzinfo) -> list[str]:
    """What is left to do; of several campaigns, a line each."""
    if len(digest.parts) == 1:
        return [_left(t, digest.parts[0], zone)]
    lines: list[str] = [
        t.md(
            "• {name}: {count} finished, {figures}; {open} open",
            name=bold(part.facts.campaign.name),
            count=t.number(part.summary.finished),
            figures=figures(t, part.summary, part.added),
            open=t.number(part.facts.summary.open),
        )
        for part in digest.news[:_LISTED]
    ]
    if more := digest.news[_LISTED:]:
        lines.append(t.md_n("• {count} more campaign", "• {count} more campaigns", len(more)))
    if digest.quiet:
        names = [part.facts.campaign.name for part in digest.quiet[:_LISTED]]
        lines.append(t.md("Nothing new in {names}.", names=t.items(names)))
    return lines


def _left(t: Texts, part: Part, zone: tzinfo) -> Mrkdwn:
    facts = part.facts
    line = t.md(
        "{state}: {open} of {jobs} call jobs open.",
        state=label(t, facts.campaign.state).capitalize(),
        open=t.number(facts.summary.open),
        jobs=t.number(facts.summary.jobs),
    )
    ends = facts.expected_end
    if facts.campaign.state.says(Word.IN_PROGRESS) and facts.summary.open and ends:
        line = Mrkdwn(f"{line} {t.md('Done about {when}.', when=t.moment(ends, zone))}")
    return line


def _nothing_new(t: Texts, digest: Digest, zone: tzinfo) -> Mrkdwn:
    return t.md(
        "{what}: nothing new since {when}; {open} call jobs open.",
        what=bold(_names(t, digest.parts)),
        when=t.moment(digest.order.since, zone),
        open=t.number(sum(part.facts.summary.open for part in digest.parts)),
    )


def _late(t: Texts, digest: Digest, zone: tzinfo) -> list[Mrkdwn]:
    order = digest.order
    if order.late_since is None:
        return []
    when = t.moment(order.late_since, zone)
    if order.missed == 1:
        return [t.md(":hourglass: Late: it was due {when}; Callboard was away.", when=when)]
    late = t.md_n(
        ":hourglass: Late: {count} digest was due since {when}; this stands for it.",
        ":hourglass: Late: {count} digests were due since {when}; this one stands for them all.",
        order.missed,
        when=when,
    )
    return [late]


def _pictures(t: Texts, digest: Digest, zone: tzinfo) -> list[Block]:
    """Two charts, and the lines that say the same to whoever does not see them."""
    if not digest.summary.finished:
        return []
    steps, times = funnel(digest.summary), _over_time(digest, zone)
    return [
        *charts.funnel_bars(t, steps),
        *charts.timeline_lines(t, times, zone),
        context(charts.funnel_words(t, steps), charts.timeline_words(t, times, zone)),
    ]


def _over_time(digest: Digest, zone: tzinfo) -> tuple[Step, ...]:
    return timeline(digest.counts, zone, finest=digest.finest)


def _small_print(t: Texts, digest: Digest, zone: tzinfo) -> list[str]:
    looks = [part.facts.as_of for part in digest.parts if part.facts.as_of]
    parts = [t("as of {time}", time=t.time(min(looks), zone))] if looks else []
    if not all(part.facts.covers_all for part in digest.parts):
        parts.append(t("counts cover the call jobs added here"))
    return [" · ".join(parts) or t("not looked at yet")]


def _next_steps(t: Texts, digest: Digest) -> list[Element]:
    one = len(digest.parts) == 1
    buttons: list[Element] = [
        run_button(
            _again_label(t, part, one), f"again {part.facts.campaign.name} {Status.NO_ANSWER}"
        )
        for part in digest.news
        if part.unanswered and not part.facts.campaign.state.ended
    ]
    if one:
        name = digest.parts[0].facts.campaign.name
        buttons.append(run_button(t("Report"), f"report {name}"))
    return buttons[:_BUTTONS]


def _again_label(t: Texts, part: Part, one: bool) -> str:
    count = t.number(part.unanswered)
    if one:
        return t("Again: {count} unanswered", count=count)
    return t("Again {name}: {count} unanswered", name=part.facts.campaign.name, count=count)
