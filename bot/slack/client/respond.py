"""Answers by ``response_url``: five uses within thirty minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from bot.slack.client.clients import SlackClients
from bot.slack.client.errors import SlackRefused, SlackSilent
from bot.slack.client.outcomes import Fault, NotPosted, Unclear
from bot.slack.client.plain_calls import PlainCalls
from bot.slack.client.verdicts import word_of

LABEL = "response_url"


class Responder:
    """Answers a command or a click; unlike the SDK it looks at what Slack says to that.

    The address comes with the payload, so it is believed only where it is Slack's or the
    configured host's. It needs no token and gets none.
    """

    def __init__(self, clients: SlackClients) -> None:
        self._calls = PlainCalls(clients)
        self._hosts = clients.hosts
        self._seconds = clients.post_seconds

    async def respond(
        self,
        response_url: str,
        text: str,
        *,
        blocks: Sequence[dict[str, Any]] | None = None,
        in_channel: bool = False,
        replace_original: bool = False,
        thread_ts: str | None = None,
    ) -> None:
        """Answer; to the asker alone, unless ``in_channel``."""
        body: dict[str, Any] = {
            "text": text,
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": replace_original,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        body |= {"blocks": list(blocks)} if blocks is not None else {}
        body |= {"thread_ts": thread_ts} if thread_ts else {}
        await self._send(response_url, body)

    async def delete_original(self, response_url: str) -> None:
        """Take the message away that the click came from."""
        await self._send(response_url, {"delete_original": True})

    async def _send(self, url: str, body: dict[str, Any]) -> None:
        if not self._hosts.may_get_response(url):
            raise SlackRefused(LABEL, NotPosted("foreign_host", fault=Fault.MESSAGE))
        async with self._calls.request(LABEL, "POST", url, self._seconds, json=body) as answer:
            status, word = answer.status, word_of(_loads(await answer.read()))
        if status >= 500:
            raise SlackSilent(LABEL, Unclear(f"http_{status}"))
        if status != 200 or word:
            fault = Fault.MESSAGE if status == 404 else None
            raise SlackRefused(LABEL, NotPosted(word or f"http_{status}", fault=fault))


def _loads(body: bytes) -> object:
    """The answer, where it is JSON: Slack also says just ``ok``."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
