"""Buttons of App Home and of the first words: Refresh, Press me, the preview that waits."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from bot.domain.people import Role
from bot.slack.blocks.first_steps import pressed
from bot.slack.metadata import BatchRef
from handlers.ask import Ask
from handlers.commands.adding import shown
from handlers.intake import Intake

Body = dict[str, Any]
Action = dict[str, Any]


async def refresh_pressed(ack: Any, body: Body, intake: Intake) -> None:
    """``Refresh``: every click on Home draws it anew, and this one asks for nothing else."""
    await ack()
    intake.take(body, nothing)


async def nothing(ask: Ask) -> None:
    """Nothing."""


async def press_me_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Press me``: the whole way from Slack to here and back."""
    await ack()
    intake.take(body, partial(answer_press, clicked=_instant(action.get("action_ts"))))


def _instant(stamp: Any) -> datetime | None:
    """The instant of a click by Slack's clock."""
    try:
        return datetime.fromtimestamp(float(stamp), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


async def answer_press(ask: Ask, clicked: datetime | None) -> None:
    """Answer where it was pressed, and say how long it took."""
    took = await ask.services.welcome.press(ask.actor, clicked)
    facts = await ask.services.homes.facts(ask.actor_in(None))
    is_all_there = bool(facts.campaigns) or facts.role < Role.ADMIN
    await ask.reply.replace(pressed(ask.t, took, is_all_there))


async def show_pressed(ack: Any, body: Body, action: Action, intake: Intake) -> None:
    """``Show it``, under a preview that waits."""
    await ack()
    intake.take(body, partial(show, value=action.get("value")))


async def show(ask: Ask, value: str | None) -> None:
    """The preview once more, to the person alone."""
    ref = BatchRef.decode(value)
    preview = await ask.services.adding.previews.of_id(ref.batch)
    await ask.services.access.authorise(ask.actor, "add", Role.OPERATOR, preview.campaign)
    await ask.reply.say(shown(ask, preview))
