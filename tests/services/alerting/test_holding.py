"""Muted, or in its quiet hours, a channel hears nothing, and then one summary."""

from __future__ import annotations

from tests.services.alerting.newsroom import ANNA, Newsroom


async def test_a_muted_channel_hears_a_summary_at_the_end(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.mute(spring, 7200)
    for _ in range(4):
        await newsroom.ends(spring, "technicalError", 10)
        await newsroom.later(1200)
    assert await newsroom.said() == []

    await newsroom.later(7200 - 4800)

    alert, line, *_ = await newsroom.said()
    assert (alert, line.split("|")[0]) == ("alert", "line technicalError×40")
    assert [one.counts["held"] for one in await newsroom.incidents()] == ["muted"]


async def test_an_incident_that_was_told_says_nothing_more_while_muted(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.ends(spring, "technicalError", 1)
    await newsroom.work()
    await newsroom.later(20)
    await newsroom.mute(spring, 900)
    for _ in range(3):
        await newsroom.ends(spring, "technicalError", 5)
        await newsroom.later(200)
    assert len(await newsroom.said()) == 2

    await newsroom.later(301)
    assert (await newsroom.said())[2:3] == ["edit×1"]
    assert (await newsroom.said())[3].startswith("line technicalError×15|")


async def test_quiet_hours_end_with_a_summary(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.be_quiet("08:00", "10:30")
    await newsroom.ends(spring, "notDone", 7)
    await newsroom.happens(spring, "stopped")
    await newsroom.later(3600)
    assert await newsroom.said() == []

    await newsroom.later(1800)

    assert (await newsroom.said())[0] == "alert"
    assert [one.counts["held"] for one in await newsroom.incidents()] == ["quiet"]


async def test_nothing_happened_while_muted_is_no_message(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.mute(spring, 600)
    await newsroom.ends(spring, "longCallWithResult", 50)
    await newsroom.ends(spring, "noAnswer", 5)
    await newsroom.later(1200)

    assert await newsroom.said() == []


async def test_a_note_while_muted_waits_too(newsroom: Newsroom) -> None:
    spring = await newsroom.connect()
    await newsroom.mute(spring, 600)
    await newsroom.ends(spring, "canceled", 3, by=ANNA)
    await newsroom.work()
    await newsroom.later(599)
    assert await newsroom.said() == []
    await newsroom.later(2)
    assert await newsroom.said() == ["alert"]
