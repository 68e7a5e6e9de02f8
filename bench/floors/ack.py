"""A bare Bolt app behind aiohttp, which only acks."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bench.runner.rows import Laps, Sample
from bench.stands.slack import SECRET, TOKEN, served


def bare_app(slack_url: str) -> AsyncApp:
    """One listener, which acks. Who we are is asked once."""
    client = AsyncWebClient(token=TOKEN, base_url=f"{slack_url}/api/")
    app = AsyncApp(signing_secret=SECRET, process_before_response=True, client=client)

    @app.command("/campaign")
    async def command(ack: Any) -> None:
        await ack()

    return app


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """The app, served."""
    app = bare_app(options["slack"])

    async def events(request: web.Request) -> web.Response:
        bolt_request = await to_bolt_request(request)
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    server = web.Application()
    server.router.add_post("/slack/events", events)
    async with served(server) as url:

        async def lap() -> Sample:
            return {"port": int(url.rpartition(":")[2])}

        yield lap
