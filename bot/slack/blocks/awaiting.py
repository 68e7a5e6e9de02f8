"""The answer to whoever wants to do something that takes a second person."""

from __future__ import annotations

from datetime import tzinfo

from bot.domain.approvals import Waiting
from bot.domain.rules import Deed
from bot.slack.blocks.kit import plain
from bot.slack.blocks.words import bold, channel_link, mention
from bot.slack.message import Message
from bot.texts import Texts


def waits(t: Texts, name: str, waiting: Waiting, zone: tzinfo) -> Message:
    """That it was asked, where, and until when; or that somebody has asked for it before."""
    values = {
        "name": bold(name),
        "who": mention(waiting.asked_by),
        "channel": channel_link(waiting.channel_id),
        "until": t.time(waiting.expires_at, zone),
    }
    if not waiting.is_new:
        return plain(
            t.md(
                ":raised_hand: {who} has asked for the same on {name} already: it waits for a "
                "second person in {channel}. Nothing was done.",
                **values,
            )
        )
    if waiting.deed is Deed.ADD:
        return plain(_of_list(t, waiting.people or 0, values))
    return plain(
        t.md(
            ":raised_hand: A second person has to approve that on {name}. The request is in "
            "{channel}, until {until}. Nothing was done yet.",
            **values,
        )
    )


def _of_list(t: Texts, people: int, values: dict[str, str]) -> str:
    return t.md_n(
        ":raised_hand: {count} person waits to be added to {name}: a second person has to approve "
        "it. The request is in {channel}, until {until}.",
        ":raised_hand: {count} people wait to be added to {name}: a second person has to approve "
        "it. The request is in {channel}, until {until}.",
        people,
        **values,
    )
