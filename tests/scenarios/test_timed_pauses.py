"""A pause with a time: what is ordered, who may change it, and what calls it off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from bot.store.schema import schedule
from tests.scenarios.office import ADMIN, CHANNEL, Office


async def orders(office: Office) -> Sequence[Row[Any]]:
    """The resumes that are ordered."""
    assert office.bot is not None
    live = select(schedule).where(schedule.c.kind == "resume", schedule.c.off_at.is_(None))
    async with office.bot.db.read() as tx:
        return (await tx.execute(live)).all()


def now(office: Office) -> datetime:
    assert office.bot is not None
    return office.bot.clock.now()


async def test_a_pause_for_half_an_hour_orders_its_resume(spring: Office) -> None:
    await spring.tell(ADMIN, "pause spring 30m", "It resumes by itself on")

    (order,) = await orders(spring)
    assert abs(order.next_at - now(spring) - timedelta(minutes=30)) < timedelta(seconds=30)
    assert (order.created_by, order.campaign_id) == (spring.slack.user(ADMIN).id, 1)


async def test_until_is_read_on_the_askers_own_clock(spring: Office) -> None:
    await spring.tell(ADMIN, "access grant @boris operator", "operator")

    await spring.slack.command("boris", CHANNEL, "/campaign pause spring until 14:00")

    await spring.slack.ephemeral("boris", "14:00")
    (order,) = await orders(spring)
    assert (order.next_at.hour, order.next_at.minute) == (11, 0)


async def test_the_channel_is_told_until_when(spring: Office) -> None:
    await spring.connect("quiet", spring.calls.create_campaign("Quiet"), channel="general")
    await spring.slack.close_all(ADMIN)

    await spring.slack.say(ADMIN, "general", "@callboard pause quiet 2h")

    told = await spring.slack.message("general", "paused *quiet*")
    assert "It resumes by itself on" in told.text


async def test_a_new_time_takes_the_place_of_the_old(spring: Office) -> None:
    await spring.tell(ADMIN, "pause spring 30m", "is paused. It resumes")
    await spring.tell(ADMIN, "pause spring 2h", "paused already. Nothing was sent. It resumes")

    (order,) = await orders(spring)
    assert order.next_at - now(spring) > timedelta(minutes=100)


async def test_whoever_resumes_by_hand_calls_the_order_off(spring: Office) -> None:
    """Else the pause that somebody begins next would end by a clock that nobody remembers."""
    await spring.tell(ADMIN, "pause spring 30m", "It resumes by itself on")

    await spring.tell(ADMIN, "resume spring", "dialling again")

    assert not await orders(spring)


async def test_a_pause_without_a_time_holds_until_somebody_resumes(spring: Office) -> None:
    await spring.tell(ADMIN, "pause spring 30m", "It resumes by itself on")

    await spring.tell(ADMIN, "pause spring", "paused already")

    assert not await orders(spring)


async def test_a_pause_that_was_refused_orders_nothing(spring: Office) -> None:
    spring.calls.fault("403", route="control/pause")

    await spring.tell(ADMIN, "pause spring 30m", "lets nobody in")

    assert not await orders(spring)


async def test_everything_can_be_paused_for_a_while(spring: Office) -> None:
    await spring.connect("autumn", spring.calls.create_campaign("Autumn"))
    await spring.slack.close_all(ADMIN)

    told = await spring.tell(ADMIN, "pause all 30m", "It resumes by itself on")

    assert told.text.count("It resumes by itself on") == 2
    assert len(await orders(spring)) == 2


async def test_no_time_at_all_is_refused_before_anything_is_paused(spring: Office) -> None:
    await spring.tell(ADMIN, "pause spring until 25:00", "Say the time of day")
    await spring.tell(ADMIN, "pause spring 0m", "no time at all")

    assert spring.calls.campaigns[0].state == "inProgress"
