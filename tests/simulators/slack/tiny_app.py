"""A tiny Bolt app, run against the local Slack over Socket Mode or signed HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from simulators.slack import LocalSlack
from simulators.slack.manifest import PLAIN

View = dict[str, Any]


def local_slack(**options: Any) -> LocalSlack:
    """A local Slack with a manifest of its own, whatever the repository's says."""
    return LocalSlack(**{"manifest": PLAIN, **options})


def client_for(slack: LocalSlack, token: str | None = None) -> AsyncWebClient:
    """The SDK's client as the bot uses it, pointed at the local Slack."""
    return AsyncWebClient(token=token or slack.bot_token, base_url=slack.url, retry_handlers=[])


def bolt_for(slack: LocalSlack) -> AsyncApp:
    """A Bolt app without listeners."""
    return AsyncApp(
        client=client_for(slack),
        signing_secret=slack.signing_secret,
        process_before_response=True,
    )


@asynccontextmanager
async def running(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[None]:
    """The app is connected the way that ``slack.mode`` asks for."""
    runner = _over_socket if slack.mode == "socket" else _over_http
    async with runner(slack, app):
        yield


@asynccontextmanager
async def _over_socket(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client_for(slack))
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.until(lambda: slack.socket.connections)
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def _over_http(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[None]:
    runner = web.AppRunner(app.server(port=0, path="/slack/events").web_app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    slack.events_url = f"http://127.0.0.1:{port}/slack/events"
    try:
        yield
    finally:
        await runner.cleanup()


def modal(title: str = "Campaign", *blocks: dict[str, Any], **fields: Any) -> View:
    """A modal with a submit button."""
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Save"),
        "blocks": list(blocks) or [section("Nothing yet")],
        **fields,
    }


def plain(text: str) -> dict[str, str]:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def section(text: str, **fields: Any) -> dict[str, Any]:
    """A section with markup."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **fields}


def button(label: str, action_id: str, **fields: Any) -> dict[str, Any]:
    """A button."""
    return {"type": "button", "text": plain(label), "action_id": action_id, **fields}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    """A row of elements."""
    return {"type": "actions", "elements": list(elements)}


def text_input(label: str, block_id: str, **fields: Any) -> dict[str, Any]:
    """An input for text; its action id is ``value``."""
    element = {"type": "plain_text_input", "action_id": "value"}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element} | (
        fields
    )
