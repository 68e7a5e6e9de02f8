"""Approve, Decline and Withdraw, pressed on a request for a second person."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.slack.blocks import approvals as blocks
from bot.slack.metadata import ApprovalRef
from handlers.ask import Ask
from handlers.intake import Intake

Body = dict[str, Any]
Action = dict[str, Any]


async def approve_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Approve``"""
    await ack()
    intake.take(body, partial(approve, value=action.get("value")))


async def approve(ask: Ask, value: str | None) -> None:
    """Whoever clicked is the second person; what was asked is carried out by the scheduler."""
    ref = ApprovalRef.decode(value)
    await ask.services.approvals.deciding.approve(ask.actor, ref.approval)
    await ask.reply.say(blocks.approved(ask.t))


async def decline_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Decline``"""
    await ack()
    intake.take(body, partial(decline, value=action.get("value")))


async def decline(ask: Ask, value: str | None) -> None:
    """End it; nothing is done."""
    ref = ApprovalRef.decode(value)
    await ask.services.approvals.deciding.decline(ask.actor, ref.approval)
    await ask.reply.say(blocks.closed(ask.t))


async def withdraw_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Withdraw``"""
    await ack()
    intake.take(body, partial(withdraw, value=action.get("value")))


async def withdraw(ask: Ask, value: str | None) -> None:
    """Whoever asked takes it back."""
    ref = ApprovalRef.decode(value)
    await ask.services.approvals.deciding.withdraw(ask.actor, ref.approval)
    await ask.reply.say(blocks.closed(ask.t))
