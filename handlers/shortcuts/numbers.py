"""``Call these numbers`` on a message, and ``Add phones`` from anywhere."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.domain.contacts import phones_in
from bot.domain.people import Role
from bot.errors import BadInput, Refused
from bot.slack.blocks.add_form import add_form
from bot.slack.metadata import Place
from bot.texts import N_
from handlers.ask import Ask
from handlers.commands.adding import open_form
from handlers.intake import Intake
from handlers.uploads import is_list

Body = dict[str, Any]

# What the form's field takes; a longer list belongs into a file.
_LONGEST_TEXT = 3_000


async def add_phones(ack: Any, body: Body, intake: Intake) -> None:
    """The form, with nothing in it."""
    await ack()
    intake.take(body, show_form)


async def show_form(ask: Ask) -> None:
    """Open it."""
    await open_form(ask, None)


async def call_numbers(ack: Any, body: Body, intake: Intake) -> None:
    """The numbers of a message, or of its file."""
    await ack()
    intake.take(body, partial(from_message, message=body.get("message") or {}))


async def from_message(ask: Ask, message: dict[str, Any]) -> None:
    """The form with what the message holds; the campaign is chosen there."""
    await ask.services.access.authorise_somewhere(ask.actor, "add", Role.OPERATOR)
    file = next((one for one in message.get("files") or () if is_list(one)), None)
    phones = "" if file else _phones_of(message, ask)
    place = Place(
        channel=ask.actor.channel_id,
        # Below a message without replies Slack would show the preview, which is for one person
        # alone, to nobody.
        thread=message.get("thread_ts"),
        file=str(file["id"]) if file else None,
    )
    try:
        campaign = await ask.services.campaigns.named(ask.actor, None)
    except Refused:
        campaign = None
    name = str(file.get("name")) if file else None
    await ask.open(add_form(ask.t, place, campaign, phones, name))


def _phones_of(message: dict[str, Any], ask: Ask) -> str:
    region = ask.services.desk.rules.default_region
    found = "\n".join(phones_in(str(message.get("text") or ""), region))
    if not found:
        raise BadInput(N_("There is no phone number in that message. Nothing was added."))
    if len(found) > _LONGEST_TEXT:
        raise BadInput(
            N_(
                "That message has more numbers than a form can hold. Nothing was added; please "
                "drop them here as a CSV file."
            )
        )
    return found
