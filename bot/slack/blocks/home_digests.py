"""The part of App Home that tells which digests come where, and when next."""

from __future__ import annotations

from collections.abc import Sequence

from slackblocks import Block, HeaderBlock

from bot.domain.cadence import describe
from bot.domain.home import PlacedOrder
from bot.slack.blocks.digest_orders import buttons, next_runs
from bot.slack.blocks.kit import actions, context, section
from bot.slack.blocks.words import bold, channel_link
from bot.texts import Mrkdwn, Texts

_LISTED = 8


def digests(t: Texts, every: Sequence[PlacedOrder]) -> list[Block]:
    """The digests that come next; their buttons for whoever may press them."""
    if not every:
        return []
    blocks: list[Block] = [HeaderBlock(t("Digests"))]
    for one in every[:_LISTED]:
        blocks.append(section(Mrkdwn(f"{_line(t, one)}\n{next_runs(t, one.order)}")))
        blocks += actions(buttons(t, one.order) if one.may_change else [])
    if len(every) > _LISTED:
        more = len(every) - _LISTED
        blocks.append(context(t.md_n("{count} more digest", "{count} more digests", more)))
    return blocks


def _line(t: Texts, one: PlacedOrder) -> Mrkdwn:
    order, channel = one.order, channel_link(one.channel_id)
    when = {"cadence": describe(order.cadence, t), "zone": order.zone}
    if order.campaign is None:
        return t.md("The digest of {channel}: {cadence} ({zone})", channel=channel, **when)
    return t.md(
        "The digest of {name} in {channel}: {cadence} ({zone})",
        name=bold(order.campaign),
        channel=channel,
        **when,
    )
