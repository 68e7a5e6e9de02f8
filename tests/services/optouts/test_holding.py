"""Opting out reaches into lists at every stage: shown, confirmed, sent, unclear."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update

from bot.domain.optouts import OptedOut
from bot.services.access import Access
from bot.services.adding import from_text
from bot.services.campaigns import Campaigns
from bot.services.optouts import Canceling, Forgetting, Numbers, OptOuts
from bot.store import Database
from bot.store.schema import chunk, metadata
from tests.clocks import ManualClock
from tests.shops import ADMIN, Shop, opened, phones, work

ANNA, BELLA, CLARA = phones(3)


@pytest.fixture
async def shop(database: Database, clock: ManualClock) -> AsyncIterator[Shop]:
    async with opened(database, clock) as made:
        yield made


def parts(shop: Shop) -> tuple[OptOuts, Forgetting]:
    access = Access(shop.desk)
    numbers = Numbers(shop.desk, Campaigns(shop.desk, access))
    canceling = Canceling(shop.desk, shop.hosts)
    return (
        OptOuts(shop.desk, access, numbers, canceling),
        Forgetting(shop.desk, access, numbers, canceling),
    )


async def opt_out(shop: Shop, *numbers: str) -> OptedOut:
    typed = from_text("\n".join(f"+{one}" for one in numbers), strict=True)
    return await parts(shop)[0].add(ADMIN, typed, "key")


async def test_rows_of_a_preview_are_held(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    shown = await shop.preview(campaign, [ANNA, BELLA])

    outcome = await opt_out(shop, ANNA)

    assert (outcome.new, outcome.held, outcome.under_way) == (1, 1, 0)
    again = await shop.adding.previews.of_id(shown.batch.id)
    assert (again.ready, again.held) == (1, {"opted_out": 1})


async def test_rows_of_a_request_that_was_never_sent_are_held_and_not_counted(shop: Shop) -> None:
    campaign, made = await shop.connect()
    batch = await shop.add(campaign, [ANNA, BELLA])

    outcome = await opt_out(shop, ANNA)
    assert (outcome.held, outcome.under_way) == (1, 0)
    assert [one.rows for one in await shop.chunks(batch)] == [1]
    await work(shop.sender())

    assert set(made.books.jobs) == {BELLA}
    assert (await shop.progress(batch)).added == 1


async def test_a_request_of_nobody_else_ends_without_being_sent(shop: Shop) -> None:
    campaign, made = await shop.connect()
    batch = await shop.add(campaign, [ANNA])

    await opt_out(shop, ANNA)
    await work(shop.sender())

    assert not made.books.jobs
    assert str((await shop.progress(batch)).batch.state) == "done"


async def test_a_request_that_a_host_may_have_seen_is_told_of(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch = await shop.add(campaign, [ANNA, BELLA])
    async with shop.desk.db.begin() as tx:
        seen = {"state": "unclear", "unclear_at": shop.clock.now()}
        await tx.execute(update(chunk).where(chunk.c.batch_id == batch).values(**seen))

    outcome = await opt_out(shop, ANNA, CLARA)

    assert (outcome.new, outcome.held, outcome.under_way) == (2, 0, 1)


async def test_whoever_opts_out_while_being_added_is_canceled_as_soon_as_the_host_has_them(
    shop: Shop,
) -> None:
    campaign, made = await shop.connect()
    shop.calls.fault("drop_after_processing", "addPhones")
    await shop.add(campaign, [ANNA, BELLA])
    shop.calls.fault("500", "callJob/getReportByDate", times=10)
    sender = shop.sender()
    await work(sender)
    assert set(made.books.jobs) == {ANNA, BELLA}
    outcome = await opt_out(shop, ANNA)
    assert (outcome.canceled, outcome.under_way) == (0, 1)

    shop.calls.clear_faults()
    shop.clock.move(3_600)
    await work(sender)

    assert made.counts == {"canceled": 1, "planned": 1}
    assert made.status_of(ANNA) == "canceled"


async def test_whoever_opts_out_between_a_claim_and_its_request_is_left_out_or_canceled(
    shop: Shop,
) -> None:
    """A request that does not go at once is read anew; one that does is looked at afterwards."""
    campaign, made = await shop.connect()
    sender = shop.sender()
    await shop.add(campaign, [ANNA, BELLA])
    [at_once] = await sender.claim(1)
    await opt_out(shop, ANNA)
    await sender.carry_out(at_once)
    assert made.counts == {"canceled": 1, "planned": 1}

    await shop.add(campaign, [CLARA, phones(1, first=3)[0]])
    [late] = await sender.claim(1)
    await opt_out(shop, CLARA)
    shop.clock.move(2)
    await sender.carry_out(late)
    await work(sender)
    assert CLARA not in made.books.jobs
    assert made.counts == {"canceled": 1, "planned": 2}


async def test_whoever_opted_out_is_taken_out_before_a_lost_request_is_sent_again(
    shop: Shop,
) -> None:
    campaign, made = await shop.connect()
    shop.calls.fault("500", route="addPhones", times=1)
    batch = await shop.add(campaign, [ANNA, BELLA])
    sender = shop.sender()
    await work(sender)
    assert not made.books.jobs

    outcome = await opt_out(shop, ANNA)
    assert outcome.under_way == 1
    shop.clock.move(3_600)
    await work(sender)
    shop.clock.move(3_600)
    await work(sender)

    assert set(made.books.jobs) == {BELLA}
    progress = await shop.progress(batch)
    assert (progress.added, progress.refused) == (1, 1)


async def test_what_is_queued_is_canceled_and_named_for_its_actor(shop: Shop) -> None:
    campaign, made = await shop.connect()
    await shop.add(campaign, [ANNA, BELLA])
    await work(shop.sender())

    outcome = await opt_out(shop, ANNA)

    assert (outcome.canceled, outcome.left) == (1, [])
    assert made.counts == {"canceled": 1, "planned": 1}


async def test_a_host_that_is_down_stops_no_optout(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, [ANNA])
    await work(shop.sender())
    await shop.calls.refuse()

    outcome = await opt_out(shop, ANNA)

    assert (outcome.new, outcome.canceled) == (1, 0)
    assert [(one.campaign, one.jobs) for one in outcome.left] == [("spring", 1)]


async def test_forgetting_leaves_counts_and_no_number(shop: Shop) -> None:
    campaign, made = await shop.connect()
    batch = await shop.add(campaign, [ANNA, BELLA])
    await work(shop.sender())
    await shop.preview_file(campaign, f"phone,name\n+{ANNA},Anna\n12025,{ANNA[1:]}\n")

    typed = from_text(f"+{ANNA}", strict=True)
    outcome = await parts(shop)[1].forget(ADMIN, typed, "key")

    assert (outcome.jobs, outcome.rows, outcome.canceled) == (1, 2, 1)
    assert made.counts == {"canceled": 1, "planned": 1}
    assert (await shop.progress(batch)).added == 2
    async with shop.desk.db.read() as tx:
        dump = [
            str(row) for table in metadata.sorted_tables for row in await tx.execute(table.select())
        ]
    assert not [row for row in dump if ANNA[1:] in row]
    assert [row for row in dump if BELLA in row]
