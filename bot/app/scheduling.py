"""The scheduler's side: every duty, built and joined."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence

import structlog

from bot.app.parts import Parts
from bot.logs import new_id
from bot.scheduler.delivery import DeliveryDuty
from bot.scheduler.duty import Duty
from bot.scheduler.renderers import Renderers, card_renderer
from bot.scheduler.side import SchedulerSide
from bot.slack.client import Poster, ReadBack, Uploads
from bot.tasks import Tasks

_log = structlog.get_logger(__name__)


def scheduler_side(parts: Parts) -> SchedulerSide:
    """Every duty, in one group of tasks of their own, which drains when the side stops."""
    tasks = Tasks(_lost)
    process = f"{socket.gethostname()}:{os.getpid()}:{new_id()}"
    return SchedulerSide(
        duties(parts, tasks, process),
        db=parts.db,
        wakeups=parts.wakeups,
        clock=parts.clock,
        metrics=parts.metrics,
        tasks=tasks,
        process=process,
    )


def duties(parts: Parts, tasks: Tasks, process: str) -> Sequence[Duty]:
    """Every duty."""
    return [delivery(parts, tasks, process)]


def delivery(parts: Parts, tasks: Tasks, process: str) -> DeliveryDuty:
    """The one that brings the outbox to Slack."""
    clients = parts.clients
    return DeliveryDuty(
        parts.services.desk,
        Poster(clients),
        ReadBack(clients),
        Uploads(clients),
        renderers(parts),
        tasks,
        parts.metrics,
        process,
        post_seconds=clients.post_seconds,
    )


def renderers(parts: Parts) -> Renderers:
    """What makes the bodies and the files of posts when they are sent."""
    services = parts.services
    card = card_renderer(services.desk, services.cards, services.notices)
    return Renderers(bodies={"card": card}, files={})


async def _lost(error: BaseException, name: str) -> None:
    _log.error("task_failed", task=name, exc_info=error)
