"""Buttons of receipts: Undo, and what only a person can decide about a batch."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from bot.domain.batches import Progress
from bot.domain.people import Actor
from bot.services.adding import Adding
from bot.slack.blocks import adding as blocks
from bot.slack.metadata import BatchRef
from handlers.ask import Ask
from handlers.intake import Intake

Body = dict[str, Any]
Action = dict[str, Any]


async def undo_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Undo`` asks first."""
    await ack()
    intake.take(body, partial(ask_undo, value=action.get("value")))


async def ask_undo(ask: Ask, value: str | None) -> None:
    """Ask, with the count."""
    ref = BatchRef.decode(value)
    progress = await ask.services.adding.undo.ask(ask.actor, ref.batch)
    await ask.open(blocks.confirm_undo(ask.t, progress, ref))


Order = Callable[[Adding, Actor, int], Awaitable[Progress]]


async def continue_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Send N`` of a batch that was halted."""
    await ack()
    intake.take(body, partial(settle, value=action.get("value"), order=_go_on))


async def adopt_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Adopt N`` of numbers of which nobody knows."""
    await ack()
    intake.take(body, partial(settle, value=action.get("value"), order=_adopt))


async def send_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Send N`` of numbers of which nobody knows."""
    await ack()
    intake.take(body, partial(settle, value=action.get("value"), order=_send))


async def settle(ask: Ask, value: str | None, order: Order) -> None:
    """Give the order; the receipt shows what comes of it."""
    ref = BatchRef.decode(value)
    await order(ask.services.adding, ask.actor, ref.batch)
    await ask.reply.say(blocks.settled(ask.t))


async def _go_on(adding: Adding, actor: Actor, batch_id: int) -> Progress:
    return await adding.undo.go_on(actor, batch_id)


async def _adopt(adding: Adding, actor: Actor, batch_id: int) -> Progress:
    return await adding.undo.adopt(actor, batch_id)


async def _send(adding: Adding, actor: Actor, batch_id: int) -> Progress:
    return await adding.undo.send(actor, batch_id)
