"""What was approved is carried out: exactly that, once, whoever dies over it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.approvals import Approved
from bot.domain.batches import BatchState
from bot.domain.campaign_state import Control
from bot.domain.people import Actor, Role
from bot.store import approvals, campaigns, optouts
from bot.store.schema import audit
from tests.services.approvals.conftest import Bureau
from tests.shops import ADMIN, ANOTHER, phones, work

BELLA = Actor("UBELLA", "C1", "r3")


async def approve(bureau: Bureau, request: int, by: Actor = ANOTHER) -> None:
    await bureau.approvals.deciding.approve(by, request)


def stops(bureau: Bureau) -> int:
    """How often the host was asked to stop."""
    return len(bureau.shop.calls.requests.of("control/stop"))


async def test_a_restart_between_approval_and_deed_changes_nothing(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    await approve(bureau, request)
    assert stops(bureau) == 0

    await bureau.settle(600)

    assert (stops(bureau), bureau.host.state) == (1, "finished")
    found = await bureau.request(request)
    assert (found.state, found.outcome, found.decided_by) == ("done", "done", ANOTHER.user_id)


async def test_both_names_are_in_the_audit_of_the_deed(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    await approve(bureau, request)
    await bureau.settle()

    async with bureau.shop.desk.db.read() as tx:
        rows = (await tx.execute(select(audit).order_by(audit.c.id))).all()
    assert [(row.actor, row.action, row.outcome) for row in rows] == [
        (ADMIN.user_id, "stop", "awaits"),
        (ANOTHER.user_id, "approval", "approved"),
        (ADMIN.user_id, "stop", "done"),
    ]
    assert rows[1].detail == {"deed": "stop", "asked_by": ADMIN.user_id, "approval": request}
    assert rows[2].detail == {"approved_by": ANOTHER.user_id, "approval": request}


async def test_two_workers_carry_it_out_once(bureau: Bureau) -> None:
    request, batch_id = await bureau.ask_to_add()
    stop = await bureau.ask_to_stop()
    await approve(bureau, request)
    await approve(bureau, stop)

    await asyncio.gather(*(bureau.duty(name).step() for name in "abcd"))
    await bureau.finished()

    assert stops(bureau) == 1
    assert len(await bureau.shop.chunks(batch_id)) == 1
    assert not bureau.failures


async def test_whoever_takes_over_finds_what_the_dead_one_has_sent(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    await approve(bureau, request)
    now = bureau.shop.clock.now()
    async with bureau.shop.desk.db.begin() as tx:
        held = await approvals.claim_due(tx, "dead", now, now + timedelta(seconds=15))
    assert held is not None
    approved = Approved(request, ANOTHER.user_id)
    key = f"approval:{request}"
    await bureau.controls.act(ADMIN, bureau.campaign, Control.STOP, key, approved=approved)
    await bureau.settle(5)
    assert (await bureau.request(request)).state == "approved"

    await bureau.settle(15)

    assert ((await bureau.request(request)).state, stops(bureau)) == ("done", 1)


async def test_whoever_was_taken_over_adds_nobody_a_second_time(bureau: Bureau) -> None:
    request, batch_id = await bureau.ask_to_add()
    await approve(bureau, request)
    now = bureau.shop.clock.now()
    async with bureau.shop.desk.db.begin() as tx:
        held = await approvals.claim_due(tx, "slow", now, now)
    assert held is not None
    await bureau.settle(1)

    await bureau.approvals.carrying.carry_on(held, "slow")

    await work(bureau.shop.sender())
    assert (await bureau.request(request)).state == "done"
    assert len(bureau.host.books.jobs) == 3
    assert not bureau.host.books.added_twice()
    assert [row.kind for row in await bureau.posts("receipt")] == ["message", "edit"]
    assert (await bureau.shop.progress(batch_id)).batch.confirmed_by == ADMIN.user_id


async def test_whoever_has_lost_the_claim_adds_nobody_at_all(bureau: Bureau) -> None:
    request, batch_id = await bureau.ask_to_add()
    await approve(bureau, request)
    now = bureau.shop.clock.now()
    async with bureau.shop.desk.db.begin() as tx:
        held = await approvals.claim_due(tx, "slow", now, now)
        assert await approvals.claim_due(tx, "quick", now, now + timedelta(seconds=15))
    assert held is not None

    await bureau.approvals.carrying.carry_on(held, "slow")

    assert (await bureau.request(request)).state == "approved"
    assert (await bureau.shop.progress(batch_id)).batch.state is BatchState.ASKED
    assert await bureau.shop.chunks(batch_id) == []


async def test_a_lost_answer_is_waited_for_and_nothing_is_sent_again(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    await approve(bureau, request)
    bureau.shop.calls.fault("500", route="control/stop", times=1)
    await bureau.settle()
    assert (await bureau.request(request)).state == "approved"
    assert await bureau.posts("approval_told") == []

    bureau.host.outside("stop")
    for _ in range(3):
        await bureau.settle(150)

    found = await bureau.request(request)
    assert (found.state, found.outcome, stops(bureau)) == ("done", "done", 1)


async def test_a_host_that_is_away_ends_it_with_its_reason(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    await approve(bureau, request)
    await bureau.shop.calls.refuse()

    await bureau.settle()

    found = await bureau.request(request)
    assert (found.state, found.outcome) == ("failed", "failed")
    assert found.reason is not None


@pytest.mark.parametrize("who", ["asked", "approved"])
async def test_a_role_that_was_lost_since_ends_it(bureau: Bureau, who: str) -> None:
    await bureau.give(BELLA.user_id, Role.OPERATOR)
    first, second = (BELLA, ANOTHER) if who == "asked" else (ADMIN, BELLA)
    made = await bureau.controls.act(first, bureau.campaign, Control.STOP, "press")
    assert made.waiting is not None
    await approve(bureau, made.waiting.request_id, second)
    await bureau.give(BELLA.user_id, Role.NOBODY)

    await bureau.settle()

    found = await bureau.request(made.waiting.request_id)
    assert (found.state, stops(bureau)) == ("failed", 0)
    assert found.reason is not None
    assert f"Whoever {who} " in found.reason.message


async def test_a_list_that_lost_somebody_is_not_added(bureau: Bureau) -> None:
    request, batch_id = await bureau.ask_to_add()
    two, three = phones(2, first=1), phones(3)
    await bureau.shop.add(bureau.campaign, two)
    await approve(bureau, request)

    await bureau.settle()
    await work(bureau.shop.sender())

    found = await bureau.request(request)
    assert found.state == "failed"
    assert found.reason is not None
    assert found.reason.values == {"count": "1"}
    assert set(bureau.host.books.jobs) == set(two) < set(three)
    assert (await bureau.shop.progress(batch_id)).batch.state is BatchState.DISCARDED


async def test_a_list_of_which_somebody_opted_out_is_not_added(bureau: Bureau) -> None:
    request, _ = await bureau.ask_to_add()
    async with bureau.shop.desk.db.begin() as tx:
        assert await optouts.hold(tx, phones(1)) == 1
    await approve(bureau, request)

    await bureau.settle()
    await work(bureau.shop.sender())

    assert (await bureau.request(request)).state == "failed"
    assert bureau.host.books.jobs == {}


async def test_a_draft_outlives_its_own_day_while_it_waits(bureau: Bureau) -> None:
    preview = await bureau.shop.preview(bureau.campaign, phones(3))
    bureau.shop.clock.move(23.9 * 3600)
    confirming = bureau.shop.adding.confirming
    made = await confirming.confirm(ADMIN, preview.batch.id, 3)
    assert made.waiting is not None
    bureau.shop.clock.move(1800)
    await bureau.shop.sender().tidy()

    await approve(bureau, made.waiting.request_id)
    await bureau.settle()

    assert (await bureau.request(made.waiting.request_id)).state == "done"
    assert (await bureau.shop.progress(preview.batch.id)).total == 3


async def test_what_nobody_could_begin_for_an_hour_is_not_done_any_more(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    await approve(bureau, request)

    await bureau.settle(3601)

    found = await bureau.request(request)
    assert (found.state, stops(bureau)) == ("failed", 0)


async def test_a_campaign_that_is_gone_by_then_is_left_alone(bureau: Bureau) -> None:
    request = await bureau.ask_to_stop()
    await approve(bureau, request)
    async with bureau.shop.desk.db.begin() as tx:
        await campaigns.disconnect(tx, bureau.campaign.id, bureau.shop.clock.now())

    await bureau.settle()

    assert ((await bureau.request(request)).state, stops(bureau)) == ("failed", 0)
