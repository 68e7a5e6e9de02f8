"""A process of the bot from its first moment to its last."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import structlog

from bot.app import memory
from bot.app.health import Checks
from bot.app.parts import Parts, assembled
from bot.app.scheduling import scheduler_side
from bot.app.slack_app import slack_app
from bot.metrics import sample_loop_lag
from bot.settings import Settings
from bot.slack.client import Myself
from bot.slack.socket import SocketMode
from bot.store.engine import open_database
from bot.store.locking import one_process
from bot.store.migrate import upgrade
from bot.tasks import Tasks
from bot.web import Serving, SlackEvents, serve, web_application

_log = structlog.get_logger(__name__)

# SIGTERM lets what is in flight finish for this many seconds; platforms kill after thirty.
DRAIN_SECONDS = 25.0
_CONNECT_SECONDS = 5.0


async def run(settings: Settings, *, slack: bool, scheduler: bool) -> None:
    """Serve until SIGTERM or SIGINT: Slack's side, the scheduler's side, or both."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    async with running(settings, slack=slack, scheduler=scheduler):
        memory.settle()
        await stopping.wait()
        _log.info("stopping")
    _log.info("stopped")


@asynccontextmanager
async def running(
    settings: Settings, *, slack: bool = True, scheduler: bool = True
) -> AsyncIterator[Parts]:
    """A process at work inside the block; at its end it stops intake, drains, and closes."""
    async with AsyncExitStack() as stack:
        if settings.sqlite_path is not None:
            stack.enter_context(one_process(settings.sqlite_path))
        await _migrate(settings)
        parts = await stack.enter_async_context(assembled(settings))
        lag = asyncio.create_task(sample_loop_lag(parts.metrics), name="loop lag")
        stack.callback(lag.cancel)
        checks = Checks(parts)
        if scheduler:
            await _start_scheduler(stack, parts, checks)
        events = await _start_slack(stack, parts, checks) if slack else None
        front = await _open_front(parts, checks, events, worker=not slack)
        if front is not None:
            stack.push_async_callback(front.close)
        _log.info("ready", port=front.port if front else None)
        yield parts


async def _migrate(settings: Settings) -> None:
    db = open_database(settings.database_url)
    try:
        await upgrade(db)
    finally:
        await db.close()


async def _start_scheduler(stack: AsyncExitStack, parts: Parts, checks: Checks) -> None:
    side = scheduler_side(parts)
    await side.start()
    checks.scheduler = side
    stack.push_async_callback(side.stop, DRAIN_SECONDS)


async def _start_slack(stack: AsyncExitStack, parts: Parts, checks: Checks) -> SlackEvents | None:
    """Slack's side: the app, its tasks, and Socket Mode where that is how requests come."""
    settings = parts.settings
    myself = Myself(parts.clients)
    await myself.identity()
    tasks = Tasks(_lost, gently=True)
    stack.push_async_callback(tasks.drain, DRAIN_SECONDS)
    app = slack_app(parts, myself, tasks)
    tasks.start(parts.services.welcome.greet(), name="greeting")
    if settings.slack_app_token is None:
        secret = settings.slack_signing_secret
        assert secret is not None  # noqa: S101 - the settings demand one of the two.
        return SlackEvents(
            app,
            secret.get_secret_value(),
            clock=parts.clock,
            on_ack=lambda way_in, _, seconds: parts.metrics.ack(way_in, seconds),
            on_refused=lambda word: parts.metrics.command("request", word),
        )
    socket = SocketMode(
        app,
        parts.clients,
        settings.slack_app_token.get_secret_value(),
        on_ack=lambda way_in, _, seconds: parts.metrics.ack(way_in, seconds),
    )
    await socket.start()
    await _until_connected(socket)
    checks.socket = socket
    stack.push_async_callback(socket.stop_intake)
    return None


async def _until_connected(socket: SocketMode) -> None:
    """Give Slack a moment, so that a process that says it is ready can be spoken to."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_CONNECT_SECONDS):
            while not socket.health().ok:  # noqa: ASYNC110 - health is a look, not an event.
                await asyncio.sleep(0.02)


async def _lost(error: BaseException, name: str) -> None:
    _log.error("task_failed", task=name, exc_info=error)


async def _open_front(
    parts: Parts, checks: Checks, events: SlackEvents | None, *, worker: bool
) -> Serving | None:
    """The HTTP front: Slack's requests where they come that way, and health."""
    settings = parts.settings
    health_off = settings.port == 0 and events is None
    if health_off or (worker and not settings.port_given):
        return None
    app = web_application(checks=checks.all(), render_metrics=parts.metrics.render, slack=events)
    return await serve(app, settings.host, settings.port)
