"""What is told of the digests that people order: when they come, and how to end them."""

from __future__ import annotations

from collections.abc import Sequence

from slackblocks import Block, Element

from bot.domain.cadence import describe, zone_of
from bot.domain.digest_orders import StandingOrder
from bot.slack.blocks.kit import actions, button, context, plain, run_button, section
from bot.slack.blocks.words import bold, channel_link, code
from bot.slack.ids import Act
from bot.slack.message import Message
from bot.slack.metadata import ScheduleRef
from bot.texts import Mrkdwn, Texts

_LISTED = 15


def ordered(t: Texts, order: StandingOrder) -> Message:
    """A digest was ordered: its next runs prove that it was understood."""
    text = t.md(
        ":white_check_mark: {what} comes here {cadence} ({zone}).",
        what=_what(t, order),
        cadence=describe(order.cadence, t),
        zone=order.zone,
    )
    return Message(text, (section(text), context(next_runs(t, order))))


def listing(t: Texts, every: Sequence[StandingOrder], command: str) -> Message:
    """The digests of a channel, numbered, each with its buttons."""
    if not every:
        return plain(
            t.md(
                "No digest comes to this channel. Order one: {command}",
                command=code(f"{command} digest daily 09:00"),
            )
        )
    blocks: list[Block] = []
    for order in every[:_LISTED]:
        blocks.append(section(Mrkdwn(f"{_line(t, order)}\n{next_runs(t, order)}")))
        blocks += actions(buttons(t, order))
    if more := every[_LISTED:]:
        blocks.append(context(t.md_n("{count} more digest", "{count} more digests", len(more))))
    text = t.n("{count} digest comes here.", "{count} digests come here.", len(every))
    return Message(text, tuple(blocks))


def buttons(t: Texts, order: StandingOrder) -> list[Element]:
    """What can be done with a digest."""
    ref = ScheduleRef(schedule=order.schedule_id)
    return [
        button(t("Post now"), Act.DIGEST_NOW, ref),
        button(t("Switch off"), Act.DIGEST_OFF, ref),
    ]


def switched_off(t: Texts, ended: Sequence[StandingOrder]) -> Message:
    """Digests were ended."""
    if not ended:
        return plain(t.md("No digest comes to this channel. Nothing was changed."))
    lines = [t.md_n("{count} digest is off:", "{count} digests are off:", len(ended))]
    lines += [_line(t, order) for order in ended]
    return plain(Mrkdwn("\n".join(lines)))


def ended_elsewhere(t: Texts, order: StandingOrder, channel: str) -> Message:
    """A digest was ended from App Home, far from its channel."""
    return plain(
        t.md(
            "The digest of {what} that came to {channel} {cadence} is off.",
            what=bold(order.campaign) if order.campaign else t.md("all its campaigns"),
            channel=channel_link(channel),
            cadence=describe(order.cadence, t),
        )
    )


def on_its_way_to(t: Texts, channel: str) -> Message:
    """A digest was asked for at once, from App Home."""
    return plain(t.md("The digest is on its way into {channel}.", channel=channel_link(channel)))


def on_its_way(t: Texts) -> Message:
    """A digest was asked for at once."""
    text = t.md("The digest is on its way into this channel.")
    return Message(text, (section(text), *actions([run_button(t("All digests"), "digest list")])))


def _line(t: Texts, order: StandingOrder) -> Mrkdwn:
    return t.md(
        "{number}. {what} {cadence} ({zone})",
        number=order.number,
        what=_what(t, order),
        cadence=describe(order.cadence, t),
        zone=order.zone,
    )


def _what(t: Texts, order: StandingOrder) -> Mrkdwn:
    if order.campaign is None:
        return t.md("The digest of this channel's campaigns")
    return t.md("The digest of {name}", name=bold(order.campaign))


def next_runs(t: Texts, order: StandingOrder) -> Mrkdwn:
    """When it comes next, which proves that its cadence was understood."""
    zone = zone_of(order.zone)
    runs = [t.moment(at, zone) for at in order.next_runs]
    return t.md("Next: {runs}", runs=" · ".join(runs))
