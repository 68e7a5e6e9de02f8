"""Answers whose rest comes through the outbox: where that is late, the person is told."""

from __future__ import annotations

from bot.slack.blocks import queued
from bot.slack.message import Message
from handlers.ask import Ask


async def say(ask: Ask, answer: Message | None, place: str | None = None) -> None:
    """Answer; ``place`` is where the rest comes: this channel, if not said.

    Without an ``answer`` nothing is said, unless the rest is late.
    """
    message = await told(ask, answer, place)
    if message is not None:
        await ask.reply.say(message)


async def told(ask: Ask, answer: Message | None, place: str | None = None) -> Message | None:
    """The same, for an answer that goes in the place of another message."""
    where = place or ask.actor.channel_id or ask.actor.user_id
    wait = await ask.services.queues.wait(where)
    return answer if wait is None else queued.with_wait(ask.t, answer, wait)
