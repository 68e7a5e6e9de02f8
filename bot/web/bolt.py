"""Between aiohttp and Bolt: Bolt's own adapter, without its detours."""

from __future__ import annotations

import logging
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.web.body import deeper_than
from bot.web.refusals import Refusal

MAX_DEPTH = 64

_OBJECTS = ("event", "view", "message", "container", "user", "team", "enterprise", "channel")
_LISTS = ("actions", "authorizations", "response_urls")

_LOGGER = logging.getLogger(__name__)


async def dispatch(app: AsyncApp, request: web.Request, body: bytes) -> web.Response | Refusal:
    """Bolt's answer to a request that is proven to be Slack's."""
    bolt_request = _to_bolt(request, body)
    if bolt_request is None or not _is_payload(bolt_request.body):
        return Refusal.UNREADABLE
    try:
        return _from_bolt(await app.async_dispatch(bolt_request))
    except Exception as error:
        _LOGGER.exception("A request could not be handled: %s", type(error).__name__)
        return web.json_response({"error": "internal"}, status=500)


def _to_bolt(request: web.Request, body: bytes) -> AsyncBoltRequest | None:
    """Bolt parses here, and fails in many ways at what is no payload of Slack's."""
    try:
        parsed = AsyncBoltRequest(
            body=body.decode(), query=request.query_string, headers=dict(request.headers)
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None
    return parsed if isinstance(parsed.body, dict) else None


def _is_payload(parsed: dict[str, Any]) -> bool:
    """Whether it has the shape that Bolt takes for granted, within bounds."""
    objects = [parsed.get(name) for name in _OBJECTS]
    lists = [parsed.get(name) for name in _LISTS]
    return (
        all(value is None or isinstance(value, dict) for value in objects)
        and all(value is None or isinstance(value, list) for value in lists)
        and not deeper_than(MAX_DEPTH, parsed)
    )


def _from_bolt(answer: BoltResponse) -> web.Response:
    kind = answer.headers.get("content-type", [""])[0].partition(";")[0]
    is_json = kind == "application/json" or answer.body.startswith("{")
    content_type = kind or ("application/json" if is_json else "text/plain")
    return web.Response(status=answer.status, text=answer.body, content_type=content_type)
