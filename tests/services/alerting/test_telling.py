"""A channel hears of what went wrong, once, in few messages, whoever works on it."""

from __future__ import annotations

import asyncio

from bot.domain.channels import News
from tests.services.alerting.newsroom import ANNA, CALLS, TEAM, Newsroom


async def test_failures_gather_and_are_told_with_a_list_in_the_thread(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    jobs = await newsroom.ends(spring, "nonexistentNumber", 3)
    await newsroom.work()
    assert await newsroom.said() == []

    await newsroom.later(20)

    assert await newsroom.said() == [
        "alert",
        f"line nonexistentNumber×3|{' '.join(jobs)}|0|",
    ]


async def test_what_comes_later_edits_the_message_and_adds_a_line(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.ends(spring, "nonexistentNumber", 2)
    await newsroom.work()
    await newsroom.later(20)
    more = await newsroom.ends(spring, "technicalError", 1)
    await newsroom.work()
    await newsroom.later(20)

    assert (await newsroom.said())[2:] == ["edit×1", f"line technicalError×1|{more[0]}|0|"]


async def test_a_channel_may_wish_for_a_new_message_each_time(newsroom: Newsroom) -> None:
    await newsroom.like(News.NEW)
    spring = await newsroom.connect()
    first = await newsroom.ends(spring, "nonexistentNumber", 1)
    await newsroom.work()
    await newsroom.later(20)
    more = await newsroom.ends(spring, "technicalError", 1)
    await newsroom.work()
    await newsroom.later(20)
    await newsroom.later(1801)

    alert, listed, edit, news, over = await newsroom.said()
    assert (alert, edit) == ("alert", "edit×2")
    assert listed == f"line nonexistentNumber×1|{first[0]}|0|"
    assert news == f"message technicalError×1|{more[0]}|0|"
    assert over.startswith("message ")


async def test_it_closes_after_half_an_hour_of_quiet(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.ends(spring, "notDone", 1)
    await newsroom.work()
    await newsroom.later(20)
    await newsroom.later(1781)

    assert (await newsroom.said())[-1].endswith("lasted 0:30:01")
    [ended] = await newsroom.incidents()
    assert (ended.state, ended.next_at) == ("closed", None)

    await newsroom.ends(spring, "notDone", 1)
    await newsroom.work()
    assert [one.state for one in await newsroom.incidents()] == ["closed", "gathering"]


async def test_fifty_thousand_failures_are_one_message_and_one_line(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    for _ in range(10):
        await newsroom.ends(spring, "technicalError", 5_000)
    await newsroom.work()
    await newsroom.later(20)

    alert, line = await newsroom.said()
    assert alert == "alert"
    assert line.startswith("line technicalError×50000|")
    assert "|49980|" in line


async def test_what_somebody_here_did_is_a_note_of_one_line(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.ends(spring, "canceled", 120, by=ANNA)
    await newsroom.work()
    await newsroom.later(20)
    await newsroom.ends(spring, "canceled", 5, by=ANNA)
    await newsroom.work()
    await newsroom.later(60)

    assert await newsroom.said() == ["alert", "edit×1"]
    assert [one.kind for one in await newsroom.incidents()] == ["note"]

    await newsroom.ends(spring, "technicalError", 1)
    await newsroom.work()
    await newsroom.later(20)
    assert [one.kind for one in await newsroom.incidents()] == ["note", "alert"]


async def test_unanswered_calls_are_everyday_until_they_are_not(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.ends(spring, "longCallWithResult", 20)
    await newsroom.ends(spring, "noAnswer", 20)
    await newsroom.work()
    assert await newsroom.incidents() == []

    newsroom.clock.move(61)
    await newsroom.ends(spring, "noAnswer", 40)
    await newsroom.work()
    await newsroom.later(20)
    assert (await newsroom.said())[1].startswith("line noAnswer×40|")


async def test_what_happens_to_the_campaign_is_told(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    for what in ("started", "paused", "silent"):
        await newsroom.happens(spring, what)
    await newsroom.work()
    await newsroom.later(20)

    [told] = await newsroom.incidents()
    assert [one[0] for one in told.counts["told"]] == ["campaign.paused", "campaign.silent"]
    assert await newsroom.said() == ["alert"]


async def test_each_channel_hears_for_itself(newsroom: Newsroom) -> None:
    spring = await newsroom.connect("spring", CALLS, TEAM)
    autumn = await newsroom.connect("autumn", TEAM)
    await newsroom.ends(spring, "technicalError", 1)
    await newsroom.ends(autumn, "technicalError", 1)
    await newsroom.work()
    await newsroom.later(20)

    assert len(await newsroom.incidents(CALLS)) == 1
    assert len(await newsroom.incidents(TEAM)) == 2


async def test_a_channel_hears_nothing_of_what_was_before_it(newsroom: Newsroom) -> None:
    spring = await newsroom.connect("spring", TEAM)
    await newsroom.ends(spring, "technicalError", 5)
    await newsroom.unlink(spring, TEAM)
    await newsroom.link(spring, CALLS)
    await newsroom.work()
    await newsroom.later(60)

    assert await newsroom.said() == []


async def test_two_at_work_tell_everything_once(newsroom: Newsroom) -> None:
    spring = await newsroom.connect("spring", CALLS, TEAM)
    other = newsroom.another()
    for _ in range(6):
        await newsroom.ends(spring, "technicalError", 500)
        await asyncio.gather(newsroom.work(), newsroom.work(other))
    newsroom.clock.move(20)
    await asyncio.gather(newsroom.work(), newsroom.work(other))

    for channel in (CALLS, TEAM):
        assert [one.split("|")[0] for one in await newsroom.said(channel)] == [
            "alert",
            "line technicalError×3000",
        ]


async def test_a_campaign_that_left_the_channel_is_told_no_more(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.ends(spring, "technicalError", 5)
    await newsroom.work()
    await newsroom.unlink(spring, CALLS)
    await newsroom.later(60)

    assert await newsroom.said() == []
    assert [one.state for one in await newsroom.incidents()] == ["closed"]
