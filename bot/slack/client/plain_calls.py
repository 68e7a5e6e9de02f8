"""Requests to Slack that are no Web API methods: files and ``response_url``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.slack.client.clients import SlackClients
from bot.slack.client.errors import trouble
from bot.slack.client.hosts import proxy_for
from bot.slack.client.web_client import CONNECT_SECONDS


class PlainCalls:
    """One attempt each, no redirects (they would carry the token elsewhere), and the observer."""

    def __init__(self, clients: SlackClients) -> None:
        self._clients = clients

    @asynccontextmanager
    async def request(
        self, label: str, verb: str, url: str, seconds: float, **arguments: Any
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer, whatever its status; :class:`SlackTrouble` where none came.

        :param label: the word for metrics and errors: the address itself may be a secret.
        """
        clock, outcome = self._clients.clock, "canceled"
        began = clock.monotonic()
        try:
            async with self._clients.session.request(
                verb,
                url,
                allow_redirects=False,
                proxy=proxy_for(url),
                timeout=aiohttp.ClientTimeout(total=seconds, connect=CONNECT_SECONDS),
                **arguments,
            ) as answer:
                outcome = "ok" if answer.status == 200 else f"http_{answer.status}"
                yield answer
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            lost = trouble(label, error)
            outcome = lost.error
            raise lost from None
        finally:
            self._clients.on_call(label, outcome, clock.monotonic() - began)
