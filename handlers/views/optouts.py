"""The form for opting a list of people out."""

from __future__ import annotations

from typing import Any

from bot.errors import BadInput
from bot.services.adding import from_file, from_text
from bot.services.optouts import Open
from bot.slack.blocks import optouts as blocks
from bot.slack.forms import Form
from bot.slack.ids import Field
from bot.slack.message import Modal
from bot.slack.metadata import Place
from bot.texts import N_
from handlers.ask import Ask
from handlers.intake import Intake
from handlers.submissions import submit
from handlers.uploads import fetched


async def submitted(ack: Any, body: dict[str, Any], intake: Intake) -> None:
    """A list of people is to be opted out."""
    await submit(ack, body, intake, opt_out)


async def opt_out(ask: Ask, form: Form) -> Modal | None:
    """Opt them out, and show what came of it."""
    place = Place.decode(form.metadata)
    actor = ask.actor_in(place.channel)
    outcome = await ask.services.opt_outs.add(actor, await _list_of(ask, form), ask.key)
    return blocks.opted_out_modal(ask.t, outcome)


async def _list_of(ask: Ask, form: Form) -> Open:
    phones, files = form.text(Field.PHONES), form.files(Field.FILE)
    if phones and files:
        raise BadInput(
            N_("Please give either numbers or a file, not both. Nothing was changed."),
            field=Field.PHONES,
        )
    if phones:
        return from_text(phones, strict=True)
    if not files:
        raise BadInput(N_("Please type numbers here, or choose a file below."), field=Field.PHONES)
    upload = await fetched(ask, str(files[0]["id"]))
    return from_file(upload.data, upload.name)
