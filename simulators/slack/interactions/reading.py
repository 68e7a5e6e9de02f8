"""Reading what is there, and waiting for it to come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from simulators.slack.interactions.base import Acts, Where, Who
from simulators.slack.messages import Message
from simulators.slack.shapes import Json
from simulators.slack.transcript import Entry
from simulators.slack.views import View

Found = TypeVar("Found")


class Reading(Acts):
    """What a test reads. Waiting is for a condition, never for a time."""

    async def until(self, look: Callable[[], Found], timeout: float = 40.0) -> Found:
        """What ``look`` gives as soon as that is truthy; on time-out, what was to be seen."""
        try:
            return await self.core.changes.until(look, timeout)
        except TimeoutError:
            seen = self.core.transcript.tail()
            raise AssertionError(f"Waited {timeout} s in vain. To be seen:\n{seen}") from None

    def messages(
        self, channel: Where, *, containing: str = "", thread: Message | str | None = None
    ) -> list[Message]:
        """What everybody sees in a channel, oldest first; a thread alone if one is named."""
        found = self.core.messages.everybodys(self.channel(channel))
        if thread is not None:
            parent = thread.ts if isinstance(thread, Message) else thread
            found = [one for one in found if one.thread_ts == parent and one.ts != parent]
        return [one for one in found if containing in one.text]

    async def message(
        self,
        channel: Where,
        containing: str = "",
        *,
        thread: Message | str | None = None,
        timeout: float = 40.0,
    ) -> Message:
        """The newest such message of the app, as soon as there is one."""
        bot = self.core.app.bot

        def look() -> list[Message]:
            found = self.messages(channel, containing=containing, thread=thread)
            return [one for one in found if one.author is bot]

        return (await self.until(look, timeout))[-1]

    def ephemerals(self, user: Who, containing: str = "") -> list[Message]:
        """What only this person sees in channels, oldest first."""
        found = self.core.messages.ephemerals(self.user(user))
        return [one for one in found if containing in one.text]

    async def ephemeral(self, user: Who, containing: str = "", timeout: float = 40.0) -> Message:
        """The newest such ephemeral message, as soon as there is one."""
        return (await self.until(lambda: self.ephemerals(user, containing), timeout))[-1]

    async def modal_with(self, user: Who, containing: str = "", timeout: float = 40.0) -> View:
        """The person's open modal, as soon as it shows this text."""

        def look() -> View | None:
            top = self.core.views.top(self.user(user))
            return top if top is not None and containing in top.text else None

        found = await self.until(look, timeout)
        assert found is not None
        return found

    async def home_with(self, user: Who, containing: str = "", timeout: float = 40.0) -> View:
        """The person's App Home, as soon as it shows this text."""

        def look() -> View | None:
            home = self.core.views.homes.get(self.user(user).id)
            return home if home is not None and containing in home.text else None

        found = await self.until(look, timeout)
        assert found is not None
        return found

    def troubles(self, user: Who) -> list[Entry]:
        """What Slack itself showed to this person because the app failed."""
        wanted = self.user(user).id
        return [entry for entry in self.core.transcript.of("trouble") if entry.user == wanted]

    def called(self, method: str, **arguments: object) -> list[Json]:
        """The arguments of the app's calls to a method, those with these arguments only."""
        return [
            call.arguments
            for call in self.core.calls
            if call.method == method
            and all(call.arguments.get(name) == value for name, value in arguments.items())
        ]
