"""The form for adding: numbers or a file, what the script gets, and the call policy."""

from __future__ import annotations

from slackblocks import Block, ExternalSelectMenu, FileInput, InputBlock, PlainText

from bot.domain.campaigns import Campaign
from bot.domain.cells import phones_hidden
from bot.slack.blocks.kit import context, labelled, option, text_input
from bot.slack.ids import Field, View
from bot.slack.message import Modal
from bot.slack.metadata import Place
from bot.texts import N_, Texts

POLICY_FIELDS = (
    Field.START_DATE_TIME,
    Field.FINISH_DATE_TIME,
    Field.ALLOWED_DAYS,
    Field.ALLOWED_TIME,
    Field.RETRY_INTERVAL,
    Field.MAX_ATTEMPTS,
    Field.GMT_ZONE,
    Field.DIALER_PRIORITY,
    Field.EXTERNAL_CHECK_URL,
    Field.EXTERNAL_CHECK_RETRIES,
)
"""The items of a call policy; their labels are the Calls API's own names."""

_HINTS = {
    Field.START_DATE_TIME: N_("Nobody is called before, e.g. 2026-12-01 10:00"),
    Field.FINISH_DATE_TIME: N_("Nobody is called after, e.g. 2026-12-31"),
    Field.ALLOWED_DAYS: N_("e.g. mon-fri"),
    Field.ALLOWED_TIME: N_("e.g. 09:00-18:00, or mon-fri: 9-18; sat: 10-14"),
    Field.RETRY_INTERVAL: N_("1 to 2880"),
    Field.MAX_ATTEMPTS: N_("1 to 50"),
    Field.GMT_ZONE: N_("e.g. +03:00 or Europe/Moscow; empty is the number's own"),
    Field.DIALER_PRIORITY: N_("1 (first) to 5 (last)"),
    Field.EXTERNAL_CHECK_URL: N_("The platform asks this address before it calls"),
    Field.EXTERNAL_CHECK_RETRIES: N_("How often it asks again"),
}
_LONGEST_TEXT = 3_000


def add_form(
    t: Texts,
    place: Place,
    campaign: Campaign | None,
    phones: str | None = None,
    file_name: str | None = None,
) -> Modal:
    """The form, with what is known already: ``file_name`` is that of a message's own file."""
    blocks: list[Block] = [_campaign(t, campaign)]
    if file_name:
        name = phones_hidden(file_name)
        blocks.append(context(t.md("From the file {file} of that message.", file=name)))
    else:
        blocks += [_phones(t, phones), _file(t)]
    blocks += [_payload(t), *[_policy(t, field) for field in POLICY_FIELDS]]
    return Modal(
        callback_id=str(View.ADD),
        title=t("Add phones"),
        submit=t("Preview"),
        close=t("Cancel"),
        metadata=place.encode(),
        blocks=tuple(blocks),
    )


def _campaign(t: Texts, campaign: Campaign | None) -> InputBlock:
    menu = ExternalSelectMenu(
        action_id=str(Field.CAMPAIGN),
        initial_option=option(campaign.name, str(campaign.id)) if campaign else None,
        min_query_length=0,
        placeholder=PlainText(t("Type its name")),
    )
    return labelled(Field.CAMPAIGN, t("Campaign"), menu)


def _phones(t: Texts, phones: str | None) -> InputBlock:
    return text_input(
        Field.PHONES,
        t("Phones"),
        initial=phones or None,
        hint=t("A number on each line, with its country code. Nobody is called before a preview."),
        optional=True,
        multiline=True,
        longest=_LONGEST_TEXT,
    )


def _file(t: Texts) -> InputBlock:
    return labelled(
        Field.FILE,
        t("File"),
        FileInput(action_id=str(Field.FILE), filetypes=["csv", "xlsx"], max_files=1),
        hint=t("CSV or XLSX, at most 10 MB and 100,000 rows."),
        optional=True,
    )


def _payload(t: Texts) -> InputBlock:
    return text_input(
        Field.PAYLOAD,
        t("Payload"),
        hint=t("Variables for the script: a JSON object, or a name=value on each line."),
        optional=True,
        multiline=True,
        longest=_LONGEST_TEXT,
    )


def _policy(t: Texts, field: Field) -> InputBlock:
    return text_input(field, str(field), hint=t(_HINTS[field]), optional=True, longest=1_000)
