"""One thing that somebody asks of the bot: who, where, in which language, and how to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import tzinfo

from bot.domain.people import Actor
from bot.errors import CallboardError
from bot.services import Services
from bot.slack.message import Modal
from bot.slack.reply import Reply
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Ask:
    """What every command, click and submission is handled with.

    ``key`` names the request as Slack does, for effects that must happen once; ``command`` is the
    slash command's own word, for hints; ``thread_ts`` is where a mention stands. ``count`` is told
    each verb and how it ended.
    """

    actor: Actor
    t: Texts
    zone: tzinfo
    services: Services
    reply: Reply
    key: str
    command: str
    count: Callable[[str, str], None]
    thread_ts: str | None = None

    @contextmanager
    def counted(self, verb: str) -> Iterator[None]:
        """Count the work inside for the operator: ``ok``, ``told`` why not, or ``failed``."""
        outcome = "failed"
        try:
            yield
            outcome = "ok"
        except CallboardError:
            outcome = "told"
            raise
        finally:
            self.count(verb, outcome)

    async def open(self, modal: Modal) -> str | None:
        """Open a modal for the person; its view id, or ``None`` where none can be opened."""
        return await self.reply.open(modal)

    def actor_in(self, channel_id: str | None) -> Actor:
        """The person, standing where the modal was opened from: a submission names no channel."""
        return replace(self.actor, channel_id=channel_id, is_direct=channel_id is None)
