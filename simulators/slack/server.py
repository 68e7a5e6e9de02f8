"""A local Slack: start it, act as its people, read what they see."""

from __future__ import annotations

import socket
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from simulators.slack.acting import Acting
from simulators.slack.api import Endpoint, Transfer
from simulators.slack.blocks import Features
from simulators.slack.control import control_routes, guard
from simulators.slack.core import Core, Options
from simulators.slack.delivery.outbound import Mode
from simulators.slack.page import page_routes
from simulators.slack.seeds import seed
from simulators.slack.shapes import Json

HOST = "127.0.0.1"


class LocalSlack(Acting):
    """Slack on the loopback, for one app.

    ``mode``: ``socket`` or ``http``; ``events_url``: where the app listens, may be set later.
    ``manifest``: a dict or a file; None for the repository's. ``scopes``: None for the
    manifest's. ``speed`` shortens retries of events and windows of rate limits. ``calls_url`` is
    the simulated Calls API that the page shows beside the talk; it may be set later.
    """

    def __init__(
        self,
        *,
        mode: Mode = "socket",
        events_url: str = "",
        port: int = 0,
        manifest: Json | Path | str | None = None,
        scopes: list[str] | None = None,
        signing_secret: str = "",
        speed: float = 1.0,
        ack_seconds: float = 3.0,
        trigger_seconds: float = 3.0,
        rate_limits: bool = True,
        features: Features | None = None,
        calls_url: str = "",
    ) -> None:
        self._options = Options(
            mode=mode,
            events_url=events_url,
            manifest=manifest,
            scopes=scopes,
            signing_secret=signing_secret,
            speed=speed,
            ack_seconds=ack_seconds,
            trigger_seconds=trigger_seconds,
            rate_limits=rate_limits,
            features=features or Features(),
        )
        self._port = port
        self.calls_url = calls_url
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on the loopback and set the office up."""
        listening = socket.create_server((HOST, self._port))
        address = f"{HOST}:{listening.getsockname()[1]}"
        self.core = Core(self._options, address)
        seed(self.core)
        self._runner = web.AppRunner(
            application(self), access_log=None, shutdown_timeout=0.5, handle_signals=False
        )
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        await self.core.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()


def application(slack: LocalSlack) -> web.Application:
    """The routes of Slack's hosts, all on one address."""
    endpoint, transfer = Endpoint(slack.core), Transfer(slack.core)
    app = web.Application(client_max_size=64 * 1024 * 1024, middlewares=[guard])
    app.add_routes(
        [
            web.get("/api/{method}", endpoint.handle),
            web.post("/api/{method}", endpoint.handle),
            web.get("/link/", slack.socket.connect),
            web.post("/upload/v1/{key}", transfer.upload),
            web.get("/files-pri/{name}/{file}", transfer.download),
            web.get("/signin", transfer.sign_in),
            web.post("/{kind:commands|actions|app}/{team}/{number}/{secret}", transfer.respond),
            *control_routes(slack),
            *page_routes(slack),
        ]
    )
    return app
