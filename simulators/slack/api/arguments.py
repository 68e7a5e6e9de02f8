"""Arguments of a call: from the query string, a form, or a JSON body."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from simulators.slack.errors import ApiError
from simulators.slack.shapes import Json

_TRUE = (True, 1, "1", "true", "True")


class Arguments:
    """What the app passed, read as the type that a method wants."""

    def __init__(self, raw: Json) -> None:
        self.raw = raw

    def given(self, name: str) -> bool:
        """Whether the argument is there, even if it is empty."""
        return self.raw.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.raw.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """A string that must be there; ``invalid_arguments`` if it is not."""
        value = self.text(name)
        if not value:
            raise ApiError.arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false, as JSON or as forms write it."""
        return self.raw[name] in _TRUE if self.given(name) else default

    def integer(self, name: str, default: int, lowest: int, highest: int) -> int:
        """A whole number, kept within bounds as Slack does with limits."""
        try:
            value = int(self.text(name) or default)
        except ValueError:
            raise ApiError.arguments(f"must be an integer [json-pointer:/{name}]") from None
        return max(lowest, min(highest, value))

    def json(self, name: str, error: str) -> Any:
        """A JSON value, which a form carries as a string; ``error`` if it is malformed."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise ApiError(error) from None


async def read_arguments(request: web.Request) -> Arguments:
    """The arguments of a request, wherever they stand."""
    return Arguments({**request.query, **await _body(request)})


def read_token(request: web.Request, arguments: Arguments) -> str:
    """The token: in the header, or as an argument of a query or form."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token.strip()
    # A token inside a JSON body is not looked at by Slack.
    return "" if request.content_type == "application/json" else arguments.text("token")


async def _body(request: web.Request) -> Json:
    if request.method != "POST" or not request.can_read_body:
        return {}
    kind = request.content_type
    if kind == "application/json":
        return _object(await request.text())
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return dict(await request.post())
    if kind == "application/octet-stream" and not await request.read():
        return {}
    raise ApiError("invalid_post_type")


def _object(text: str) -> Json:
    if not text.strip():
        return {}
    try:
        parsed = json.loads(text)
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(parsed, dict):
        raise ApiError("json_not_object")
    return parsed
