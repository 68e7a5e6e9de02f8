"""Every door asks for its role at the moment when somebody goes through it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy.engine import URL

import handlers
from bot.slack.slash import parse
from handlers.commands.table import WORK
from tests.doors.commands import COMMANDS
from tests.doors.door import Door
from tests.doors.doors import NOBODYS, every_door
from tests.doors.house import House, opened
from tests.doors.payloads import Knocker
from tests.doors.subjects import PEOPLE

UNFORESEEN = "nobody foresaw"


@pytest.mark.parametrize("name", PEOPLE)
async def test_nobody_goes_further_than_their_role(name: str, sqlite_url: URL) -> None:
    rights = PEOPLE[name]
    async with opened(sqlite_url) as house:
        who = Knocker(house, name)
        doors = list(every_door())
        # Behind a door that opens things are moved; so the closed ones are tried first.
        for door in (one for one in doors if not one.opens_for(rights)):
            await _stays_closed(house, who, door)
        for door in (one for one in doors if one.opens_for(rights)):
            await _opens(house, who, door)
        assert UNFORESEEN not in house.said_to(name)
        assert not house.failures


async def _stays_closed(house: House, who: Knocker, door: Door) -> None:
    payload = door.payload(who, house.subjects)
    before, refused = await house.state(), await house.refusals(who.user.id)
    said = house.said_to(who.name)

    answer = await house.knock(payload)

    assert await house.state() == before, f"{door} changed something for {who.name}"
    new = house.said_to(who.name).removeprefix(said) + answer.body
    if door.quiet:
        assert "spring" not in new, f"{door} tells {who.name} of the campaign"
    else:
        assert await house.refusals(who.user.id) == refused + 1, f"{door} let {who.name} in: {new}"


async def _opens(house: House, who: Knocker, door: Door) -> None:
    payload = door.payload(who, house.subjects)
    refused = await house.refusals(who.user.id)

    await house.knock(payload)

    assert await house.refusals(who.user.id) == refused, f"{door} refused {who.name}"


class _Registry:
    """Stands in for Bolt's app and remembers what is registered."""

    def __init__(self) -> None:
        self.listened_to: list[tuple[str, str]] = []

    def middleware(self, function: Any) -> None:
        """The middleware that gives the intake."""

    def __getattr__(self, kind: str) -> Any:
        def register(constraint: Any) -> Any:
            name = constraint.pattern if isinstance(constraint, re.Pattern) else str(constraint)
            self.listened_to.append((kind, re.sub(r"\W.*", "", name.lstrip("^"))))
            return lambda function: function

        return register


class _Intake:
    command = "campaign"


def test_every_listener_is_a_door() -> None:
    registry = _Registry()
    handlers.register(registry, _Intake())  # type: ignore[arg-type]
    known = {(door.kind, str(door.name)) for door in every_door()}
    known |= {("event", name) for name in NOBODYS} | {("command", "campaign")}
    assert set(registry.listened_to) <= known


def test_every_verb_is_a_door() -> None:
    assert {type(parse(door.name)) for door in COMMANDS} == set(WORK)
