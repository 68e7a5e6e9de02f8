"""Buttons of the audit."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.domain.campaigns import Campaign
from bot.slack.blocks import audit as blocks
from bot.slack.metadata import AuditRef
from handlers import queued
from handlers.ask import Ask
from handlers.intake import Intake

Body = dict[str, Any]
Action = dict[str, Any]


async def older_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Older``"""
    await ack()
    intake.take(body, partial(show_older, value=action.get("value")))


async def show_older(ask: Ask, value: str | None) -> None:
    """The page before, in the place of this one."""
    ref = AuditRef.decode(value)
    campaign = await _campaign(ask, ref)
    page = await ask.services.audits.page(ask.actor, campaign, ref.before)
    await ask.reply.replace(blocks.page(ask.t, page, ask.zone))


async def file_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``As a file``"""
    await ack()
    intake.take(body, partial(send_file, value=action.get("value")))


async def send_file(ask: Ask, value: str | None) -> None:
    """The whole of it, to the person alone."""
    campaign = await _campaign(ask, AuditRef.decode(value))
    text = ask.t.md("Who did what, newest first, in UTC.")
    await ask.services.audits.send(ask.actor, campaign, ask.key, text)
    await queued.say(ask, blocks.file_follows(ask.t), ask.actor.user_id)


async def _campaign(ask: Ask, ref: AuditRef) -> Campaign | None:
    return None if ref.campaign is None else await ask.services.campaigns.by_id(ref.campaign)
