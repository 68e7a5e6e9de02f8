"""A control whose sender died, or whose answer was lost, is told of when it is known."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.control import Controlled
from bot.scheduler.requests import control_duty
from bot.services.access import Access
from bot.services.aftermath import LOOKS, Aftermath
from bot.services.notices import Notices
from bot.services.states import States
from bot.store import Database, campaigns, control
from bot.store.schema import audit, control_request
from bot.tasks import Tasks
from tests.clocks import ManualClock
from tests.services.tower import CHANNEL, EVERY, Tower, built

ANNA = "U0ANNA"
SETTLE = 150


def _words(t: Any, result: Controlled, zone: Any) -> dict[str, Any]:
    running = result.seen.running if result.seen else None
    return {"text": f"{result.action} {result.ending} {running} {result.by}"}


@pytest.fixture
async def tower(database: Database, clock: ManualClock) -> AsyncIterator[Tower]:
    async with built(database, clock) as made:
        yield made


class Hands:
    """Orders that somebody gave, and the duty that looks after them."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower
        self.failures: list[BaseException] = []
        self.tasks = Tasks(self._lost)
        desk = tower.desk
        states, notices = States(desk, tower.hosts), Notices(desk, _words, _words)
        aftermath = Aftermath(desk, Access(desk), states, notices)
        self.duty = control_duty(desk, aftermath, self.tasks, "test")

    async def _lost(self, error: BaseException, name: str) -> None:
        self.failures.append(error)

    async def ask(
        self, campaign_id: int, action: str, state: str, channel: str | None = CHANNEL
    ) -> int:
        """Somebody asked, and what came of it is open."""
        now = self.tower.clock.now()
        due = now + (SETTLE / EVERY.total_seconds()) * EVERY
        asked = {"key": f"{action}:{state}:{channel}", "campaign_id": campaign_id}
        asked |= {"action": action, "asked_by": ANNA, "asked_at": now, "channel_id": channel}
        async with self.tower.desk.db.begin() as tx:
            made = await control.ask(tx, asked | {"state": state, "next_at": due})
        assert made is not None
        return made

    async def pass_by(self, seconds: float) -> None:
        """Let the time pass, and do what is due then."""
        await self.tower.pass_by(seconds)
        while await self.duty.step():
            await self.finished()
        assert self.failures == []

    async def finished(self) -> None:
        async with asyncio.timeout(40):
            # The group of tasks has no event for "all done" but the drain, which ends it.
            while len(self.tasks):  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    async def state(self, request_id: int) -> str:
        rows = await self.tower.rows(control_request, control_request.c.id == request_id)
        return str(rows[0].state)

    async def told(self) -> list[tuple[str, str, str]]:
        found = [one for one in await self.tower.posts() if one.render == "body"]
        return [(one.kind, one.channel_id, one.body["text"]) for one in found]


@pytest.fixture
async def hands(tower: Tower) -> AsyncIterator[Hands]:
    made = Hands(tower)
    yield made
    await made.tasks.drain(1)


async def _connect(tower: Tower, **more: Any) -> tuple[int, Any]:
    campaign = tower.host.create_campaign(**more)
    spring = await tower.connect(campaign)
    await tower.look(spring)
    return spring, campaign


async def test_it_took_effect_after_all(tower: Tower, hands: Hands) -> None:
    spring, campaign = await _connect(tower)
    request = await hands.ask(spring, "pause", "unclear")
    campaign.outside("pause")
    await hands.pass_by(SETTLE - 1)
    assert await hands.told() == []

    await hands.pass_by(1)

    assert await hands.state(request) == "done"
    assert await hands.told() == [("message", CHANNEL, f"pause done 0 {ANNA}")]
    seen = await tower.campaign(spring)
    assert (seen.state.word, seen.state.by) == ("paused", ANNA)
    assert seen.asked is not None
    await tower.look(spring)
    assert await tower.happened() == []
    assert [row.outcome for row in await tower.rows(audit)] == ["done"]


@pytest.mark.parametrize("state", ["sending", "unclear"])
async def test_nothing_came_of_it(tower: Tower, hands: Hands, state: str) -> None:
    spring, _ = await _connect(tower)
    request = await hands.ask(spring, "pause", state)

    await hands.pass_by(SETTLE)

    assert await hands.state(request) == "no_effect"
    assert await hands.told() == [("message", CHANNEL, f"pause no_effect 0 {ANNA}")]
    assert (await tower.campaign(spring)).asked is None


async def test_whoever_was_to_send_it_died_before(tower: Tower, hands: Hands) -> None:
    spring, campaign = await _connect(tower)
    request = await hands.ask(spring, "stop", "asked")

    await hands.pass_by(SETTLE)

    assert await hands.state(request) == "never_sent"
    assert campaign.state == "inProgress"
    assert tower.host.requests.counts["control/stop"] == 0
    async with tower.desk.db.begin() as tx:
        now = tower.clock.now()
        assert not await control.begin_sending(tx, request, None, "late", now)


async def test_a_host_that_does_not_answer_is_asked_again_and_then_nobody_knows(
    tower: Tower, hands: Hands
) -> None:
    spring, _ = await _connect(tower)
    request = await hands.ask(spring, "pause", "unclear")
    tower.host.fault("500", "campaign", times=LOOKS)
    await hands.pass_by(SETTLE)
    assert await hands.state(request) == "unclear"

    for _ in range(LOOKS):
        await hands.pass_by(301)

    assert await hands.state(request) == "unknown"
    assert await hands.told() == [("message", CHANNEL, f"pause unknown None {ANNA}")]


async def test_a_host_that_answers_again_tells(tower: Tower, hands: Hands) -> None:
    spring, campaign = await _connect(tower)
    request = await hands.ask(spring, "pause", "unclear")
    campaign.outside("pause")
    tower.host.fault("hang", "campaign", times=1)
    tower.host.clear_faults()
    tower.host.fault("502", "campaign", times=2)

    for _ in range(4):
        await hands.pass_by(SETTLE)

    assert await hands.state(request) == "done"


async def test_a_host_that_cannot_tell_its_state_leaves_it_unknown(
    tower: Tower, hands: Hands
) -> None:
    spring, _ = await _connect(tower, generation="1.10.3")
    request = await hands.ask(spring, "pause", "unclear")

    await hands.pass_by(SETTLE)

    assert await hands.state(request) == "unknown"


@pytest.mark.parametrize("place", [None, "D0ANNA", "C0ELSEWHERE"])
async def test_where_no_channel_is_to_know_the_person_alone_is_told(
    tower: Tower, hands: Hands, place: str | None
) -> None:
    spring, campaign = await _connect(tower)
    await hands.ask(spring, "pause", "unclear", channel=place)
    campaign.outside("pause")

    await hands.pass_by(SETTLE)

    assert await hands.told() == [("direct", ANNA, f"pause done 0 {ANNA}")]


async def test_of_a_campaign_that_is_gone_nobody_is_told(tower: Tower, hands: Hands) -> None:
    spring, _ = await _connect(tower)
    request = await hands.ask(spring, "pause", "unclear")
    async with tower.desk.db.begin() as tx:
        await campaigns.disconnect(tx, spring, tower.clock.now())

    await hands.pass_by(SETTLE)

    assert (await hands.state(request), await hands.told()) == ("unknown", [])


async def test_a_sender_that_lives_is_left_alone(tower: Tower, hands: Hands) -> None:
    spring, _ = await _connect(tower)
    request = await hands.ask(spring, "pause", "asked")
    await tower.pass_by(SETTLE)
    async with tower.desk.db.begin() as tx:
        until = tower.clock.now() + EVERY
        assert await control.begin_sending(tx, request, None, "alive", until)

    await hands.pass_by(20)
    assert await hands.state(request) == "sending"
    assert await hands.duty.next_due() == until

    await hands.pass_by(20)
    assert await hands.state(request) == "no_effect"


async def test_what_was_claimed_when_the_process_stopped_is_looked_after_by_the_next(
    tower: Tower,
) -> None:
    spring, campaign = await _connect(tower)
    stopping, after = Hands(tower), Hands(tower)
    request = await stopping.ask(spring, "pause", "unclear")
    campaign.outside("pause")
    await stopping.tasks.drain(0)
    await stopping.pass_by(SETTLE)
    assert await after.state(request) == "unclear"

    await after.pass_by(0)

    assert await after.state(request) == "done"
