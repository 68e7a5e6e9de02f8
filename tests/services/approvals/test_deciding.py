"""Who may decide about a request, how long, and only once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.batches import BatchState
from bot.domain.people import Actor, Role
from bot.errors import NotAllowed, NotFound, TooLate
from bot.services.retention import Retention
from bot.store import approvals, batches, campaigns
from bot.store.schema import audit
from tests.services.approvals.conftest import Bureau
from tests.shops import ADMIN, ANOTHER

BELLA = Actor("UBELLA", "C1", "r3")


async def outcomes(bureau: Bureau, action: str = "approval") -> list[tuple[str, str]]:
    """Who tried what, as the audit tells it, oldest first."""
    query = select(audit).where(audit.c.action == action).order_by(audit.c.id)
    async with bureau.shop.desk.db.read() as tx:
        return [(row.actor, row.outcome) for row in await tx.execute(query)]


@pytest.mark.parametrize("door", ["channel", "direct", "elsewhere"])
async def test_nobody_approves_their_own_by_whichever_door(bureau: Bureau, door: str) -> None:
    request = await bureau.ask_to_stop()
    who = {
        "channel": ADMIN,
        "direct": Actor(ADMIN.user_id, None, "home", is_direct=True),
        "elsewhere": Actor(ADMIN.user_id, "C9", "elsewhere"),
    }[door]

    with pytest.raises(NotAllowed):
        await bureau.approvals.deciding.approve(who, request)

    async with bureau.shop.desk.db.begin() as tx:
        now = bureau.shop.clock.now()
        assert not await approvals.approve(tx, request, ADMIN.user_id, now)
    assert await outcomes(bureau) == [(ADMIN.user_id, "denied")]


async def test_whoever_lacks_the_role_approves_nothing(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    await bureau.give(BELLA.user_id, Role.VIEWER)

    with pytest.raises(NotAllowed):
        await bureau.approvals.deciding.approve(BELLA, request)
    with pytest.raises(NotAllowed):
        await bureau.approvals.deciding.decline(BELLA, request)

    await bureau.settle()
    assert (await bureau.request(request)).state == "asked"


async def test_an_operator_cannot_approve_what_is_an_admins(bureau: Bureau) -> None:
    await bureau.give(BELLA.user_id, Role.OPERATOR)
    await bureau.ask_to_stop()
    async with bureau.shop.desk.db.begin() as tx:
        override = await approvals.add(
            tx,
            campaign_id=bureau.campaign.id,
            deed="override",
            subject="override:1",
            details={"batch": 1},
            asked_by=ADMIN.user_id,
            asked_at=bureau.shop.clock.now(),
            channel_id="C1",
            expires_at=bureau.shop.clock.now() + timedelta(minutes=5),
            state="asked",
        )

    with pytest.raises(NotAllowed):
        await bureau.approvals.deciding.approve(BELLA, override)


async def test_of_two_who_approve_at_once_one_is_too_late(bureau: Bureau) -> None:
    await bureau.give(BELLA.user_id, Role.OPERATOR)
    request = await bureau.ask_to_stop()
    approve = bureau.approvals.deciding.approve

    answers = await asyncio.gather(
        approve(ANOTHER, request), approve(BELLA, request), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in answers) == ["ApprovalRequest", "TooLate"]
    await bureau.settle()
    assert len(bureau.shop.calls.requests.of("control/stop")) == 1


async def test_approving_and_declining_at_once_ends_in_one_of_them(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    deciding = bureau.approvals.deciding

    await asyncio.gather(
        deciding.approve(ANOTHER, request),
        deciding.withdraw(ADMIN, request),
        return_exceptions=True,
    )

    await bureau.settle()
    stopped = len(bureau.shop.calls.requests.of("control/stop"))
    assert ((await bureau.request(request)).state, stopped) in {("done", 1), ("withdrawn", 0)}


async def test_after_an_hour_it_expires_and_whoever_asked_is_told(bureau: Bureau) -> None:
    request, batch_id = await bureau.ask_to_add()
    await bureau.settle(59 * 60)
    assert (await bureau.request(request)).state == "asked"

    await bureau.settle(61)

    assert (await bureau.request(request)).state == "expired"
    [told] = await bureau.posts("approval_told")
    assert (told.kind, told.channel_id) == ("direct", ADMIN.user_id)
    assert [row.kind for row in await bureau.posts("approval")] == ["message", "edit"]
    async with bureau.shop.desk.db.read() as tx:
        batch = await batches.by_id(tx, batch_id)
    assert batch is not None
    assert batch.state is BatchState.DISCARDED
    assert await outcomes(bureau) == [("callboard", "expired")]


async def test_what_ended_long_ago_is_forgotten(bureau: Bureau) -> None:
    old = await bureau.ask_to_stop()
    await bureau.approvals.deciding.withdraw(ADMIN, old)
    bureau.shop.clock.move(89 * 24 * 3600)
    waiting, _ = await bureau.ask_to_add()

    retention = Retention(bureau.shop.desk)
    await retention.sweep()
    assert (await bureau.request(old)).state == "withdrawn"
    bureau.shop.clock.move(2 * 24 * 3600)
    await retention.sweep()

    async with bureau.shop.desk.db.read() as tx:
        assert await approvals.by_id(tx, old) is None
        assert await approvals.by_id(tx, waiting) is not None


async def test_what_has_expired_is_not_approved_though_no_duty_has_seen_it(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    bureau.shop.clock.move(3601)

    with pytest.raises(TooLate, match="expired"):
        await bureau.approvals.deciding.approve(ANOTHER, request)


async def test_decline_of_ones_own_request_takes_it_back(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()

    await bureau.approvals.deciding.decline(ADMIN, request)

    assert (await bureau.request(request)).state == "withdrawn"
    with pytest.raises(TooLate, match="withdrawn"):
        await bureau.approvals.deciding.approve(ANOTHER, request)


async def test_only_whoever_asked_withdraws(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()

    with pytest.raises(NotAllowed):
        await bureau.approvals.deciding.withdraw(ANOTHER, request)

    await bureau.approvals.deciding.withdraw(replace(ADMIN, channel_id="C9"), request)
    assert (await bureau.request(request)).state == "withdrawn"


async def test_a_request_of_a_campaign_that_is_gone_is_refused(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    async with bureau.shop.desk.db.begin() as tx:
        await campaigns.disconnect(tx, bureau.campaign.id, bureau.shop.clock.now())

    with pytest.raises(NotFound, match="not connected any more"):
        await bureau.approvals.deciding.approve(ANOTHER, request)
    with pytest.raises(NotFound, match="not in the books"):
        await bureau.approvals.deciding.approve(ANOTHER, request + 99)
