"""Pause, Resume, Start and Stop, pressed on a card or in a list."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.domain.campaign_state import Control
from bot.slack.blocks import control as blocks
from bot.slack.metadata import CampaignRef, ControlRef, LookRef
from handlers.ask import Ask
from handlers.commands.control import act, ask_before_stop
from handlers.intake import Intake

Body = dict[str, Any]


async def pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """A control that needs no second question."""
    await ack()
    control = Control(action["action_id"])
    intake.take(body, partial(press, value=action.get("value"), control=control))


async def press(ask: Ask, value: str | None, control: Control) -> None:
    """Do it; the true state is read first, so a stale button changes nothing."""
    ref = CampaignRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    await act(ask, campaign, control)


async def stop_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """A stop is asked about first."""
    await ack()
    intake.take(body, partial(ask_stop, value=action.get("value")))


async def ask_stop(ask: Ask, value: str | None) -> None:
    """Ask."""
    ref = CampaignRef.decode(value)
    await ask_before_stop(ask, await ask.services.campaigns.by_id(ref.campaign))


async def stop_confirmed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """A stop that was confirmed where no modal could be opened."""
    await ack()
    intake.take(body, partial(stop_now, value=action.get("value")))


async def stop_now(ask: Ask, value: str | None) -> None:
    """Stop it."""
    ref = ControlRef.decode(value)
    campaign = await ask.services.campaigns.by_id(ref.campaign)
    await act(ask, campaign, Control.STOP)


async def look_again_pressed(ack: Any, body: Body, action: dict[str, Any], intake: Intake) -> None:
    """The ending of a control was unknown; somebody wants to know."""
    await ack()
    intake.take(body, partial(look_again, value=action.get("value")))


async def look_again(ask: Ask, value: str | None) -> None:
    """Look, and say."""
    ref = LookRef.decode(value)
    result = await ask.services.controls.look_again(ask.actor, ref.request)
    await ask.reply.replace(blocks.outcome(ask.t, result, ask.zone))
