"""The columns of a file, put right by a person: the list is read again as a new draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.batches import Batch, Preview
from bot.domain.contacts import COLUMN_FIELD, Column, ColumnGuess, Role
from bot.domain.people import Actor
from bot.domain.people import Role as PersonRole
from bot.errors import BadInput
from bot.services.access import Access
from bot.services.adding.confirming import Confirming
from bot.services.adding.drafts import Drafts
from bot.services.adding.lists import NewList, from_file
from bot.services.campaigns import Campaigns
from bot.texts import N_


class Columns:
    """Corrects what a file's columns were taken for."""

    def __init__(
        self, access: Access, registry: Campaigns, drafts: Drafts, confirming: Confirming
    ) -> None:
        self._access = access
        self._registry = registry
        self._drafts = drafts
        self._confirming = confirming

    async def ask(self, actor: Actor, batch_id: int) -> tuple[Batch, ColumnGuess]:
        """The draft of a file, and what its columns were taken for."""
        batch = await self._drafts.of(batch_id)
        campaign = await self._registry.by_id(batch.campaign_id)
        await self._access.authorise(actor, "add", PersonRole.OPERATOR, campaign)
        guess = columns_of(batch)
        if guess is None or not batch.details.get("file"):
            raise BadInput(N_("That list is no file, so it has no columns to put right."))
        return batch, guess

    async def correct(
        self, actor: Actor, batch_id: int, choices: Mapping[int, str], data: bytes
    ) -> Preview:
        """Read the file ``data`` again; ``choices`` are a role or ``policy:FIELD`` by column.

        The draft of before is discarded, so that its buttons confirm nothing that nobody saw.
        """
        batch, guess = await self.ask(actor, batch_id)
        columns = chosen_columns(guess, choices)
        campaign = await self._registry.by_id(batch.campaign_id)
        name = batch.file_name or ""
        wanted = NewList(
            batch.source,
            from_file(data, name, columns),
            file_name=batch.file_name,
            file_id=batch.details["file"],
            policy=batch.policy,
            payload=batch.details.get("payload") or {},
            channel_id=batch.channel_id,
            thread_ts=batch.thread_ts,
        )
        preview = await self._drafts.read(actor, campaign, wanted)
        await self._confirming.discard(actor, batch_id)
        return preview


def columns_of(batch: Batch) -> ColumnGuess | None:
    """What the columns of a batch's list were taken for."""
    stored: dict[str, Any] | None = batch.details.get("columns")
    if not stored:
        return None
    columns = tuple(
        Column(index, header, Role(role), key) for index, header, role, key in stored["columns"]
    )
    others = {"sheet": stored["sheet"], "unread": tuple(stored["unread"])}
    return ColumnGuess(columns, stored["data_from"], stored["guarded"], **others)


def chosen_columns(guess: ColumnGuess, choices: Mapping[int, str]) -> ColumnGuess:
    """The guess with what was chosen for its columns.

    :raises BadInput: not exactly one phone column, or a policy field twice.
    """
    check_columns(choices)
    # Roles of which there is one are given last: giving one takes it from the column before.
    for index, choice in sorted(
        choices.items(), key=lambda item: item[1] not in ("payload", "ignored")
    ):
        role, _, key = choice.partition(":")
        guess = guess.with_role(index, Role(role), key)
    return replace(guess)


def check_columns(choices: Mapping[int, str]) -> None:
    """See that there is one column of what there is one of.

    :raises BadInput: beside a column that is to be chosen anew.
    """
    seen: set[str] = set()
    for index, choice in sorted(choices.items()):
        if choice in seen:
            raise _twice(index, choice)
        if choice not in (Role.PAYLOAD, Role.IGNORED):
            seen.add(choice)
    if Role.PHONE not in seen:
        raise _one_phone(min(choices, default=0))


def _twice(index: int, choice: str) -> BadInput:
    if choice == Role.PHONE:
        return _one_phone(index)
    return BadInput(
        N_("Two columns cannot both be {field_name}. Nothing was changed."),
        field=f"{COLUMN_FIELD}{index}",
        field_name=choice.partition(":")[2],
    )


def _one_phone(index: int) -> BadInput:
    return BadInput(
        N_("Please choose exactly one column for the phone numbers."),
        field=f"{COLUMN_FIELD}{index}",
    )
