"""Presses of a control that meet each other, or a database that goes away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.campaign_state import Control
from bot.domain.control import Ending
from bot.domain.people import Actor
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.control import Controls
from bot.services.states import States
from bot.store import Database, audits
from bot.store.failures import DatabaseUnavailable
from bot.store.schema import audit, control_request
from tests.clocks import ManualClock
from tests.services.tower import Tower, built


@pytest.fixture
async def tower(database: Database, clock: ManualClock) -> AsyncIterator[Tower]:
    async with built(database, clock) as made:
        yield made


@pytest.fixture
def access(tower: Tower) -> Access:
    return Access(tower.desk)


@pytest.fixture
def controls(tower: Tower, access: Access) -> Controls:
    desk, hosts = tower.desk, tower.hosts
    return Controls(desk, hosts, access, Campaigns(desk, access), States(desk, hosts))


def who(name: str) -> Actor:
    """Somebody at the machine, who may do everything."""
    return Actor(name, None, f"request of {name}", is_direct=True, is_console=True)


async def test_of_some_who_pause_at_the_same_moment_one_is_sent(
    tower: Tower, controls: Controls
) -> None:
    for number in range(5):
        name = f"spring{number}"
        made = await tower.connect(tower.host.create_campaign(name), name)
        await tower.look(made)
        campaign = await tower.campaign(made)
        tower.host.requests.counts.clear()

        results = await asyncio.gather(
            *(controls.act(who(one), campaign, Control.PAUSE, f"{name}:{one}") for one in "abcd")
        )

        assert len(tower.host.requests.of("control/pause")) == number + 1
        endings = [one.ending for one in results]
        assert endings.count(Ending.DONE) == 1
        assert set(endings) <= {Ending.DONE, Ending.UNDER_WAY, Ending.ALREADY}


async def test_an_ending_and_its_row_of_the_audit_are_both_there_or_neither(
    tower: Tower, access: Access, controls: Controls, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await tower.connect(tower.host.create_campaign("Spring"))
    campaign = await tower.campaign(made)

    async def gone(*_: Any, **__: Any) -> None:
        raise DatabaseUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(audits, "add", gone)
        with pytest.raises(DatabaseUnavailable) as error:
            await controls.act(who("ada"), campaign, Control.PAUSE, "press")
    # As the intake does with everything that a person asked for.
    await access.failed(error.value)

    async with tower.desk.db.read() as tx:
        states = (await tx.scalars(select(control_request.c.state))).all()
        outcomes = (await tx.scalars(select(audit.c.outcome))).all()
    assert states == ["sending"], "the scheduler finds out what became of it"
    assert outcomes == ["failed"]
