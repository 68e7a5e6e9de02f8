"""A person puts the columns of a file right."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.domain.batches import BatchState
from bot.errors import BadInput, TooLate
from bot.store.schema import batch, batch_row
from tests.shops import ADMIN, Shop, phones

LIST = "home,mobile,note\n+12025550100,+12025550101,hello\n+12025550102,+12025550103,bye\n"


async def test_the_list_is_read_again_with_the_columns_that_were_chosen(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    before = await shop.preview_file(campaign, LIST, payload={"lang": "en"})
    _, guess = await shop.adding.columns.ask(ADMIN, before.batch.id)
    assert guess.phone is not None
    other = 1 - guess.phone.index

    choices = {guess.phone.index: "payload", other: "phone", 2: "ignored"}
    after = await shop.adding.columns.correct(ADMIN, before.batch.id, choices, LIST.encode())

    assert after.ready == 2
    async with shop.desk.db.read() as tx:
        query = select(batch_row.c.phone, batch_row.c.wire).where(
            batch_row.c.batch_id == after.batch.id
        )
        rows = (await tx.execute(query.order_by(batch_row.c.position))).all()
        state = await tx.scalar(select(batch.c.state).where(batch.c.id == before.batch.id))
    expected = ["12025550100", "12025550102"] if other == 0 else ["12025550101", "12025550103"]
    assert [row.phone for row in rows] == expected
    assert '"lang":"en"' in rows[0].wire
    assert "hello" not in rows[0].wire
    assert state == str(BatchState.DISCARDED)


@pytest.mark.parametrize(
    ("choices", "wrong", "field"),
    [
        ({0: "payload", 1: "payload", 2: "payload"}, "exactly one column", "column_0"),
        ({0: "phone", 1: "phone", 2: "payload"}, "exactly one column", "column_1"),
        ({0: "phone", 1: "policy:gmtZone", 2: "policy:gmtZone"}, "both be gmtZone", "column_2"),
    ],
)
async def test_there_is_one_phone_column_and_one_of_each_policy_field(
    shop: Shop, choices: dict[int, str], wrong: str, field: str
) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview_file(campaign, LIST)
    with pytest.raises(BadInput, match=wrong) as told:
        await shop.adding.columns.correct(ADMIN, preview.batch.id, choices, LIST.encode())
    assert told.value.field == field
    assert (await shop.adding.previews.of_id(preview.batch.id)).batch.state is BatchState.DRAFT


async def test_typed_numbers_have_no_columns(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, phones(2))
    with pytest.raises(BadInput, match="no file"):
        await shop.adding.columns.ask(ADMIN, preview.batch.id)


async def test_a_confirmed_list_stays_as_it_is(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview_file(campaign, LIST)
    await shop.confirm(preview)
    with pytest.raises(TooLate):
        await shop.adding.columns.ask(ADMIN, preview.batch.id)
