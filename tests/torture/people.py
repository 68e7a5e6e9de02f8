"""The people of a day: they add lists, pause and resume, and press again when nothing happens."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

from simulators.slack import Message
from simulators.slack.errors import Refused
from tests.torture import numbers
from tests.torture.processes import until
from tests.torture.stage import CONTROLLER, Campaign, Stage

_PATIENCE = 5.0
_PRESSES = 3
# How every answer ends that a person gets when the database was away.
_NO = "bot's database"


class NotTaken(Exception):
    """Slack shows that nobody took the command: whoever was to take it is dead."""


@dataclass(slots=True)
class List:
    """A contact list that somebody offered.

    ``acked``: Slack was told that a press was taken; ``told_no``: the person, that nothing came of
    it, or that nobody knows.
    """

    campaign: Campaign
    phones: list[str]
    acked: bool = False
    told_no: bool = False


@dataclass(slots=True)
class Doings:
    """What people did, as they would tell it."""

    lists: list[List] = field(default_factory=list)
    in_vain: int = 0
    controls: int = 0
    undone: int = 0


class People:
    """Everybody at work until ``evening``."""

    def __init__(self, stage: Stage) -> None:
        self.doings = Doings()
        self.evening = asyncio.Event()
        self._stage = stage
        self._numbers: Iterator[str] = numbers.fresh()

    async def work(self) -> None:
        """A day's work of all of them."""
        async with asyncio.TaskGroup() as group:
            for one in self._stage.campaigns:
                group.create_task(self._add_all_day(one))
            group.create_task(self._control_all_day())

    def have_begun(self) -> bool:
        """Whether a list was confirmed and somebody has paused or resumed."""
        return bool(self.doings.controls) and any(one.acked for one in self.doings.lists)

    async def resume_all(self) -> None:
        """The evening's last act: nothing stays paused, so that all calls come to their ends."""
        for one in self._stage.campaigns:
            for _ in range(5):
                if one.host.state == "inProgress":
                    break
                async with self._tolerant():
                    await self._command(CONTROLLER, one, f"resume {one.name}")
                    await self._stage.slack.until(
                        lambda one=one: one.host.state == "inProgress", _PATIENCE
                    )

    async def _add_all_day(self, one: Campaign) -> None:
        dice = self._stage.plan.dice(f"adder of {one.name}")
        while not await self._rest(dice.uniform(0.1, 1.0)):
            async with self._tolerant():
                if dice.random() < 0.25:
                    await self._add_file(one, dice)
                else:
                    await self._add_typed(one, dice)

    async def _add_typed(self, one: Campaign, dice: random.Random) -> None:
        made = self._new_list(one, dice.randint(1, 20))
        slack = self._stage.slack
        before = len(slack.ephemerals(one.adder, "would be added"))
        typed = ", ".join(f"+{phone}" for phone in made.phones)
        await self._command(one.adder, one, f"add {one.name} {typed}")
        shown = await slack.until(
            lambda: slack.ephemerals(one.adder, "would be added")[before:], _PATIENCE
        )
        await self._press(made, shown[-1])

    async def _add_file(self, one: Campaign, dice: random.Random) -> None:
        made = self._new_list(one, dice.choice((30, 200, 1200)))
        slack = self._stage.slack
        lines = "".join(f"+{phone};Somebody\n" for phone in made.phones)
        name = f"list-{made.phones[0]}.csv"
        content = f"phone;name\n{lines}".encode()
        await slack.drop_file(one.adder, one.channel, (name, content))
        shown = await slack.until(
            lambda: slack.messages(one.channel, containing=f"from {name}"), _PATIENCE
        )
        await self._press(made, shown[-1])

    def _new_list(self, one: Campaign, size: int) -> List:
        made = List(one, numbers.take(self._numbers, size))
        self.doings.lists.append(made)
        return made

    async def _press(self, made: List, preview: Message) -> None:
        """Press "Add N", and again as long as Slack shows that nobody took it."""
        for _ in range(_PRESSES):
            button = f"Add {len(made.phones):,}"
            slack, who = self._stage.slack, made.campaign.adder
            before = len(slack.ephemerals(who, _NO))
            ack = await slack.click(who, button, preview)
            if ack is not None and ack.ok:
                made.acked = True
                with contextlib.suppress(AssertionError):
                    await slack.until(lambda: "being added" in preview.text, _PATIENCE)
                # Some no's are about other things; then a list counts as told, and proves less.
                made.told_no = len(slack.ephemerals(who, _NO)) > before
                return
            await asyncio.sleep(1.0)

    async def _control_all_day(self) -> None:
        dice = self._stage.plan.dice("controller")
        while not await self._rest(dice.uniform(1.0, 3.0)):
            one = dice.choice(self._stage.campaigns)
            action = "resume" if one.host.state == "paused" else "pause"
            async with self._tolerant():
                await self._command(CONTROLLER, one, f"{action} {one.name}")
                self.doings.controls += 1

    async def _command(self, who: str, one: Campaign, text: str) -> None:
        ack = await self._stage.slack.command(who, one.channel, f"/campaign {text}")
        if not ack.ok:
            raise NotTaken

    @contextlib.asynccontextmanager
    async def _tolerant(self) -> AsyncIterator[None]:
        """People wait in vain when nobody is there, find no button, and go on with their day."""
        try:
            yield
        except (AssertionError, Refused, NotTaken):
            self.doings.in_vain += 1

    async def _rest(self, seconds: float) -> bool:
        """Wait until there is somebody to talk to; whether it is evening."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.evening.wait()
        slack = self._stage.slack
        await until(lambda: slack.socket.connections or self.evening.is_set(), 30)
        return self.evening.is_set()
