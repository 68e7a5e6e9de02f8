"""Files that people gave to Slack: looked up, fetched, taken away."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

import aiohttp

from bot.errors import BadInput
from bot.slack.client.clients import SlackClients
from bot.slack.client.errors import SlackRefused, trouble
from bot.slack.client.outcomes import Fault, NotPosted
from bot.slack.client.plain_calls import PlainCalls
from bot.texts import N_

LABEL = "files.download"
SECONDS = 60.0
# Small enough that writing one to the page cache is no pause for the loop.
CHUNK = 64 * 1024


class Downloads:
    """Fetches uploads with the bot token, which goes to Slack's own hosts only."""

    def __init__(self, clients: SlackClients) -> None:
        self._clients = clients
        self._calls = PlainCalls(clients)

    async def info(self, file_id: str) -> dict[str, Any]:
        """Slack's description of a file: ``name``, ``size``, ``url_private``, ``filetype``…"""
        try:
            answer = await self._clients.reading.files_info(file=file_id)
        except Exception as error:
            raise trouble("files.info", error) from None
        described = answer.get("file")
        return described if isinstance(described, dict) else {}

    async def delete(self, file_id: str) -> None:
        """Take one of our own files away."""
        try:
            await self._clients.reading.files_delete(file=file_id)
        except Exception as error:
            raise trouble("files.delete", error) from None

    @asynccontextmanager
    async def fetched(self, url: str, max_bytes: int) -> AsyncIterator[Path]:
        """The file at ``url_private`` on disk, readable by us alone and gone afterwards.

        :raises BadInput: it is larger than ``max_bytes``.
        :raises SlackTrouble: it cannot be had; a redirect is a refusal.
        """
        if not self._clients.hosts.may_get_token(url):
            raise SlackRefused(LABEL, NotPosted("foreign_host", fault=Fault.MESSAGE))
        with tempfile.NamedTemporaryFile(prefix="callboard-") as file:
            headers = {"Authorization": f"Bearer {self._clients.token}"}
            async with self._calls.request(LABEL, "GET", url, SECONDS, headers=headers) as answer:
                _refuse_what_is_no_file(answer)
                await _save(answer, file, max_bytes)
            yield Path(file.name)


def _refuse_what_is_no_file(answer: aiohttp.ClientResponse) -> None:
    """Without the scope ``files:read`` Slack answers 200 with its login page."""
    if answer.status != 200:
        raise SlackRefused(LABEL, NotPosted(f"http_{answer.status}"))
    if answer.content_type == "text/html":
        raise SlackRefused(LABEL, NotPosted("missing_scope", fault=Fault.TOKEN))


async def _save(answer: aiohttp.ClientResponse, file: IO[bytes], max_bytes: int) -> None:
    size = answer.content_length or 0
    if size <= max_bytes:
        size = 0
        async for chunk in answer.content.iter_chunked(CHUNK):
            size += len(chunk)
            if size > max_bytes:
                break
            file.write(chunk)
    if size > max_bytes:
        message = N_("This file is larger than {megabytes} MB. Nothing was added.")
        raise BadInput(message, megabytes=max_bytes // 1_000_000)
    file.flush()
