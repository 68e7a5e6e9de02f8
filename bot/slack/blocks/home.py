"""App Home: a person's campaigns, what needs them, and the first steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from slackblocks import Block, Confirm, DividerBlock, Element, HeaderBlock, Markdown, PlainText

from bot.domain.cards import CardFacts
from bot.domain.home import HomeFacts
from bot.domain.people import Role
from bot.slack.blocks.approvals import listed
from bot.slack.blocks.card import buttons, figures, headline
from bot.slack.blocks.kit import actions, button, context, run_button, section
from bot.slack.blocks.words import code
from bot.slack.ids import Act
from bot.slack.message import Home
from bot.texts import Mrkdwn, Texts, escape

# A Home tab holds a hundred blocks; a campaign takes three of them.
_LISTED = 20


def home(t: Texts, facts: HomeFacts, zone: tzinfo, command: str) -> Home:
    """What a person sees on opening Callboard."""
    blocks: list[Block] = [*_waiting(t, facts, zone), HeaderBlock(t("Your campaigns"))]
    if facts.campaigns:
        blocks += _campaigns(t, facts.campaigns)
        blocks += actions(_everywhere(t, facts))
    else:
        blocks += [section(t.md("You see no campaign yet."))]
    blocks += _first_steps(t, facts, command)
    blocks.append(context(t.md("{command} shows all commands.", command=code(f"{command} help"))))
    return Home(tuple(blocks))


def _waiting(t: Texts, facts: HomeFacts, zone: tzinfo) -> list[Block]:
    if not facts.waiting:
        return []
    return [HeaderBlock(t("Waiting for a second person")), *listed(t, facts.waiting, zone)]


def _campaigns(t: Texts, every: Sequence[CardFacts]) -> list[Block]:
    blocks: list[Block] = []
    for facts in every[:_LISTED]:
        blocks.append(section(Mrkdwn(f"{headline(t, facts)}\n{figures(t, facts)}")))
        blocks += actions(buttons(t, facts))
        blocks.append(DividerBlock())
    if len(every) > _LISTED:
        more = len(every) - _LISTED
        blocks.append(context(t.md_n("{count} more campaign", "{count} more campaigns", more)))
    return blocks


def _everywhere(t: Texts, facts: HomeFacts) -> list[Element]:
    if facts.role < Role.OPERATOR:
        return []
    sure = Confirm(
        PlainText(t("Pause everything?")),
        Markdown(
            t.md("Every campaign that you may control is paused. Running calls are let finish.")
        ),
        PlainText(t("Pause everything")),
        PlainText(t("Keep dialling")),
    )
    return [
        button(t("Pause everything"), Act.PAUSE_ALL, style="danger", confirm=sure),
        run_button(t("Resume what I paused"), "resume all"),
    ]


def _first_steps(t: Texts, facts: HomeFacts, command: str) -> list[Block]:
    """The first-run steps; they tick themselves off, and are gone when all are done."""
    steps = (
        (facts.has_campaign, t("Connect a campaign")),
        (facts.has_batch, t("Add phones: drop a CSV or XLSX file in its channel")),
        (facts.has_digest, t("Order a digest: {command} digest daily 09:00", command=command)),
    )
    if facts.role < Role.ADMIN or all(done for done, _ in steps):
        return []
    lines = (
        f"{':white_check_mark:' if done else ':white_large_square:'} {escape(step)}"
        for done, step in steps
    )
    blocks: list[Block] = [HeaderBlock(t("First steps")), section("\n".join(lines))]
    if not facts.has_campaign:
        blocks += actions([button(t("Connect a campaign"), Act.CONNECT, style="primary")])
    return blocks
