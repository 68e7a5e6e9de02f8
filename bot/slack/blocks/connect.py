"""The forms for connecting a campaign, changing it, and setting up a channel."""

from __future__ import annotations

from collections.abc import Sequence

from slackblocks import (
    Block,
    ConversationFilter,
    ConversationMultiSelectMenu,
    InputBlock,
    PlainText,
    StaticSelectMenu,
)

from bot.calls_api import Capabilities
from bot.domain import abilities
from bot.domain.campaigns import Campaign
from bot.domain.channels import ChannelManners, News
from bot.slack.blocks.kit import button, context, labelled, option, section, text_input
from bot.slack.blocks.words import bold, channel_link
from bot.slack.ids import Act, Field, View
from bot.slack.message import Modal
from bot.slack.metadata import CampaignRef, Place
from bot.texts import N_, Mrkdwn, Texts

_LANGUAGES = {"en": "English", "ru": "Русский"}


def connect_form(t: Texts, place: Place, hosts: Sequence[str]) -> Modal:
    """What an admin fills in to connect a campaign."""
    here = [place.channel] if place.channel and place.channel[0] in "CG" else []
    return Modal(
        callback_id=str(View.CONNECT),
        title=t("Connect a campaign"),
        submit=t("Connect"),
        close=t("Cancel"),
        metadata=place.encode(),
        blocks=(
            text_input(
                Field.NAME,
                t("Name"),
                hint=t("What people will type: letters, digits, - and _, at most 32."),
                longest=32,
            ),
            text_input(
                Field.HOST,
                t("Host"),
                hint=t("As in the campaign's API address, for example app.jaicp.com"),
                longest=200,
            ),
            _token(t, optional=False),
            _channels(t, here),
            *_place_of_calls(t, None, None),
        ),
    )


def settings_form(t: Texts, campaign: Campaign, channels: Sequence[str], ref: CampaignRef) -> Modal:
    """What an admin can change of a campaign; the token is never shown."""
    return Modal(
        callback_id=str(View.SETTINGS),
        title=t("Campaign settings"),
        submit=t("Save"),
        close=t("Cancel"),
        metadata=ref.encode(),
        blocks=(
            section(t.md("{name} on {host}", name=bold(campaign.name), host=campaign.host)),
            _token(t, optional=True),
            _channels(t, channels),
            *_place_of_calls(t, campaign.zone, campaign.region),
            _rules(t, ref),
        ),
    )


def _rules(t: Texts, ref: CampaignRef) -> Block:
    """The way to a form of its own: whoever changes a channel is not to scroll past them."""
    explained = t.md("Approvals, limits, calling hours and the automatic pause:")
    return section(explained, accessory=button(t("Rules"), Act.RULES, ref))


def channel_form(t: Texts, manners: ChannelManners, place: Place) -> Modal:
    """Language, zone and quiet hours of a channel."""
    languages = [option(name, code) for code, name in _LANGUAGES.items()]
    chosen = next((one for one in languages if one.value == manners.language), None)
    menu = StaticSelectMenu(action_id=str(Field.LANGUAGE), options=languages, initial_option=chosen)
    return Modal(
        callback_id=str(View.CHANNEL_SETTINGS),
        title=t("Channel settings"),
        submit=t("Save"),
        close=t("Cancel"),
        metadata=place.encode(),
        blocks=(
            labelled(Field.LANGUAGE, t("Language"), menu, optional=True),
            _zone(t, manners.zone),
            _news(t, manners.news),
            text_input(
                Field.QUIET_FROM,
                t("Quiet from"),
                initial=manners.quiet_from,
                placeholder="22:00",
                hint=t("Alerts and hourly digests wait for their end; then one message tells all."),
                optional=True,
                longest=5,
            ),
            text_input(
                Field.QUIET_TO,
                t("Quiet until"),
                initial=manners.quiet_to,
                placeholder="08:00",
                optional=True,
                longest=5,
            ),
        ),
    )


_NEWS = {
    "usual": N_("As usual: alerts edited, digests new"),
    News.NEW: N_("Each time a new message"),
    News.EDITED: N_("One message, edited, with a thread"),
}


def _news(t: Texts, chosen: News | None) -> InputBlock:
    """Slack lets nobody clear such a menu, so what is usual has an option of its own."""
    options = {value: option(t(words), value) for value, words in _NEWS.items()}
    menu = StaticSelectMenu(
        action_id=str(Field.NEWS),
        options=list(options.values()),
        initial_option=options[chosen or "usual"],
    )
    hint = t("An alert that grows, and the next digest: a new message, or an edit of the last one.")
    return labelled(Field.NEWS, t("News"), menu, optional=True, hint=hint)


def connected(t: Texts, campaign: Campaign, channels: Sequence[str]) -> Modal:
    """What was connected, and what its host cannot do."""
    where = ", ".join(map(channel_link, channels)) or t("no channel yet")
    blocks = [
        section(
            t.md(
                ":white_check_mark: {name} is connected. It can be seen in {where}.",
                name=bold(campaign.name),
                where=Mrkdwn(where),
            )
        ),
        *[context(line) for line in limits(t, campaign.capabilities)],
    ]
    return Modal(
        callback_id=str(View.WAIT),
        title=t("Connected"),
        blocks=tuple(blocks),
        close=t("Close"),
    )


def limits(t: Texts, can: Capabilities | None) -> list[Mrkdwn]:
    """What the host cannot do, and what that means, a line each."""
    if can is None:
        return []
    lines = []
    if not abilities.can_tell_state(can):
        lines.append(
            t.md(
                "This host cannot tell a campaign's state: cards show what was last asked here, "
                "and pauses by the platform cannot be noticed."
            )
        )
    if not abilities.covers_all(can):
        lines.append(
            t.md("This host cannot list all call jobs: counts cover those added with Callboard.")
        )
    if not abilities.has_start(can):
        lines.append(t.md("This host has no start: begin the campaign in the platform."))
    return lines


def _token(t: Texts, *, optional: bool) -> InputBlock:
    kept = t("Leave it empty to keep the one that is in use.") if optional else ""
    hint = t("It is kept encrypted and never shown again. Never paste it into a channel.")
    return text_input(
        Field.TOKEN,
        t("Token"),
        hint=f"{kept} {hint}".strip(),
        optional=optional,
        longest=300,
    )


def _channels(t: Texts, chosen: Sequence[str]) -> InputBlock:
    menu = ConversationMultiSelectMenu(
        action_id=str(Field.CHANNELS),
        initial_conversations=list(chosen) or None,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
        placeholder=PlainText(t("Where the campaign is seen")),
    )
    return labelled(
        Field.CHANNELS,
        t("Channels"),
        menu,
        optional=True,
        hint=t("Invite Callboard to each, so that it can post there."),
    )


def _place_of_calls(t: Texts, zone: str | None, region: str | None) -> list[InputBlock]:
    return [
        _zone(t, zone),
        text_input(
            Field.REGION,
            t("Region"),
            initial=region,
            placeholder="RU",
            hint=t("The country of numbers that are written without a country code."),
            optional=True,
            longest=2,
        ),
    ]


def _zone(t: Texts, zone: str | None) -> InputBlock:
    return text_input(
        Field.ZONE,
        t("Zone"),
        initial=zone,
        placeholder="Europe/Moscow",
        hint=t("The time zone, as Continent/City."),
        optional=True,
        longest=60,
    )
