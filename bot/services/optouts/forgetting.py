"""``forget``: a person is erased everywhere here; an opt-out of theirs stays."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from bot.domain.forgetting import Forgotten, mentions, pseudonym, spellings
from bot.domain.people import Actor, Role
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.optouts.canceling import Canceling, Jobs
from bot.services.optouts.guard import print_of
from bot.services.optouts.numbers import Numbers, Open
from bot.store import forgetting, optouts
from bot.store.transaction import Transaction

Page = Callable[[Transaction, int], Awaitable[int | None]]


class Forgetting:
    """Erases people. Counts stay: their call jobs are those of somebody who has no name."""

    def __init__(self, desk: Desk, access: Access, numbers: Numbers, canceling: Canceling) -> None:
        self._desk = desk
        self._access = access
        self._numbers = numbers
        self._canceling = canceling

    async def forget(self, actor: Actor, open_: Open, key: str) -> Forgotten:
        """Cancel what is queued for the person, then erase them. ``key`` names the request."""
        await self._access.authorise(actor, "forget", Role.ADMIN)
        phone = await self._numbers.one(actor, open_)
        canceled, left = await self._canceling.cancel(actor, await self._open_jobs(phone), key)
        jobs, rows, under_way = await self._erase_calls(phone)
        await self._erase_bad_rows(phone)
        written = spellings(phone)
        await self._through(lambda tx, after: forgetting.posts(tx, written, after))
        await self._desk.db.wipe()
        await self._access.audit(actor, "forget", "done", people=1, jobs=jobs, rows=rows)
        opted_out = await self._is_opted_out(phone)
        return Forgotten(jobs, rows, under_way, canceled, left, opted_out)

    async def _open_jobs(self, phone: str) -> Jobs:
        async with self._desk.db.read() as tx:
            found = await optouts.open_jobs(tx, [phone])
        jobs: Jobs = {}
        for campaign_id, job_id in found:
            jobs.setdefault(campaign_id, []).append(job_id)
        return jobs

    async def _erase_calls(self, phone: str) -> tuple[int, int, int]:
        instead = pseudonym(secrets.token_hex(6))
        async with self._desk.db.begin() as tx:
            jobs = await forgetting.jobs(tx, phone, instead)
            rows = await forgetting.rows(tx, phone, instead)
            return jobs, rows, await optouts.under_way(tx, [phone])

    async def _through(self, page: Page) -> None:
        after: int | None = 0
        while after is not None:
            async with self._desk.db.begin() as tx:
                after = await page(tx, after)

    async def _erase_bad_rows(self, phone: str) -> None:
        after = (0, -1)
        while True:
            async with self._desk.db.read() as tx:
                page = await forgetting.bad_rows(tx, after)
            if not page:
                return
            mine = [(row[0], row[1]) for row in page if mentions(row[2] or (), phone)]
            if mine:
                async with self._desk.db.begin() as tx:
                    await forgetting.empty_bad_rows(tx, mine)
            after = (page[-1][0], page[-1][1])

    async def _is_opted_out(self, phone: str) -> bool:
        async with self._desk.db.read() as tx:
            return bool(await optouts.among(tx, [print_of(self._desk.fingerprints, phone)]))
