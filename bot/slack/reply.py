"""How one request is answered: to the person alone, in place, or in a modal.

The Slack side answers by ``response_url``, views and ephemeral messages only; everything that a
channel is to see goes through the outbox.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from bot.slack.client import (
    Downloads,
    NotPosted,
    Outcome,
    Posted,
    Poster,
    Responder,
    SlackClients,
    SlackRefused,
    Views,
    has_pictures,
    without_pictures,
)
from bot.slack.message import Home, Message, Modal
from bot.slack.payloads import Origin

# A person who has waited this long, in seconds, is told that the host is being asked.
_PATIENCE = 1.0

_BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format"})

# A trigger lives for three seconds and serves once.
_TRIGGER_OVER = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id"})


class Voice:
    """What answers are given with: made once, on the shared session."""

    def __init__(self, clients: SlackClients) -> None:
        self.poster = Poster(clients)
        self.views = Views(clients)
        self.responder = Responder(clients)
        self.downloads = Downloads(clients)


class Reply:
    """The ways to answer one request."""

    def __init__(self, voice: Voice, origin: Origin) -> None:
        self._voice = voice
        self._origin = origin
        self._placeholder = False
        self._waiting = False
        self._said: Posted | None = None
        self._view_id: str | None = None

    @property
    def downloads(self) -> Downloads:
        """Where files that the person gave are fetched."""
        return self._voice.downloads

    def at(self, channel_id: str | None, thread_ts: str | None = None) -> Reply:
        """The way to answer the same person elsewhere: a submitted form names no channel."""
        elsewhere = replace(
            self._origin,
            channel_id=channel_id,
            thread_ts=thread_ts,
            in_thread=thread_ts is not None,
            response_url=None,
            is_direct=channel_id is None or channel_id.startswith("D"),
        )
        return Reply(self._voice, elsewhere)

    @property
    def can_open(self) -> bool:
        """Whether Slack gave a trigger, so that a modal can be opened."""
        return self._origin.trigger_id is not None and self._view_id is None

    @asynccontextmanager
    async def patience(self, waiting: Message) -> AsyncIterator[None]:
        """Tell the person to wait if the work inside takes long.

        The answer takes its place in a direct message, and for a slash command wherever Slack
        heeds ``replace_original`` (it has shown a new message instead: slackapi/bolt-js#2287). A
        click's ``response_url`` could replace nothing but the message that was clicked, and a
        living card is to live: there the answer comes below.
        """
        shown = asyncio.create_task(self._show_after(waiting))
        try:
            yield
        finally:
            if not self._placeholder:
                shown.cancel()
            await asyncio.gather(shown, return_exceptions=True)

    async def _show_after(self, waiting: Message) -> None:
        await asyncio.sleep(_PATIENCE)
        self._placeholder = True
        await self.say(waiting)
        self._waiting = True

    async def say(self, message: Message) -> None:
        """Answer the person alone."""
        body, origin = message.body(), self._origin
        was_waiting, self._waiting = self._waiting, False
        if origin.response_url:
            await self._respond(body, replace=was_waiting and origin.is_command)
        elif origin.channel_id is None or origin.is_direct:
            await self._say_directly(body, instead_of=self._said if was_waiting else None)
        else:
            await self._whisper(origin.channel_id, body)

    async def _say_directly(self, body: dict[str, Any], instead_of: Posted | None) -> None:
        origin, poster = self._origin, self._voice.poster
        if instead_of is not None:
            edit = partial(poster.update, instead_of.channel, instead_of.ts)
            if isinstance(await _sent(edit, body), Posted):
                return
        place = origin.channel_id or await poster.direct_channel(origin.user_id)
        outcome = await _sent(partial(poster.post, place, thread_ts=origin.answer_ts), body)
        self._said = outcome if isinstance(outcome, Posted) else None

    async def _whisper(self, channel_id: str, body: dict[str, Any]) -> None:
        origin, poster = self._origin, self._voice.poster
        whisper = partial(poster.ephemeral, channel_id, origin.user_id)
        shown = await _sent(partial(whisper, thread_ts=origin.answer_ts), body)
        if isinstance(shown, NotPosted):
            # The app is no member there, though its commands and forms work everywhere.
            place = await poster.direct_channel(origin.user_id)
            await _sent(partial(poster.post, place), body)

    async def _respond(self, body: dict[str, Any], *, replace: bool) -> None:
        url = self._origin.response_url
        if url is None:
            return
        answer = partial(
            self._voice.responder.respond,
            url,
            replace_original=replace,
            thread_ts=None if replace else self._origin.answer_ts,
        )
        try:
            await answer(**body)
        except SlackRefused as refusal:
            plainer = _plainer(refusal.error, body)
            if plainer is None:
                raise
            await answer(**plainer)

    async def replace(self, message: Message) -> None:
        """Put this in the place of the message whose button was pressed."""
        if self._origin.response_url is None:
            await self.say(message)
            return
        await self._respond(message.body(), replace=True)

    async def remove(self) -> None:
        """Take away the message whose button was pressed."""
        if self._origin.response_url is not None:
            await self._voice.responder.delete_original(self._origin.response_url)

    async def open(self, modal: Modal) -> str | None:
        """Open a modal; its view id, or ``None`` where there is no trigger for one, or no more."""
        return await self._show(self._voice.views.open, modal)

    async def _show(
        self, show: Callable[[str, dict[str, Any]], Awaitable[str]], modal: Modal
    ) -> str | None:
        if not self.can_open:
            return None
        try:
            view_id = await show(str(self._origin.trigger_id), modal.body())
        except SlackRefused as refusal:
            if refusal.error not in _TRIGGER_OVER:
                raise
            return None
        self._view_id = view_id
        return view_id

    async def push(self, modal: Modal) -> str | None:
        """Put a modal on top of the one whose button was pressed; ``None`` as for :meth:`open`."""
        return await self._show(self._voice.views.push, modal)

    async def update(self, view_id: str, modal: Modal) -> None:
        """Show a modal anew."""
        await self._voice.views.update(view_id, modal.body())

    async def publish(self, home: Home) -> None:
        """Draw the person's Home tab."""
        await self._voice.views.publish(self._origin.user_id, home.body())


async def _sent(send: Callable[..., Awaitable[Outcome]], body: dict[str, Any]) -> Outcome:
    """Send it; a refused picture must not cost the answer."""
    outcome = await send(**body)
    plainer = _plainer(outcome.error, body) if isinstance(outcome, NotPosted) else None
    return outcome if plainer is None else await send(**plainer)


def _plainer(error: str, body: dict[str, Any]) -> dict[str, Any] | None:
    """The answer without its pictures, where those are what Slack may not have liked."""
    blocks = body.get("blocks") or []
    if error not in _BAD_BLOCKS or not has_pictures(blocks):
        return None
    return {**body, "blocks": without_pictures(blocks)}
