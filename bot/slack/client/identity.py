"""Who we are in Slack, and the arguments that keep Bolt on our own clients."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client.clients import SlackClients
from bot.slack.client.errors import trouble


@dataclass(frozen=True, slots=True)
class Identity:
    """What ``auth.test`` says of the bot token; ``scopes`` are those that it really has."""

    team_id: str
    team: str
    url: str
    bot_id: str
    user_id: str
    enterprise_id: str | None
    scopes: frozenset[str]


class Myself:
    """Asks Slack once who we are, and remembers it."""

    def __init__(self, clients: SlackClients) -> None:
        self._clients = clients
        self._known: Identity | None = None
        self._asking = asyncio.Lock()

    async def identity(self) -> Identity:
        """Who we are. :raises SlackTrouble: the token is refused, or Slack is out of reach."""
        if self._known is None:
            async with self._asking:
                self._known = self._known or await ask_identity(self._clients)
        return self._known

    def for_bolt(self) -> dict[str, Any]:
        """Arguments for ``AsyncApp``: our session and client, and no question to Slack in an ack.

        By itself Bolt makes a client per request, with a proxy of the environment even for
        loopback, and the first command of the day waits for ``auth.test``.
        """
        return {
            "client": self._anonymous(),
            "authorize": _authorize(self, self._clients.token),
            "before_authorize": _use(self._clients.reading),
        }

    def _anonymous(self) -> AsyncWebClient:
        """A client without a token: given one, Bolt warns that it goes unused."""
        shared = self._clients
        return AsyncWebClient(base_url=shared.reading.base_url, session=shared.session)


async def ask_identity(clients: SlackClients) -> Identity:
    """Ask ``auth.test``; the scopes come in a header of its answer."""
    try:
        answer = await clients.reading.auth_test()
    except Exception as error:
        raise trouble("auth.test", error) from None
    headers = {name.lower(): value for name, value in answer.headers.items()}
    scopes = str(headers.get("x-oauth-scopes", "")).split(",")
    return Identity(
        team_id=str(answer.get("team_id", "")),
        team=str(answer.get("team", "")),
        url=str(answer.get("url", "")),
        bot_id=str(answer.get("bot_id", "")),
        user_id=str(answer.get("user_id", "")),
        enterprise_id=answer.get("enterprise_id"),
        scopes=frozenset(scope.strip() for scope in scopes if scope.strip()),
    )


def _use(client: AsyncWebClient) -> Callable[..., Awaitable[None]]:
    async def use_shared_client(
        context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> None:
        context["client"] = client
        await next_()

    return use_shared_client


def _authorize(myself: Myself, token: str) -> Callable[[], Awaitable[AuthorizeResult]]:
    # Bolt reads the names of parameters, and would take a method's self for one.
    async def authorize() -> AuthorizeResult:
        known = await myself.identity()
        return AuthorizeResult(
            enterprise_id=known.enterprise_id,
            team_id=known.team_id,
            team=known.team,
            url=known.url,
            bot_id=known.bot_id,
            bot_user_id=known.user_id,
            bot_token=token,
        )

    return authorize
