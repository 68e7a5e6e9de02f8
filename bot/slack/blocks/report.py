"""The report of a campaign: its figures in words and a chart, and the buttons for more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, tzinfo

from slackblocks import Block, Element

from bot.domain import outcomes
from bot.domain.campaign_state import Word, label
from bot.domain.campaigns import Campaign
from bot.domain.cards import CardFacts
from bot.domain.outcomes import EMOJI, Outcome
from bot.domain.reports import ReportFacts
from bot.domain.summary import Summary
from bot.slack.blocks.charts import outcomes_pie
from bot.slack.blocks.kit import actions, button, context, plain, section
from bot.slack.blocks.words import bold, state_sign
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import CampaignRef
from bot.texts import Mrkdwn, Texts


def summary(t: Texts, facts: ReportFacts, zone: tzinfo) -> Message:
    """The figures, what they cover, and where to get the rows."""
    card = facts.card
    first = headline(t, card)
    if not card.summary.jobs:
        return plain(Mrkdwn(f"{first} {_nothing_yet(t, card)}"))
    blocks: list[Block] = [
        section(Mrkdwn(f"{state_sign(card.campaign.state)} {first}")),
        section("\n".join(_figures(t, facts, zone))),
        section("\n".join(_by_status(t, card.summary))),
        *outcomes_pie(t, card.summary),
        context(*_small_print(t, card, zone)),
        *actions(_buttons(t, card.campaign)),
    ]
    return Message(Mrkdwn(f"{first} {answer_rate(t, card.summary)}"), tuple(blocks))


def headline(t: Texts, card: CardFacts) -> Mrkdwn:
    """``spring, in progress: 340 of 1,200 call jobs finished.``"""
    return t.md(
        "{name}, {state}: {finished} of {jobs} call jobs finished.",
        name=bold(card.campaign.name),
        state=label(t, card.campaign.state),
        finished=t.number(card.summary.finished),
        jobs=t.number(card.summary.jobs),
    )


def answer_rate(t: Texts, summary: Summary) -> Mrkdwn:
    """The share of answers, and what it is a share of."""
    if summary.answer_rate is None:
        return t.md("The answer rate is not known yet: nobody was called.")
    return t.md(
        "The answer rate is {share}: {reached} answered of {called} called (without those canceled "
        "or never called).",
        share=t.percent(summary.answer_rate),
        reached=t.number(summary.reached),
        called=t.number(summary.called),
    )


def _nothing_yet(t: Texts, card: CardFacts) -> Mrkdwn:
    return t.md("No call jobs yet.") if card.covers_all else t.md("Nothing was added here yet.")


def _figures(t: Texts, facts: ReportFacts, zone: tzinfo) -> list[Mrkdwn]:
    lines = [answer_rate(t, facts.card.summary), *_talk(t, facts.card.summary)]
    if facts.attempts_per_contact is not None:
        lines.append(
            t.md_n(
                "Attempts per contact: {attempts} ({count} contact).",
                "Attempts per contact: {attempts} ({count} contacts).",
                facts.contacts,
                attempts=t.number(round(facts.attempts_per_contact, 1)),
            )
        )
    return [*lines, _pace(t, facts.card, zone)]


def _talk(t: Texts, summary: Summary) -> list[Mrkdwn]:
    if summary.talk_seconds_per_call is None or summary.success_rate is None:
        return []
    return [
        t.md(
            "With a result: {count} ({share} of those who answered).",
            count=t.number(summary.count(Outcome.SUCCESS)),
            share=t.percent(summary.success_rate),
        ),
        t.md(
            "Talk time: {total} in all, {each} for each call that was answered.",
            total=t.duration(timedelta(seconds=summary.talk_seconds)),
            each=t.duration(timedelta(seconds=summary.talk_seconds_per_call)),
        ),
    ]


def _pace(t: Texts, card: CardFacts, zone: tzinfo) -> Mrkdwn:
    still = t.md("{count} open.", count=t.number(card.summary.open))
    if not card.campaign.state.says(Word.IN_PROGRESS) or not card.summary.open:
        return still
    if card.pace is None:
        return Mrkdwn(f"{still} {t.md('Its pace is not known yet.')}")
    pace = t.md("{rate} finish an hour.", rate=t.number(round(card.pace.per_hour)))
    if card.expected_end is None:
        return Mrkdwn(f"{still} {pace}")
    end = t.md("Done about {when}.", when=t.moment(card.expected_end, zone))
    return Mrkdwn(f"{still} {pace} {end}")


def _by_status(t: Texts, summary: Summary) -> list[str]:
    """A line a status, the most frequent first."""
    ranked = sorted(summary.by_status.items(), key=lambda one: -one[1])
    return [
        f"{EMOJI[outcomes.outcome_of(word)]} "
        + t.md("{count} {kind}", count=t.number(count), kind=outcomes.label(t, word))
        for word, count in ranked
        if count
    ]


def _small_print(t: Texts, card: CardFacts, zone: tzinfo) -> list[str]:
    parts = [t("as of {time}", time=t.time(card.as_of, zone))] if card.as_of else []
    if not card.covers_all:
        parts.append(t("counts cover the call jobs added here"))
    return [" · ".join(parts) or t("not looked at yet")]


def _buttons(t: Texts, campaign: Campaign) -> Sequence[Element]:
    ref = CampaignRef(campaign=campaign.id)
    return [
        button(t("CSV file"), Act.REPORT_FILE, ref),
        button(t("XLSX file"), Act.REPORT_FILE_XLSX, ref),
        button(t("Get the numbers"), Act.NUMBERS_FILE, ref),
    ]
