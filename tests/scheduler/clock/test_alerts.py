"""What goes wrong is told in time, however the clock was set meanwhile."""

from __future__ import annotations

import pytest

from tests.scheduler.clock.conftest import HOUR, Watch
from tests.services.alerting.newsroom import Newsroom


async def test_an_alert_that_gathered_comes_out_within_a_minute(
    newsroom: Newsroom, look_at_clock: Watch
) -> None:
    spring = await newsroom.connect()
    await newsroom.ends(spring, "technicalError", 7)
    await newsroom.work()
    newsroom.clock.jump(newsroom.clock.now() - HOUR)
    await newsroom.later(30)
    assert await newsroom.said() == []

    assert await look_at_clock(newsroom.desk) == 1
    await newsroom.work()
    await newsroom.later(20)

    assert (await newsroom.said())[0] == "alert"


async def test_an_incident_goes_on_and_its_end_is_told_once(
    newsroom: Newsroom, look_at_clock: Watch
) -> None:
    spring = await newsroom.connect()
    await newsroom.ends(spring, "technicalError", 7)
    await newsroom.later(20)
    await newsroom.later(20)
    newsroom.clock.jump(newsroom.clock.now() - HOUR)
    await look_at_clock(newsroom.desk)
    for _ in range(40):
        await newsroom.later(60)
        await look_at_clock(newsroom.desk)

    said = await newsroom.said()
    assert [one for one in said if "lasted" in one] == [said[-1]]
    assert "-" not in said[-1], "it lasted less than nothing"
    assert said.count("alert") == 1


@pytest.mark.parametrize("jump", [-HOUR, HOUR], ids=["set back", "set forward"])
async def test_a_mute_holds_until_the_time_that_was_asked_for(
    newsroom: Newsroom, look_at_clock: Watch, jump
) -> None:
    spring = await newsroom.connect()
    await newsroom.mute(spring, 3 * 3600)
    ends = newsroom.clock.now() + 3 * HOUR
    await newsroom.ends(spring, "technicalError", 7)
    await newsroom.work()
    newsroom.clock.jump(newsroom.clock.now() + jump)
    while newsroom.clock.now() < ends - HOUR / 60:
        await look_at_clock(newsroom.desk)
        await newsroom.later(60)
        assert await newsroom.said() == []

    await newsroom.later(60)

    assert (await newsroom.said())[0] == "alert"
    assert await look_at_clock(newsroom.desk) <= 1
