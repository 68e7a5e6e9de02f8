"""A bureau where two people are needed: real services and duties, a real host, a moved clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.domain.approvals import ApprovalRequest
from bot.domain.campaign_state import Control
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled
from bot.domain.people import Role
from bot.domain.roles import Grant
from bot.scheduler.requests import RequestDuty, approval_duty, control_duty
from bot.services.access import Access
from bot.services.aftermath import Aftermath
from bot.services.approvals import Approvals, join_approvals
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.control import Controls
from bot.services.notices import Notices
from bot.services.states import States
from bot.store import Database, approvals, grants
from bot.store.schema import post
from bot.tasks import Tasks
from tests.clocks import ManualClock
from tests.services.guarding.books import hold_to
from tests.shops import ADMIN, Shop, opened, phones


class Brisk(ManualClock):
    """Short waits for a host are over at once; a lease is renewed when the test moves the time."""

    async def sleep(self, seconds: float) -> None:
        if seconds >= 5:
            await super().sleep(seconds)


@dataclass
class Bureau:
    """A campaign of which everything takes two people, and who carries out what was approved."""

    shop: Shop
    controls: Controls
    approvals: Approvals
    tasks: Tasks
    campaign: Campaign
    host: Any
    failures: list[BaseException]

    def duty(self, process: str = "worker") -> RequestDuty[ApprovalRequest]:
        """One more worker."""
        return approval_duty(self.shop.desk, self.approvals.carrying, self.tasks, process)

    async def settle(self, seconds: float = 0) -> None:
        """Time passes, and what is due is done."""
        self.shop.clock.move(seconds)
        desk = self.shop.desk
        states, notices = States(desk, self.shop.hosts), Notices(desk, _words, _words)
        aftermath = Aftermath(desk, Access(desk), states, notices)
        duties = (control_duty(desk, aftermath, self.tasks, "looker"), self.duty())
        while any([await duty.step() for duty in duties]):
            await self.finished()
        assert self.failures == []

    async def finished(self) -> None:
        """Wait for what was begun."""
        async with asyncio.timeout(40):
            # The group of tasks has no event for "all done" but the drain, which ends it.
            while len(self.tasks):  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    async def press(self, action: Control = Control.STOP, key: str = "press") -> Controlled:
        """The admin stops or resumes the campaign."""
        return await self.controls.act(ADMIN, self.campaign, action, key)

    async def ask_to_stop(self) -> int:
        """The admin stops it, and has to ask: the request's id."""
        made = await self.press()
        assert made.waiting is not None
        return made.waiting.request_id

    async def ask_to_add(self, count: int = 3) -> tuple[int, int]:
        """The admin adds numbers, and has to ask: the ids of the request and of the batch."""
        preview = await self.shop.preview(self.campaign, phones(count))
        confirming = self.shop.adding.confirming
        made = await confirming.confirm(ADMIN, preview.batch.id, preview.ready)
        assert made.waiting is not None
        return made.waiting.request_id, made.batch.id

    async def request(self, request_id: int) -> ApprovalRequest:
        async with self.shop.desk.db.read() as tx:
            found = await approvals.by_id(tx, request_id)
        assert found is not None
        return found

    async def give(self, user_id: str, role: Role) -> None:
        """Give somebody a role on every campaign; ``NOBODY`` takes it away."""
        now = self.shop.clock.now()
        async with self.shop.desk.db.begin() as tx:
            await grants.put(tx, Grant(user_id, role, None, ADMIN.user_id, now))

    async def posts(self, render: str) -> list[Row[Any]]:
        """What was put down to be told."""
        query = select(post).where(post.c.render == render).order_by(post.c.id)
        async with self.shop.desk.db.read() as tx:
            return list((await tx.execute(query)).all())


def _words(t: Any, result: Controlled, zone: Any) -> dict[str, Any]:
    return {"text": f"{result.action} {result.ending}"}


@pytest.fixture
async def bureau(database: Database) -> AsyncIterator[Bureau]:
    """The bureau on each engine, with a host of the current generation."""
    clock, failures = Brisk(), []

    async def lost(error: BaseException, name: str) -> None:
        failures.append(error)

    async with opened(database, clock) as shop:
        campaign, host = await shop.connect()
        await hold_to(
            shop,
            campaign,
            approve_above=2,
            approve_stop=True,
            approve_resume=True,
            approve_override=True,
        )
        desk, access = shop.desk, Access(shop.desk)
        registry = Campaigns(desk, access)
        controls = Controls(desk, shop.hosts, access, registry, States(desk, shop.hosts))
        cards, tasks = Cards(desk, access, registry), Tasks(lost)
        made = join_approvals(desk, access, registry, cards, controls, shop.adding)
        yield Bureau(shop, controls, made, tasks, campaign, host, failures)
        await tasks.drain(1)


@pytest.fixture
def now(bureau: Bureau) -> datetime:
    """The time at which the story begins."""
    return bureau.shop.clock.now()
