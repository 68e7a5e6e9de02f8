"""The scheduler's side: every duty, built and joined."""

from __future__ import annotations

import os
import socket

import structlog

from bot.app.parts import Parts
from bot.app.rendering import renderers
from bot.logs import new_id
from bot.scheduler.alerting import AlertDuty
from bot.scheduler.clock import ClockDuty
from bot.scheduler.delivery import DeliveryDuty
from bot.scheduler.duty import Duty
from bot.scheduler.requests import approval_duty, control_duty
from bot.scheduler.retention import RetentionDuty
from bot.scheduler.schedules import ScheduleDuty
from bot.scheduler.sending import SendingDuty
from bot.scheduler.side import SchedulerSide
from bot.scheduler.watching import WatchDuty
from bot.services.digests import DigestRuns
from bot.services.retention import Retention
from bot.services.schedules import TimedResumes
from bot.services.sending import Sending
from bot.slack.client import Poster, ReadBack, Uploads
from bot.tasks import Tasks

_log = structlog.get_logger(__name__)


def scheduler_side(parts: Parts) -> SchedulerSide:
    """Every duty on one supervised group; the process is named for its leases and heartbeat."""
    tasks = Tasks(_lost)
    process = f"{socket.gethostname()}/{os.getpid()}/{new_id()}"
    return SchedulerSide(
        _duties(parts, tasks, process),
        db=parts.db,
        wakeups=parts.wakeups,
        clock=parts.clock,
        metrics=parts.metrics,
        tasks=tasks,
        process=process,
    )


def _duties(parts: Parts, tasks: Tasks, process: str) -> list[Duty]:
    clients = parts.clients
    delivery = DeliveryDuty(
        parts.services.desk,
        Poster(clients),
        ReadBack(clients),
        Uploads(clients),
        renderers(parts.services),
        tasks,
        parts.metrics,
        process,
        post_seconds=clients.post_seconds,
    )
    services = parts.services
    sender = Sending(services.desk, services.hosts, parts.metrics)
    return [
        delivery,
        SendingDuty(sender, tasks, parts.wakeups, parts.clock),
        WatchDuty(
            services.desk,
            services.watcher,
            tasks,
            process,
            then=services.pausing.after_look,
        ),
        AlertDuty(services.telling),
        RetentionDuty(Retention(services.desk)),
        ClockDuty(services.desk, parts.metrics, clients.post_seconds),
        control_duty(services.desk, services.aftermath, tasks, process),
        approval_duty(services.desk, services.approvals.carrying, tasks, process),
        ScheduleDuty(
            services.desk,
            DigestRuns(services.desk),
            TimedResumes(services.desk, services.campaigns, services.controls, tasks, process),
        ),
    ]


async def _lost(error: BaseException, name: str) -> None:
    _log.error("task_failed", task=name, exc_info=error)
