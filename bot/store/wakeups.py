"""Telling whoever waits for work that there is some, so that nothing waits for a tick.

A wake-up is a hint, never the truth: rows are. A lost one costs the time until the next look, a
spare one costs a look. Whoever works through a topic looks until nothing is left, then waits; what
was announced meanwhile ends the wait at once. Consumers of one topic are interchangeable.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from types import TracebackType
from typing import TYPE_CHECKING, Self

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import CallboardError
from bot.store.engine import Database

if TYPE_CHECKING:
    import psycopg

log = structlog.get_logger(__name__)

_CHANNEL = "callboard"
# How long a connection that died without a word may go unnoticed, and how long until the next try.
_LOOK_SECONDS = 20.0
_RETRY_SECONDS = 1.0
# Long enough for a post to be claimed, made and sent, and short beside every time that is promised.
_MOMENT = 0.1


class Wakeups:
    """Topics announced and waited for inside one process, which is all that SQLite allows."""

    def __init__(self) -> None:
        self._topics: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def notify(self, topic: str) -> None:
        """Say that there is work of this topic. Call it after the commit; it never blocks."""
        self.wake(topic)

    def notify_soon(self, topic: str) -> None:
        """The same a moment later: for work that nobody waits for, so that it does not stand
        before what somebody does wait for."""
        asyncio.get_running_loop().call_later(_MOMENT, self.notify, topic)

    def wake(self, topic: str) -> None:
        """Let those in this process look, and tell no other: for ticks, which others have too."""
        self._topics[topic].set()

    async def wait(self, topic: str, timeout: float) -> bool:
        """Wait until there may be work; false if ``timeout`` seconds passed without a word."""
        event = self._topics[topic]
        try:
            async with asyncio.timeout(timeout):
                await event.wait()
        except TimeoutError:
            return False
        event.clear()
        return True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None


class PostgresWakeups(Wakeups):
    """The same between any number of processes on one PostgreSQL, by LISTEN and NOTIFY.

    A connection of its own listens, and comes back when it is lost; everybody is woken then, for
    what was announced meanwhile. Announcements are gathered and sent outside every transaction of
    the callers, because NOTIFY inside one makes all commits wait for each other.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._outgoing: set[str] = set()
        self._something_to_say = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.listening = asyncio.Event()

    def notify(self, topic: str) -> None:
        self.wake(topic)
        self._outgoing.add(topic)
        self._something_to_say.set()

    async def __aenter__(self) -> Self:
        self._tasks = [
            asyncio.create_task(self._listen_for_ever(), name="wakeups: listen"),
            asyncio.create_task(self._speak_for_ever(), name="wakeups: notify"),
        ]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _listen_for_ever(self) -> None:
        import psycopg

        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError) as error:
                log.warning("wakeups_lost", reason=type(error).__name__)
            self.listening.clear()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _listen(self) -> None:
        async with await self._connect() as connection:
            await connection.execute(f"LISTEN {_CHANNEL}")
            self.listening.set()
            for event in self._topics.values():
                event.set()
            while True:
                async for note in connection.notifies(timeout=_LOOK_SECONDS):
                    self.wake(note.payload)
                await connection.execute("SELECT 1")

    async def _connect(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        import psycopg

        from bot.store.postgres import connect_args

        url = self._database.engine.url
        _, arguments = self._database.engine.dialect.create_connect_args(url)
        arguments.update(connect_args(url))
        return await psycopg.AsyncConnection.connect(**arguments, autocommit=True)

    async def _speak_for_ever(self) -> None:
        while True:
            await self._something_to_say.wait()
            self._something_to_say.clear()
            topics, self._outgoing = sorted(self._outgoing), set()
            try:
                await self._speak(topics)
            except (CallboardError, SQLAlchemyError) as error:
                log.warning("wakeups_unsaid", reason=type(error).__name__)

    async def _speak(self, topics: list[str]) -> None:
        say = text("SELECT pg_notify(:channel, topic) FROM unnest(CAST(:topics AS text[])) topic")
        async with self._database.begin() as connection:
            await connection.execute(say, {"channel": _CHANNEL, "topics": topics})


def open_wakeups(database: Database) -> Wakeups:
    """The wake-ups that fit the database, for an ``async with`` as long as they are used."""
    return Wakeups() if database.is_sqlite else PostgresWakeups(database)
