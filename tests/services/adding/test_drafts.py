"""A list is read, checked and counted before anybody confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import orjson
import pytest
from sqlalchemy import func, select

from bot.domain.batches import Batch, BatchState, Source
from bot.domain.contacts import Contact
from bot.domain.guards import Held, Judged
from bot.errors import BadInput, NotAllowed, TooLate
from bot.services.access import Access
from bot.services.adding import NewList, from_text, join_adding
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.store.schema import bad_row, batch, batch_row
from tests.shops import ADMIN, Shop, phones, work

LIST = (
    "phone;name;maxAttempts\n"
    "+1 202 555 0100;Anna;3\n"
    "(202) 555-0101;Иван;\n"
    "+1 202 555 0100;Anna again;\n"
    "12;short;\n"
    ";nobody;\n"
    "+1 202 555 0102;Zoe;99\n"
)


async def test_a_file_that_is_named_by_a_number_gives_none_away(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview_file(campaign, LIST, name="Anna +1 202-555-0100.csv")
    assert preview.batch.file_name == "Anna •••00.csv"


async def test_a_file_is_counted_and_its_rows_are_kept_in_order(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview_file(campaign, LIST)

    assert preview.ready == 2
    assert preview.counts.total == 6
    assert preview.counts.duplicates == 1
    assert preview.counts.bad == {"too_short": 1, "no_phone": 1, "policy": 1}
    assert preview.columns
    assert preview.sample == ("+1 •••-••-00", "+1 •••-••-01")
    async with shop.desk.db.read() as tx:
        rows = (await tx.execute(select(batch_row).order_by(batch_row.c.position))).all()
        bad = (await tx.scalars(select(bad_row.c.line).order_by(bad_row.c.position))).all()
    assert [orjson.loads(row.wire) for row in rows] == [
        {"phone": "12025550100", "payload": {"name": "Anna"}, "maxAttempts": 3},
        {"phone": "12025550101", "payload": {"name": "Иван"}},
    ]
    assert bad == [4, 5, 6, 7]


async def test_nothing_is_sent_before_it_is_confirmed(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.preview(campaign, phones(3))
    assert not await work(shop.sender())
    assert not shop.calls.requests.of("addPhones")


async def test_several_bad_numbers_of_one_line_are_all_named(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    text = from_text("+1 202 555 0100, +44, +7 12", strict=True)
    preview = await shop.adding.drafts.read(ADMIN, campaign, NewList(Source.COMMAND, text))
    assert (preview.ready, preview.counts.rejected) == (1, 2)


async def test_who_has_an_open_call_job_is_off_unless_ticked(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(2))
    await work(shop.sender())

    preview = await shop.preview(campaign, phones(3))
    assert (preview.ready, preview.held) == (1, {Held.OPEN_JOB: 2})

    ticked = await shop.adding.drafts.add_again(ADMIN, preview.batch.id, again=True)
    assert (ticked.ready, ticked.held) == (3, {})
    unticked = await shop.adding.drafts.add_again(ADMIN, preview.batch.id, again=False)
    assert (unticked.ready, unticked.held) == (1, {Held.OPEN_JOB: 2})


async def test_who_is_just_being_added_is_off_too(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(2))
    preview = await shop.preview(campaign, phones(3))
    assert (preview.ready, preview.held) == (1, {Held.BEING_ADDED: 2})


async def test_other_campaigns_and_mere_previews_hold_nobody_back(shop: Shop) -> None:
    (spring, _), (autumn, _) = await shop.connect("spring"), await shop.connect("autumn")
    await shop.add(spring, phones(2))
    await shop.preview(autumn, phones(2))
    preview = await shop.preview(autumn, phones(2))
    assert preview.ready == 2


class OptedOut:
    """A guard that keeps one number out and shortens the hours of the rest."""

    word = "opted_out"
    reasons: Mapping[str, str] = {word: "asked not to be called"}

    async def judge(self, batch: Batch, page: Sequence[Contact]) -> Judged:
        out = {one.position: self.word for one in page if one.phone.endswith("1")}
        kept = [
            one._replace(policy={"allowedDays": ["mon"]}) for one in page if one.position not in out
        ]
        return Judged(kept, out)


async def test_a_guard_counts_whom_it_removed_and_a_tick_does_not_bring_them_back(
    shop: Shop,
) -> None:
    access = Access(shop.desk)
    registry = Campaigns(shop.desk, access)
    cards = Cards(shop.desk, access, registry)
    guarded = join_adding(shop.desk, access, registry, cards, guards=[OptedOut()])
    campaign, _ = await shop.connect()

    preview = await replace(shop, adding=guarded).preview(campaign, phones(3))
    assert (preview.ready, preview.held) == (2, {"opted_out": 1})
    assert guarded.held_labels["opted_out"] == "asked not to be called"

    ticked = await guarded.drafts.add_again(ADMIN, preview.batch.id, again=True)
    assert (ticked.ready, ticked.held) == (2, {"opted_out": 1})
    async with shop.desk.db.read() as tx:
        query = select(batch_row.c.wire).where(batch_row.c.state == "ready")
        wires = (await tx.scalars(query)).all()
    assert all('"allowedDays":["mon"]' in wire for wire in wires)


@pytest.mark.parametrize("text", ["", "phone\n"])
async def test_a_list_with_nobody_in_it_is_said_to_be_one(shop: Shop, text: str) -> None:
    campaign, _ = await shop.connect()
    with pytest.raises(BadInput):
        await shop.preview_file(campaign, text)


async def test_what_cannot_be_read_to_its_end_leaves_nobody_behind(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    rows = "".join(f"+1202555{number:04d};x\n" for number in range(3_000))
    with pytest.raises(BadInput):
        await shop.preview_file(campaign, f'phone;name\n{rows}+12025550100;"never closed\n')
    async with shop.desk.db.read() as tx:
        assert await tx.scalar(select(func.count()).select_from(batch_row)) == 0
        assert await tx.scalar(select(batch.c.state)) == str(BatchState.DISCARDED)


async def test_only_an_operator_may_add(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    viewer = replace(ADMIN, user_id="UVIEWER")
    wanted = NewList(Source.COMMAND, from_text("+12025550100", strict=True))
    with pytest.raises(NotAllowed):
        await shop.adding.drafts.read(viewer, campaign, wanted)


async def test_a_decided_preview_cannot_be_ticked(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    preview = await shop.preview(campaign, phones(1))
    await shop.confirm(preview)
    with pytest.raises(TooLate):
        await shop.adding.drafts.add_again(ADMIN, preview.batch.id, again=True)
