"""Files of call jobs and numbers in full: the messages that bring them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.campaigns import Campaign
from bot.slack.blocks.kit import pages, plain, section
from bot.slack.blocks.rows import unknown_lines
from bot.slack.blocks.words import bold
from bot.slack.message import Message
from bot.texts import Texts, escape


def file_follows(t: Texts, campaign: Campaign, count: int, full: bool) -> Message:
    """The message that a file of call jobs follows."""
    name = bold(campaign.name)
    if full:
        return plain(
            t.md_n(
                "{count} call job of {name} with its number follows as a file, for you alone.",
                "{count} call jobs of {name} with their numbers follow as a file, for you alone.",
                count,
                name=name,
            )
        )
    return plain(
        t.md_n(
            "{count} call job of {name} follows as a file; its number is masked.",
            "{count} call jobs of {name} follow as a file; numbers are masked.",
            count,
            name=name,
        )
    )


def file_is_coming(t: Texts) -> Message:
    """The answer to whoever asked for something in their direct messages."""
    return plain(t.md("It is on its way into your direct messages."))


def numbers(
    t: Texts, campaign: Campaign, known: Mapping[str, str], asked: Sequence[str]
) -> Message:
    """Numbers in full, for an operator's direct messages; ``known`` are phones by call job."""
    first = t.md("The numbers that you asked for, of {name}:", name=bold(campaign.name))
    lines = [f"#{escape(job)} +{escape(phone)}" for job, phone in known.items()]
    lines += unknown_lines(t, [job for job in asked if job not in known], ())
    return Message(first, (section(first), *[section(page) for page in pages(lines)]))
