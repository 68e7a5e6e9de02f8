"""Pages with cursors."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from simulators.slack.api.method import Call
from simulators.slack.errors import ApiError
from simulators.slack.shapes import Json


def page(call: Call, name: str, items: list[Any], *, default: int) -> Json:
    """One page of the items, and the cursor of the next one or an empty string."""
    limit = call.args.integer("limit", default, 1, 999)
    start = _position(call.args.text("cursor"))
    end = start + limit
    cursor = _cursor(end) if end < len(items) else ""
    return {name: items[start:end], "response_metadata": {"next_cursor": cursor}}


def _cursor(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except (ValueError, binascii.Error):
        raise ApiError("invalid_cursor") from None
