"""Reads a request's body within bounds of size and time."""

from __future__ import annotations

import asyncio

import aiohttp
from aiohttp import web

from bot.web.refusals import Refusal

MAX_BODY = 1024 * 1024
READ_SECONDS = 10.0


async def read_body(request: web.Request) -> bytes | Refusal:
    """The raw body; the application's ``client_max_size`` counts while it streams in."""
    try:
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
    level = [parsed]
    for _ in range(limit + 1):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node: object) -> list[object]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []
