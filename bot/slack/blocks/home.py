"""App Home: what needs a person, their campaigns, what goes wrong, and the digests that come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from slackblocks import Block, Confirm, DividerBlock, Element, HeaderBlock, Markdown, PlainText

from bot.domain.cards import CardFacts
from bot.domain.home import HomeFacts
from bot.domain.people import Role
from bot.slack.blocks.card import buttons, figures, headline, small_print
from bot.slack.blocks.first_steps import first_steps
from bot.slack.blocks.home_digests import digests
from bot.slack.blocks.home_needs import incidents, needs, waiting
from bot.slack.blocks.kit import actions, button, context, run_button, section
from bot.slack.blocks.words import code
from bot.slack.ids import Act
from bot.slack.message import Home
from bot.slack.metadata import CampaignRef
from bot.texts import Mrkdwn, Texts

# A Home tab holds a hundred blocks; a campaign takes three of them.
_LISTED = 14


def home(t: Texts, facts: HomeFacts, zone: tzinfo, command: str) -> Home:
    """What a person sees on opening Callboard."""
    blocks: list[Block] = [
        *needs(t, facts, zone),
        *waiting(t, facts, zone),
        *first_steps(t, facts, command),
        *incidents(t, facts, zone),
        HeaderBlock(t("Your campaigns")),
        *_campaigns(t, facts, zone),
        *digests(t, facts.orders),
        DividerBlock(),
        *actions([button(t("Refresh"), Act.HOME_REFRESH), run_button(t("Help"), "help")]),
        context(_small_print(t, facts, zone, command)),
    ]
    return Home(tuple(blocks))


def _small_print(t: Texts, facts: HomeFacts, zone: tzinfo, command: str) -> Mrkdwn:
    return t.md(
        "as of {time} · {command} shows all commands.",
        time=t.time(facts.as_of, zone),
        command=code(f"{command} help"),
    )


def _campaigns(t: Texts, facts: HomeFacts, zone: tzinfo) -> list[Block]:
    every = facts.campaigns
    if not every:
        return _none(t, facts.role)
    blocks: list[Block] = []
    for one in every[:_LISTED]:
        blocks.append(section(Mrkdwn(f"{headline(t, one)}\n{figures(t, one)}")))
        blocks.append(context(*small_print(t, one, zone)))
        blocks += actions(_buttons(t, one, one.campaign.id in facts.mine))
    if len(every) > _LISTED:
        more = len(every) - _LISTED
        blocks.append(context(t.md_n("{count} more campaign", "{count} more campaigns", more)))
    return blocks + actions(_everywhere(t, facts.role, every))


def _none(t: Texts, role: Role) -> list[Block]:
    """Whoever may do nothing yet is told whom to ask."""
    text = section(t.md("You see no campaign yet."))
    return [text] if role else [text, *actions([run_button(t("What may I do?"), "access")])]


def _buttons(t: Texts, one: CardFacts, may_control: bool) -> list[Element]:
    """Nobody is offered here what their role would refuse."""
    if may_control:
        return buttons(t, one)
    return [button(t("Report"), Act.REPORT, CampaignRef(campaign=one.campaign.id))]


def _everywhere(t: Texts, role: Role, every: Sequence[CardFacts]) -> list[Element]:
    if role < Role.OPERATOR or all(one.campaign.state.ended for one in every):
        return []
    sure = Confirm(
        PlainText(t("Pause everything?")),
        Markdown(
            t.md("Every campaign that you may control is paused. Running calls go on to their end.")
        ),
        PlainText(t("Pause everything")),
        PlainText(t("Keep dialling")),
    )
    return [
        button(t("Pause everything"), Act.PAUSE_ALL, style="danger", confirm=sure),
        run_button(t("Resume what I paused"), "resume all"),
    ]
