"""The scheduler's side with delivery alone, on the machine's own clock."""

from __future__ import annotations

from bot.metrics import Metrics
from bot.scheduler.delivery import DeliveryDuty
from bot.scheduler.renderers import Renderers
from bot.scheduler.side import SchedulerSide
from bot.services.desk import Desk
from bot.slack.client import Poster, ReadBack, SlackClients, Uploads
from bot.tasks import ErrorListener, Tasks


def delivering_side(desk: Desk, clients: SlackClients, on_error: ErrorListener) -> SchedulerSide:
    """What a worker's process runs; start it and stop it."""
    metrics, tasks = Metrics(), Tasks(on_error)
    duty = DeliveryDuty(
        desk,
        Poster(clients),
        ReadBack(clients),
        Uploads(clients),
        Renderers({}, {}),
        tasks,
        metrics,
        "worker",
        post_seconds=clients.post_seconds,
    )
    return SchedulerSide(
        [duty],
        db=desk.db,
        wakeups=desk.wakeups,
        clock=desk.clock,
        metrics=metrics,
        tasks=tasks,
        process="worker",
    )
