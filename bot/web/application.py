"""The HTTP front: Slack's requests, health, metrics."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aiohttp import web

from bot.web.body import MAX_BODY
from bot.web.health import Check, HealthRoutes
from bot.web.slack_events import SlackEvents


class Front:
    """What stands behind the routes, to be told of the shutdown."""

    def __init__(self, health: HealthRoutes, slack: SlackEvents | None) -> None:
        self.health = health
        self.slack = slack

    def stop(self) -> None:
        """From now on this process is not ready and takes nothing from Slack."""
        self.health.stopping = True
        if self.slack is not None:
            self.slack.taking = False


FRONT = web.AppKey("front", Front)


def web_application(
    *,
    checks: Mapping[str, Check],
    render_metrics: Callable[[], bytes],
    slack: SlackEvents | None = None,
) -> web.Application:
    """The routes; without ``slack`` (Socket Mode, a worker) only those that machines ask."""
    health = HealthRoutes(checks, render_metrics)
    app = web.Application(client_max_size=MAX_BODY)
    app[FRONT] = Front(health, slack)
    app.router.add_get("/healthz", health.healthz)
    app.router.add_get("/readyz", health.readyz)
    app.router.add_get("/metrics", health.metrics)
    if slack is not None:
        app.router.add_post("/slack/events", slack.handle)
    return app
