"""The forms for adding, for putting columns right, and the question before an undo."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

import orjson

from bot.domain.batches import Source
from bot.domain.campaigns import Campaign
from bot.domain.contacts import COLUMN_FIELD
from bot.domain.people import Role
from bot.domain.policy import policy_from
from bot.errors import BadInput
from bot.services.adding import NewList, check_columns, from_file, from_text
from bot.slack.blocks import adding as blocks
from bot.slack.blocks.add_form import POLICY_FIELDS
from bot.slack.forms import Form
from bot.slack.ids import Field
from bot.slack.message import Modal
from bot.slack.metadata import BatchRef, Place
from bot.texts import N_
from handlers.ask import Ask
from handlers.commands.adding import shown
from handlers.intake import Intake
from handlers.submissions import submit
from handlers.uploads import fetched

Body = dict[str, Any]


async def add_submitted(ack: Any, body: Body, intake: Intake) -> None:
    """A list is to be added."""
    await submit(ack, body, intake, add)


async def add(ask: Ask, form: Form) -> Modal | None:
    """Read it, and show what would be called where the form was opened."""
    place = Place.decode(form.metadata)
    campaign = await ask.services.campaigns.by_id(_campaign_of(form))
    actor = ask.actor_in(place.channel)
    await ask.services.access.authorise(actor, "add", Role.OPERATOR, campaign)
    wanted = await _wanted(ask, form, place, campaign)
    preview = await ask.services.adding.drafts.read(actor, campaign, wanted)
    await ask.reply.at(place.channel, place.thread).say(shown(ask, preview))
    return None


def _campaign_of(form: Form) -> int:
    chosen = form.choice(Field.CAMPAIGN) or ""
    if not chosen.isdecimal():
        raise BadInput(N_("Please choose a campaign from the list."), field=Field.CAMPAIGN)
    return int(chosen)


async def _wanted(ask: Ask, form: Form, place: Place, campaign: Campaign) -> NewList:
    """What stands in the form; what is wrong with a field is said before a file is fetched."""
    zone = campaign.timezone(ask.services.desk.rules.default_zone)
    common: dict[str, Any] = {
        "policy": _policy(form, zone),
        "payload": payload_from(form.text(Field.PAYLOAD) or ""),
        "channel_id": place.channel,
        "thread_ts": place.thread,
    }
    file_id, phones = _file_of(form, place), form.text(Field.PHONES)
    if file_id and phones:
        raise BadInput(
            N_("Please give either numbers or a file, not both. Nothing was added."),
            field=Field.PHONES,
        )
    if phones:
        source = Source.MESSAGE if place.thread else Source.FORM
        return NewList(source, from_text(phones, strict=True), **common)
    if not file_id:
        raise BadInput(N_("Please type numbers here, or choose a file below."), field=Field.PHONES)
    upload = await fetched(ask, file_id)
    opened = from_file(upload.data, upload.name)
    return NewList(Source.FORM, opened, file_name=upload.name, file_id=file_id, **common)


def _file_of(form: Form, place: Place) -> str | None:
    chosen = form.files(Field.FILE)
    return str(chosen[0]["id"]) if chosen else place.file


def _policy(form: Form, zone: tzinfo) -> dict[str, Any]:
    texts = {str(field): form.text(field) or "" for field in POLICY_FIELDS}
    return policy_from(texts, zone)


def payload_from(text: str) -> dict[str, Any]:
    """The variables of a JSON object, or of ``name=value`` lines."""
    if not text.strip():
        return {}
    if text.lstrip().startswith("{"):
        return _json_object(text)
    pairs = [line.partition("=") for line in text.splitlines() if line.strip()]
    if not all(equals and name.strip() for name, equals, _ in pairs):
        raise _no_payload()
    return {name.strip(): value.strip() for name, _, value in pairs}


def _json_object(text: str) -> dict[str, Any]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _no_payload() from None
    if not isinstance(value, dict):
        raise _no_payload()
    return value


def _no_payload() -> BadInput:
    return BadInput(
        N_("Please write a JSON object such as {example}, or a name=value on each line."),
        field=Field.PAYLOAD,
        example='{"name": "Anna"}',
    )


async def columns_submitted(ack: Any, body: Body, intake: Intake) -> None:
    """The columns of a file were put right."""
    await submit(ack, body, intake, correct)


async def correct(ask: Ask, form: Form) -> Modal | None:
    """Read the file again, and show the new preview in the place of the old one."""
    ref = BatchRef.decode(form.metadata)
    choices = {int(index): choice for index, choice in form.choices_of(COLUMN_FIELD).items()}
    columns = ask.services.adding.columns
    batch, _ = await columns.ask(ask.actor, ref.batch)
    check_columns(choices)
    upload = await fetched(ask, str(batch.details["file"]))
    actor = ask.actor_in(batch.channel_id)
    preview = await columns.correct(actor, ref.batch, choices, upload.data)
    if batch.source is Source.FILE:
        await ask.services.adding.offering.preview(preview.batch, instead_of=ref.batch)
    else:
        await ask.reply.at(batch.channel_id, batch.thread_ts).say(shown(ask, preview))
    return None


async def undo_submitted(ack: Any, body: Body, intake: Intake) -> None:
    """An undo was confirmed."""
    await submit(ack, body, intake, undo)


async def undo(ask: Ask, form: Form) -> Modal | None:
    """Begin it; the receipt tells what comes of it."""
    ref = BatchRef.decode(form.metadata)
    await ask.services.adding.undo.begin(ask.actor, ref.batch)
    return blocks.undoing(ask.t)
