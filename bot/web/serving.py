"""The listening socket: opened, emptied, closed."""

from __future__ import annotations

import errno

from aiohttp import web

from bot.errors import CallboardError
from bot.texts import N_
from bot.web.application import FRONT
from bot.web.silence import HEAD_SECONDS, PatientRunner, Silences

FINISH_SECONDS = 5.0
IDLE_SECONDS = 75.0


class CannotListen(CallboardError):
    """The port cannot be had: a start error."""


class Serving:
    """A front that listens. ``port`` is the one it got, where any was asked for."""

    def __init__(self, runner: web.AppRunner, site: web.TCPSite, port: int) -> None:
        self._runner = runner
        self._site = site
        self.port = port

    async def stop_intake(self) -> None:
        """Accept no connection any more, and answer 503 on those that are open."""
        self._runner.app[FRONT].stop()
        await self._site.stop()

    async def close(self) -> None:
        """Let requests in work finish (for five seconds at most), then close every connection."""
        self._runner.app[FRONT].stop()
        await self._runner.cleanup()


async def serve(
    app: web.Application, host: str, port: int, *, head_seconds: float = HEAD_SECONDS
) -> Serving:
    """Listen. Port 0 means any free one; what ``PORT=0`` means as a setting is the caller's.

    Who connects and has sent no request after ``head_seconds`` is cut off.
    :raises CannotListen: the port is taken, or the host is not this machine's.
    """
    runner = PatientRunner(
        app,
        Silences(head_seconds),
        access_log=None,
        # A compressed body would be blown up before its signature is known.
        auto_decompress=False,
        keepalive_timeout=IDLE_SECONDS,
        shutdown_timeout=FINISH_SECONDS,
    )
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError as error:
        await runner.cleanup()
        raise _cannot_listen(error, host, port) from None
    return Serving(runner, site, runner.addresses[0][1])


def _cannot_listen(error: OSError, host: str, port: int) -> CannotListen:
    if error.errno == errno.EADDRINUSE:
        message = N_(
            "Port {port} on {host} is taken by another program."
            " Stop that one, or set PORT to a free port."
        )
        return CannotListen(message, host=host, port=port)
    message = N_("Cannot listen on port {port} of {host}: {reason}. Look at HOST and PORT.")
    return CannotListen(message, host=host, port=port, reason=error.strerror or "refused")
