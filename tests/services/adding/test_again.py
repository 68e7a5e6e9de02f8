"""``again``: people are added once more by what became of their call jobs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from bot.domain.batches import BatchState
from bot.domain.campaigns import Campaign
from bot.errors import BadInput
from bot.services.adding.again import without_window_over
from bot.store.schema import batch_row, call_job
from tests.shops import ADMIN, Shop, phones, work

FIRST, SECOND, THIRD = phones(3)


async def called(
    shop: Shop, campaign: Campaign, phone: str, status: str, outcome: str, **more: Any
) -> None:
    """A call job that came to an end just now."""
    values = {
        "campaign_id": campaign.id,
        "job_id": f"{phone}-{status}-{shop.clock.now().timestamp()}",
        "phone": phone,
        "status": status,
        "outcome": outcome,
        "finished_at": shop.clock.now() if outcome != "open" else None,
        "seen_at": shop.clock.now(),
    }
    async with shop.desk.db.begin() as tx:
        await tx.execute(call_job.insert().values(**{**values, **more}))


async def again(
    shop: Shop, campaign: Campaign, *statuses: str, since: timedelta | None = None
) -> list[str]:
    """Who would be added again, by phone."""
    preview = await shop.adding.again.read(ADMIN, campaign, statuses or ("noAnswer",), since)
    async with shop.desk.db.read() as tx:
        query = select(batch_row.c.phone).where(
            batch_row.c.batch_id == preview.batch.id, batch_row.c.state == "ready"
        )
        return list((await tx.scalars(query.order_by(batch_row.c.position))).all())


async def test_those_with_the_outcome_are_chosen_each_once(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    for phone in (SECOND, FIRST, SECOND):
        await called(shop, campaign, phone, "noAnswer", "failed")
        shop.clock.move(1)
    await called(shop, campaign, THIRD, "notDone", "failed")
    assert await again(shop, campaign) == [FIRST, SECOND]
    assert await again(shop, campaign, "noAnswer", "notDone") == [FIRST, SECOND, THIRD]


async def test_as_far_back_as_asked(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await called(shop, campaign, FIRST, "noAnswer", "failed")
    shop.clock.move(3 * 86_400)
    await called(shop, campaign, SECOND, "noAnswer", "failed", finished_at=None)
    assert await again(shop, campaign, since=timedelta(days=2)) == [SECOND]


async def test_who_has_a_call_coming_or_was_reached_since_is_left_out(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    for phone in (FIRST, SECOND, THIRD):
        await called(shop, campaign, phone, "noAnswer", "failed")
    shop.clock.move(60)
    await called(shop, campaign, FIRST, "planned", "open")
    await called(shop, campaign, SECOND, "longCallWithResult", "success")
    assert await again(shop, campaign) == [THIRD]


async def test_who_was_reached_before_the_failure_is_called_again(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await called(shop, campaign, FIRST, "longCallWithResult", "success")
    shop.clock.move(60)
    await called(shop, campaign, FIRST, "noAnswer", "failed")
    assert await again(shop, campaign) == [FIRST]


async def test_other_campaigns_count_for_nothing(shop: Shop) -> None:
    (spring, _), (autumn, _) = await shop.connect("spring"), await shop.connect("autumn")
    await called(shop, spring, FIRST, "noAnswer", "failed")
    await called(shop, autumn, FIRST, "planned", "open")
    assert await again(shop, spring) == [FIRST]


async def test_nobody_is_a_sentence_and_leaves_nothing(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    with pytest.raises(BadInput, match="Nobody in spring"):
        await again(shop, campaign)


async def test_payload_and_policy_of_the_last_time_go_along(shop: Shop) -> None:
    campaign, host = await shop.connect()
    first = await shop.preview_file(
        campaign,
        "phone,name,maxAttempts,finishDateTime\n"
        f"+{FIRST},Anna,3,2026-11-02 10:00\n+{SECOND},Zoe,5,2026-12-01\n",
    )
    await shop.confirm(first)
    await work(shop.sender())
    async with shop.desk.db.begin() as tx:
        await tx.execute(
            call_job.update().values(
                status="noAnswer", outcome="failed", finished_at=shop.clock.now()
            )
        )
    shop.clock.move(2 * 3600)

    preview = await shop.adding.again.read(ADMIN, campaign, ["noAnswer"], None)

    assert preview.batch.state is BatchState.DRAFT
    async with shop.desk.db.read() as tx:
        query = select(batch_row.c.wire).where(batch_row.c.batch_id == preview.batch.id)
        anna, zoe = [orjson.loads(one) for one in (await tx.scalars(query)).all()]
    assert anna == {"phone": FIRST, "payload": {"name": "Anna"}, "maxAttempts": 3}
    assert zoe["maxAttempts"] == 5
    assert zoe["finishDateTime"].startswith("2026-12-01")
    await shop.confirm(preview)
    await work(shop.sender())
    assert {phone: len(ids) for phone, ids in host.books.jobs.items()} == {FIRST: 2, SECOND: 2}


async def test_a_window_that_is_over_goes_with_its_beginning(shop: Shop) -> None:
    now = shop.clock.now()
    over = {"startDateTime": "2026-11-01T00:00:00Z", "finishDateTime": "2026-11-01T10:00:00Z"}
    assert without_window_over({**over, "maxAttempts": 2}, now) == {"maxAttempts": 2}
    coming = {"finishDateTime": "2026-12-01T10:00:00Z"}
    assert without_window_over(coming, now) == coming
