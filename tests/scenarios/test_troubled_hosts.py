"""Control over hosts that are slow, hang, refuse, cannot be reached, or have no such route."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import control
from tests.scenarios.office import ADMIN, CHANNEL, Office, opened


@pytest.fixture
async def spring(tmp_path: Path) -> AsyncIterator[Office]:
    """An office that looks at its campaign once and then seldom, so that faults meet people."""
    async with opened(tmp_path, calls={"speed": 1000}, watch_seconds=3600) as office:
        await office.connect("spring", office.calls.create_campaign("Spring"))
        await office.slack.close_all(ADMIN)
        await office.slack.message(CHANNEL, "as of")
        yield office


async def test_a_card_stays_a_card_when_its_button_takes_long(spring: Office) -> None:
    card = await spring.slack.message(CHANNEL, "in progress")
    spring.calls.fault("delay", route="control/pause", seconds=1.4)

    await spring.slack.click(ADMIN, "Pause", card)

    await spring.slack.ephemeral(ADMIN, "Asking the host of spring")
    await spring.slack.ephemeral(ADMIN, "is paused.")
    shown = [one.text for one in spring.slack.transcript.of("edit") if one.ts == card.ts]
    assert all("[Report]" in text for text in shown), shown


async def test_a_slow_host_is_waited_for_in_the_open(spring: Office) -> None:
    spring.calls.fault("delay", route="campaign", seconds=1.4)

    await spring.tell(ADMIN, "status spring", "Asking the host of spring")

    await spring.slack.ephemeral(ADMIN, "[Pause]")


async def test_a_host_that_hangs_at_a_look_does_not_keep_a_pause_waiting(spring: Office) -> None:
    assert spring.bot is not None
    spring.bot.services.states.look_seconds = 0.2
    spring.calls.fault("hang", route="campaign", times=1)

    await spring.tell(ADMIN, "pause spring", "is paused.")

    assert spring.calls.campaigns[0].state == "paused"


async def test_a_status_of_a_host_that_hangs_is_the_last_one_known(spring: Office) -> None:
    assert spring.bot is not None
    spring.bot.services.states.look_seconds = 0.2
    spring.calls.fault("hang", route="campaign", times=50)

    await spring.tell(ADMIN, "status spring", "in progress")


async def test_a_pause_whose_answer_hangs_is_believed_when_it_shows(spring: Office) -> None:
    assert spring.bot is not None
    spring.bot.services.controls.send_seconds = 0.3
    spring.calls.fault("hang_after_processing", route="control/pause", times=1)

    await spring.tell(ADMIN, "pause spring", "is paused.")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("400", "said no and gave no reason"),
        ("401", "lets nobody in"),
        ("403", "lets nobody in"),
        ("404", "has no such function"),
        ("413", "too large"),
    ],
)
async def test_a_refusal_is_told_and_changes_nothing(spring: Office, kind: str, told: str) -> None:
    spring.calls.fault(kind, route="control/pause", times=1)

    answer = await spring.tell(ADMIN, "pause spring", told)

    assert "Nothing was changed" in answer.text
    assert spring.calls.campaigns[0].state == "inProgress"


async def test_a_token_that_was_changed_in_the_platform_is_told(spring: Office) -> None:
    spring.calls.campaigns[0].outside("change_token")

    answer = await spring.tell(ADMIN, "pause spring", "knows no campaign with this token")

    assert "Nothing was changed" in answer.text


async def test_a_host_out_of_reach_is_told_and_can_be_asked_again(spring: Office) -> None:
    await spring.calls.refuse()
    answer = await spring.tell(ADMIN, "pause spring", "cannot be reached", seconds=15)
    assert "try again" in answer.text

    await spring.calls.accept()
    await spring.tell(ADMIN, "pause spring", "is paused.")


async def test_start_that_a_host_has_lost_is_told_as_absent(spring: Office) -> None:
    answer = await spring.tell(ADMIN, "start spring", "already")
    assert "Nothing was sent" in answer.text
    spring.calls.campaigns[0].outside("pause")

    answer = await spring.tell(ADMIN, "start spring", "has no such function")

    assert "Nothing was changed" in answer.text


async def test_one_unreachable_host_keeps_no_other_from_pausing(spring: Office) -> None:
    second = spring.calls.create_campaign("Autumn")
    await spring.connect("autumn", second)
    await spring.slack.close_all(ADMIN)
    spring.calls.fault("403", route="control/pause", campaign=spring.calls.campaigns[0].id)

    answer = await spring.tell(ADMIN, "pause all", "lets nobody in")

    assert "autumn* is paused" in answer.text
    assert second.state == "paused"


async def test_what_could_not_be_resumed_is_resumed_by_the_next_order(spring: Office) -> None:
    first = spring.calls.campaigns[0]
    await spring.tell(ADMIN, "pause all", "is paused.")
    spring.calls.fault("403", route="control/resume", times=1)
    await spring.tell(ADMIN, "resume all", "lets nobody in")
    assert first.state == "paused"

    await spring.tell(ADMIN, "resume all", "dialling again")

    assert first.state == "inProgress"


async def test_two_people_who_pause_at_once_send_one_pause(spring: Office) -> None:
    await spring.tell(ADMIN, "access grant @carol operator", "operator")
    spring.calls.fault("delay", route="control/pause", seconds=0.5)

    await asyncio.gather(
        *(spring.slack.command(who, CHANNEL, "/campaign pause spring") for who in (ADMIN, "carol"))
    )

    told = [await spring.slack.ephemeral(who, "spring") for who in (ADMIN, "carol")]
    await spring.slack.until(lambda: any("is paused." in one.text for one in told))
    assert any("has just asked" in one.text for one in told), [one.text for one in told]
    assert len(spring.calls.requests.of("control/pause")) == 1


async def test_a_pause_that_died_on_its_way_does_not_block_the_next(spring: Office) -> None:
    """The row of a process that was killed between asking and hearing."""
    assert spring.bot is not None
    desk = spring.bot.services.desk
    asked = {
        "key": "command:of-a-dead-process",
        "campaign_id": 1,
        "action": "pause",
        "asked_by": spring.slack.user(ADMIN).id,
        "asked_at": desk.clock.now() - 2 * desk.rules.settle,
        "state": "sending",
    }
    async with desk.db.begin() as tx:
        await control.ask(tx, asked)

    await spring.tell(ADMIN, "pause spring", "is paused.")
