"""Handlers of the control routes: JSON in, JSON out, and an error that says what was wrong."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from aiohttp import web

from simulators.calls_api.errors import HostError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Act = Callable[[web.Request, dict[str, Any]], Any]


def answering(act: Act) -> Handler:
    """A handler that gives the body, an object or nothing, to ``act`` and answers its result.

    What raises ValueError, TypeError or KeyError was asked wrongly: 400 ``{"error"}``.
    """

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            body = orjson.loads(await request.read() or b"{}")
            return _json(act(request, body))
        except HostError as error:
            return _json(error.body, error.status)
        except (TypeError, ValueError, KeyError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)

    return handle


def _json(value: Any, status: int = 200) -> web.Response:
    body = orjson.dumps({} if value is None else value)
    return web.Response(status=status, body=body, content_type="application/json")
