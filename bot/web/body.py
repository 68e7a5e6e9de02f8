"""Reads a request's body within bounds of size and time."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from aiohttp import web

from bot.web.refusals import Refusal

MAX_BODY = 1024 * 1024
READ_SECONDS = 10.0


async def read_body(request: web.Request) -> bytes | Refusal:
    """The raw body; the application's ``client_max_size`` counts while it streams in."""
    try:
        if request.content.is_eof():
            # It came with the headers, as nearly all of Slack's do: no timer is needed.
            return await request.read()
        async with asyncio.timeout(READ_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        return Refusal.TOO_LARGE
    except TimeoutError:
        return Refusal.TOO_SLOW
    except (aiohttp.ClientError, aiohttp.http_exceptions.HttpProcessingError, OSError):
        return Refusal.UNREADABLE


def deeper_than(limit: int, parsed: object) -> bool:
    """Whether objects and lists are nested more than ``limit`` deep."""
    level = _nested([parsed])
    for _ in range(limit):
        if not level:
            return False
        level = [inner for node in level for inner in _nested(node)]
    return bool(level)


def _nested(node: Any) -> list[Any]:
    """The objects and lists that stand directly in this one."""
    children = node.values() if isinstance(node, dict) else node
    return [child for child in children if isinstance(child, dict | list)]
