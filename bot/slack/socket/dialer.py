"""Opens connections: an address from Slack, then a WebSocket."""

from __future__ import annotations

import asyncio

import aiohttp

from bot.slack.client import SlackClients
from bot.slack.client.errors import SlackRefused, SlackTrouble, trouble
from bot.slack.client.hosts import proxy_for
from bot.slack.client.outcomes import Fault, NotPosted
from bot.slack.socket.connection import Connection, Elsewhere
from bot.slack.socket.envelopes import Envelopes
from bot.slack.socket.errors import AppTokenRefused

METHOD = "apps.connections.open"
CONNECT_SECONDS = 10.0
# A connection that died without a word is found out after this and half of it again.
HEARTBEAT_SECONDS = 5.0
# Slack answers the closing handshake, but leaves the TCP connection open.
CLOSE_SECONDS = 1.0

_SWITCHED_OFF = frozenset({"socket_mode_not_enabled", "feature_not_enabled", "forbidden_team"})


class Dialer:
    """Each connection needs an address of its own, which is a secret and serves once."""

    def __init__(self, clients: SlackClients, app_token: str, envelopes: Envelopes) -> None:
        self._clients = clients
        self._app_token = app_token
        self._envelopes = envelopes

    async def address(self) -> str:
        """Where the next connection goes.

        :raises AppTokenRefused: the token is no good, or Socket Mode is switched off.
        :raises SlackTrouble: Slack is out of reach, or asks to wait.
        """
        try:
            answer = await self._clients.reading.apps_connections_open(app_token=self._app_token)
        except Exception as error:
            raise _named(trouble(METHOD, error)) from None
        url = answer.get("url")
        if not isinstance(url, str):
            raise SlackRefused(METHOD, NotPosted("no_url"))
        return url

    async def connect(self, address: str, elsewhere: Elsewhere) -> Connection:
        """A connection that reads already.

        :raises SlackTrouble: it did not come about.
        """
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                ws = await self._clients.session.ws_connect(
                    address,
                    autoping=False,
                    heartbeat=HEARTBEAT_SECONDS,
                    proxy=proxy_for(address),
                    timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_SECONDS),
                )
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise trouble("websocket", error) from None
        return Connection(ws, self._envelopes, self._clients.clock, elsewhere)


def _named(error: SlackTrouble) -> AppTokenRefused | SlackTrouble:
    if isinstance(error, SlackRefused) and (
        error.fault is Fault.TOKEN or error.error in _SWITCHED_OFF
    ):
        return AppTokenRefused(error.error)
    return error
