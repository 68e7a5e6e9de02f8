"""The bare Bolt app behind the SDK's own Socket Mode client."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bench.floors.ack import bare_app
from bench.runner.rows import Laps, Sample
from bench.stands.slack import FLOOR_APP_TOKEN


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The app, connected."""
    app = bare_app(options["slack"])
    handler: Any = AsyncSocketModeHandler(app, FLOOR_APP_TOKEN)
    await handler.connect_async()
    try:

        async def lap() -> Sample:
            return {"is_floor": 1}

        yield lap
    finally:
        await handler.close_async()
