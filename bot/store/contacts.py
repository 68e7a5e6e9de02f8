"""How many different numbers a campaign's call jobs have: counted as they come.

Counting them when somebody asks would take an index in the order of the numbers, which costs each
call job as much as all that is stored of it. Like the sums of a campaign it is kept in the
transaction that stores the call jobs, before it stores them, by who holds the campaign's lease or
lock; and like them it tells of call jobs that are deleted by now.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    Text,
    bindparam,
    cast,
    distinct,
    exists,
    func,
    select,
)

from bot.store.schema import call_job, contact_tally
from bot.store.statements import Insert, insert_for
from bot.store.transaction import Transaction


async def count(tx: Transaction, campaign_id: int) -> int:
    """How many there were."""
    query = select(contact_tally.c.contacts).where(contact_tally.c.campaign_id == campaign_id)
    return int(await tx.scalar(query) or 0)


async def add(tx: Transaction, campaign_id: int, phones: Sequence[str]) -> None:
    """Count those of the numbers that the campaign has no call job of; some may be the same."""
    page = orjson.dumps(phones).decode()
    await tx.execute(_adding(tx.dialect.name), {"campaign": campaign_id, "page": page})


@cache
def _adding(dialect: str) -> Insert:
    page: ColumnElement[Any] = bindparam("page", type_=Text)
    if dialect == "postgresql":
        listed = func.json_array_elements_text(cast(page, JSON)).table_valued("value")
    else:
        listed = func.json_each(page).table_valued("value")
    return adding_those(dialect, listed.c.value, select(listed.c.value))


def adding_those(dialect: str, phone: ColumnElement[str], rows: Select[Any]) -> Insert:
    """The statement for numbers that a query gives; it has the campaign as ``campaign``."""
    campaign = bindparam("campaign", type_=call_job.c.campaign_id.type)
    known = exists().where(call_job.c.phone == phone, call_job.c.campaign_id == campaign)
    new = rows.with_only_columns(campaign, func.count(distinct(phone))).where(~known)
    insert = insert_for(dialect, contact_tally).from_select(["campaign_id", "contacts"], new)
    grown = contact_tally.c.contacts + insert.excluded.contacts
    return insert.on_conflict_do_update(index_elements=["campaign_id"], set_={"contacts": grown})
