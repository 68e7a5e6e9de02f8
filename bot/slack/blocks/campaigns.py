"""Small messages of the registry's verbs."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.slack.blocks.kit import actions, context, cut, plain, run_button, section
from bot.slack.blocks.words import bold
from bot.slack.ids import View
from bot.slack.message import Message, Modal
from bot.slack.metadata import CampaignRef
from bot.texts import Texts


def confirm_disconnect(
    t: Texts, campaign: Campaign, ref: CampaignRef, open_jobs: int | None
) -> Modal:
    """Asks before a campaign is disconnected; it goes on dialling without us."""
    name = bold(campaign.name)
    lines = [
        t.md(
            "Disconnect {name}? Callboard forgets its token and stops watching it. The campaign "
            "itself is not touched: it goes on as it is.",
            name=name,
        )
    ]
    if open_jobs:
        lines.append(
            t.md_n(
                "{count} person is still to be called.",
                "{count} people are still to be called.",
                open_jobs,
            )
        )
    return Modal(
        callback_id=str(View.DISCONNECT_CONFIRM),
        title=t("Disconnect a campaign"),
        submit=cut(t("Disconnect {name}", name=campaign.name), 24),
        close=t("Keep it"),
        metadata=ref.encode(),
        blocks=(
            *[section(line) for line in lines],
            context(t.md("Its batches and reports stay in the books. It can be connected again.")),
        ),
    )


def in_use(t: Texts, campaign: Campaign) -> Message:
    """The channel's campaign was chosen."""
    return plain(
        t.md(
            "Commands in this channel now mean {name} when they name no campaign.",
            name=bold(campaign.name),
        )
    )


def open_by_button(t: Texts, command: str) -> Message:
    """Mentions bring no trigger for a form: a button does."""
    text = t.md("That needs a form. Press the button to open it.")
    return Message(text, (section(text), *actions([run_button(t("Open"), command)])))
