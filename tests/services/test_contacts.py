"""A campaign's contacts are its different numbers, whoever added them and however often."""

from __future__ import annotations

from typing import Any

from bot.store import contacts, forgetting, snapshots
from bot.store.schema import call_job
from tests.shops import ADMIN, Shop, phones, work


async def counted(shop: Shop, campaign_id: int) -> int:
    async with shop.desk.db.read() as tx:
        return await contacts.count(tx, campaign_id)


async def watched(shop: Shop, campaign_id: int, jobs: dict[str, str]) -> None:
    """The watcher meets call jobs that somebody added elsewhere, by ID."""
    common: dict[str, Any] = {"status": "planned", "outcome": "open", "attempts": 0}
    common |= {"talk_seconds": 0, "seen_at": shop.clock.now()}
    new = [{"job_id": job_id, "phone": phone, **common} for job_id, phone in jobs.items()]
    async with shop.desk.db.begin() as tx:
        await snapshots.write(tx, campaign_id, new=new, changed=[], before={})


async def test_nobody_was_added_yet(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    assert await counted(shop, campaign.id) == 0


async def test_somebody_who_is_added_twice_is_one_contact(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(3))
    await work(shop.sender())
    preview = await shop.preview(campaign, phones(2, first=2))
    preview = await shop.adding.drafts.add_again(ADMIN, preview.batch.id, again=True)
    await shop.confirm(preview)
    await work(shop.sender())
    assert await counted(shop, campaign.id) == 4


async def test_those_whom_others_added_count_too(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await shop.add(campaign, phones(2))
    await work(shop.sender())
    known, new = phones(2, first=1)
    await watched(shop, campaign.id, {"a": known, "b": new, "c": new})
    await watched(shop, campaign.id, {"d": new})
    assert await counted(shop, campaign.id) == 3


async def test_each_campaign_has_contacts_of_its_own(shop: Shop) -> None:
    spring, _ = await shop.connect()
    autumn, _ = await shop.connect("autumn")
    await watched(shop, spring.id, {"a": phones(1)[0]})
    await watched(shop, autumn.id, dict(zip("ab", phones(2), strict=True)))
    assert (await counted(shop, spring.id), await counted(shop, autumn.id)) == (1, 2)


async def test_they_stay_when_somebody_is_erased_and_when_call_jobs_are_old(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    await watched(shop, campaign.id, dict(zip("ab", phones(2), strict=True)))
    async with shop.desk.db.begin() as tx:
        await forgetting.jobs(tx, phones(1)[0], "somebody")
        await tx.execute(call_job.delete().where(call_job.c.job_id == "b"))
    assert await counted(shop, campaign.id) == 2
