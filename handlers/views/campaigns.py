"""The forms that connect, change and disconnect a campaign, and the one of a channel."""

from __future__ import annotations

from typing import Any

from pydantic import SecretStr

from bot.domain.channels import ChannelManners, News
from bot.errors import BadInput
from bot.services.connecting import Changes, Connection
from bot.slack.blocks import connect as blocks
from bot.slack.forms import Form
from bot.slack.ids import Field
from bot.slack.message import Modal
from bot.slack.metadata import CampaignRef, Place
from bot.texts import N_
from handlers.ask import Ask
from handlers.intake import Intake
from handlers.submissions import submit

Body = dict[str, Any]


async def connect_submitted(ack: Any, body: Body, intake: Intake) -> None:
    """A campaign is to be connected."""
    await submit(ack, body, intake, connect)


async def connect(ask: Ask, form: Form) -> Modal | None:
    """Connect it, and post its card where it can be seen."""
    token = form.text(Field.TOKEN)
    if token is None:
        raise BadInput(N_("A campaign needs its token."), field="token")
    wanted = Connection(
        name=form.text(Field.NAME) or "",
        host=form.text(Field.HOST) or "",
        token=SecretStr(token),
        channels=form.conversations(Field.CHANNELS),
        zone=form.text(Field.ZONE),
        region=form.text(Field.REGION),
    )
    campaign = await ask.services.connections.connect(ask.actor, wanted)
    await ask.services.cards.post_everywhere(campaign, wanted.channels)
    return blocks.connected(ask.t, campaign, wanted.channels)


async def settings_submitted(ack: Any, body: Body, intake: Intake) -> None:
    """A campaign's settings are to be changed."""
    await submit(ack, body, intake, change)


async def change(ask: Ask, form: Form) -> Modal | None:
    """Change them."""
    ref = CampaignRef.decode(form.metadata)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    token = form.text(Field.TOKEN)
    wanted = Changes(
        channels=form.conversations(Field.CHANNELS),
        zone=form.text(Field.ZONE),
        region=form.text(Field.REGION),
        token=SecretStr(token) if token else None,
    )
    await ask.services.connections.change(ask.actor, campaign, wanted)
    return None


async def channel_submitted(ack: Any, body: Body, intake: Intake) -> None:
    """A channel's manners are to be changed."""
    await submit(ack, body, intake, change_channel)


async def change_channel(ask: Ask, form: Form) -> Modal | None:
    """Change them."""
    place = Place.decode(form.metadata)
    wanted = ChannelManners(
        language=form.choice(Field.LANGUAGE),
        zone=form.text(Field.ZONE),
        quiet_from=form.text(Field.QUIET_FROM),
        quiet_to=form.text(Field.QUIET_TO),
        news=_news(form.choice(Field.NEWS)),
    )
    await ask.services.channels.change(ask.actor, place.channel or "", wanted)
    return None


def _news(chosen: str | None) -> News | None:
    return News(chosen) if chosen in list(News) else None


async def disconnect_submitted(ack: Any, body: Body, intake: Intake) -> None:
    """A campaign is to be disconnected, and that was confirmed."""
    await submit(ack, body, intake, disconnect)


async def disconnect(ask: Ask, form: Form) -> Modal | None:
    """Disconnect it."""
    ref = CampaignRef.decode(form.metadata)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    await ask.services.connections.disconnect(ask.actor, campaign)
    return None
