"""Who opted out while the host took them is canceled, and the audit tells that it was begun."""

from __future__ import annotations

import asyncio

from sqlalchemy import select

from bot.domain.audit import SCHEDULER
from bot.domain.batches import Batch
from bot.services.sending import Sending
from bot.store.chunks import Chunk
from bot.store.schema import audit
from simulators.calls_api import SimCampaign
from tests.services.optouts.entering import opt_out
from tests.shops import Shop, phones, until

ANNA, BELLA = phones(2)


async def claimed(shop: Shop, sender: Sending) -> tuple[Chunk | Batch, SimCampaign]:
    """A request with both of them is on its way when one opts out."""
    campaign, made = await shop.connect()
    await shop.add(campaign, [ANNA, BELLA])
    (chunk,) = await sender.claim(1)
    await opt_out(shop, ANNA)
    return chunk, made


async def written(shop: Shop) -> list[tuple[str, int | None]]:
    query = select(audit.c.outcome, audit.c.people).where(
        audit.c.action == "optout", audit.c.actor == SCHEDULER
    )
    async with shop.desk.db.read() as tx:
        return [(row.outcome, row.people) for row in await tx.execute(query.order_by(audit.c.id))]


async def test_the_audit_tells_that_it_was_begun_and_that_it_is_done(shop: Shop) -> None:
    sender = shop.sender()
    chunk, made = await claimed(shop, sender)
    await sender.carry_out(chunk)
    assert made.counts == {"planned": 1, "canceled": 1}
    assert await written(shop) == [("begun", 1), ("done", 1)]


async def test_a_worker_that_died_before_the_host_answered_leaves_a_trace(shop: Shop) -> None:
    sender = shop.sender()
    chunk, made = await claimed(shop, sender)
    shop.calls.fault("hang", "callJob/cancel")
    dying = asyncio.create_task(sender.carry_out(chunk))
    await until(lambda: shop.calls.requests.of("callJob/cancel"))
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)

    assert await written(shop) == [("begun", 1)]
    await opt_out(shop, ANNA)
    assert made.counts == {"planned": 1, "canceled": 1}


async def test_nothing_is_written_where_nobody_opted_out(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, [ANNA, BELLA])
    sender = shop.sender()
    (chunk,) = await sender.claim(1)
    await sender.carry_out(chunk)
    assert await written(shop) == []
