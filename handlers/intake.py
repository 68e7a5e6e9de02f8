"""From Slack's payload to work behind the ack.

A listener acks and hands its work over here; the intake refuses what was delivered twice, finds
out who asks, runs the work in the supervised group, and turns what went wrong into a sentence.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.domain.people import Actor
from bot.errors import CallboardError
from bot.logs import bound, new_id
from bot.metrics import Metrics
from bot.services import Services
from bot.slack.blocks import failures, helping
from bot.slack.payloads import Origin, origin
from bot.slack.reply import Reply, Voice
from bot.slack.slash import UsageError
from bot.store.failures import in_words
from bot.tasks import Tasks
from bot.texts import Texts, texts_for
from handlers.ask import Ask
from handlers.homes import redraw

Body = dict[str, Any]
Work = Callable[[Ask], Awaitable[None]]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Intake:
    """What listeners are given as ``intake``."""

    services: Services
    voice: Voice
    tasks: Tasks
    command: str
    metrics: Metrics

    def take(self, body: Body, work: Work) -> None:
        """Do the work for this payload once, behind the ack."""
        self.tasks.start(self.do(body, work), name=getattr(work, "__qualname__", "work"))

    async def do(self, body: Body, work: Work) -> None:
        """Do the work for this payload once, and come back when it is done."""
        asked, request_id = origin(body), new_id()
        with bound(request_id=request_id, user=asked.user_id, channel=asked.channel_id):
            await self.work(asked, request_id, partial(self._once, asked.key, work))

    async def _once(self, key: str, work: Work, ask: Ask) -> None:
        if await self.services.seen.first_time(key):
            await work(ask)
        else:
            _log.info("delivered_twice", key=key)

    async def work(self, asked: Origin, request_id: str, work: Work) -> None:
        """Run the work; a failure becomes its sentence, or an id that the log has too."""
        reply = Reply(self.voice, asked)
        t = texts_for(None, self.services.desk.rules.default_language)
        try:
            ask = await self.ask(asked, request_id, reply)
            t = ask.t
            async with _drawn_anew(ask, asked):
                await work(ask)
        except UsageError as error:
            await reply.say(helping.usage(t, error, self.command))
        except CallboardError as error:
            _log.info("told", sentence=error.message)
            await reply.say(failures.sentence(t, error))
            await self.services.access.failed(error)
        except Exception as error:
            await self._break(error, reply, t, request_id)

    async def _break(self, error: Exception, reply: Reply, t: Texts, request_id: str) -> None:
        """A database that went away has a sentence; what nobody foresaw has an id."""
        foreseen = in_words(error)
        if foreseen is not None:
            _log.warning("database_broke_off", reason=type(error).__name__)
            await reply.say(failures.sentence(t, foreseen))
        else:
            _log.exception("unforeseen")
            await reply.say(failures.unforeseen(t, request_id))
        await self.services.access.failed(error)

    async def ask(self, asked: Origin, request_id: str, reply: Reply) -> Ask:
        """Who asks, in which language and zone."""
        person = await self.services.desk.directory.person(asked.user_id)
        rules = self.services.desk.rules
        return Ask(
            actor=self.actor(asked, request_id),
            t=self.texts(person.language),
            zone=person.zone or rules.default_zone,
            services=self.services,
            reply=reply,
            key=asked.key,
            command=self.command,
            count=self.metrics.command,
            thread_ts=asked.thread_ts,
        )

    def actor(self, asked: Origin, request_id: str) -> Actor:
        """Whoever sent the payload, where they stand."""
        return Actor(
            user_id=asked.user_id,
            channel_id=asked.channel_id,
            request_id=request_id,
            is_direct=asked.is_direct,
            is_stranger=asked.is_stranger,
        )

    def texts(self, language: str | None) -> Texts:
        """The texts for a person's Slack language."""
        return texts_for(language, self.services.desk.rules.default_language)


@asynccontextmanager
async def _drawn_anew(ask: Ask, asked: Origin) -> AsyncIterator[None]:
    """App Home shows what was done on it, and after a refusal how things stand in fact."""
    try:
        yield
    finally:
        if asked.on_home:
            await redraw(ask)
