"""One Socket Mode connection, from its first frame to its last."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import orjson
from aiohttp import ClientWebSocketResponse, WSMessage, WSMsgType

from bot.clock import Clock
from bot.slack.socket.envelopes import Envelopes

LOST = "lost"
Elsewhere = Callable[[str], Awaitable[bool]]

_ENDS = (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR)
_LOGGER = logging.getLogger(__name__)


class Connection:
    """Reads frames until the other side closes, and answers each envelope in a task of its own.

    After a ``disconnect`` frame Slack closes only some seconds later; until then it is read on, so
    that nothing falls between two connections.

    :param elsewhere: sends an ack by another connection when this one is gone.
    """

    def __init__(
        self,
        ws: ClientWebSocketResponse,
        envelopes: Envelopes,
        clock: Clock,
        elsewhere: Elsewhere,
    ) -> None:
        self._ws = ws
        self._envelopes = envelopes
        self._clock = clock
        self._elsewhere = elsewhere
        self._answering: set[asyncio.Task[None]] = set()
        self._leaving: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.opened_at = self.seen_at = clock.monotonic()
        self._reader = asyncio.create_task(self._read(), name="socket mode reader")

    @property
    def ready(self) -> bool:
        """Whether Slack may still send here."""
        return not self._leaving.done()

    async def left(self) -> str:
        """Wait for the end that Slack announces, and its reason; ``lost`` if it just happened."""
        return await asyncio.shield(self._leaving)

    async def _read(self) -> None:
        try:
            while (message := await self._ws.receive()).type not in _ENDS:
                self.seen_at = self._clock.monotonic()
                await self._take(message)
        except (aiohttp.ClientError, OSError) as error:
            _LOGGER.info("A Socket Mode connection broke: %s", type(error).__name__)
        finally:
            self._leave(LOST)

    async def _take(self, message: WSMessage) -> None:
        if message.type is WSMsgType.PING:
            await self._ws.pong(message.data)
        elif message.type is WSMsgType.TEXT:
            self._take_frame(message.data)

    def _take_frame(self, text: str) -> None:
        try:
            frame = orjson.loads(text)
        except orjson.JSONDecodeError:
            frame = None
        if not isinstance(frame, dict):
            _LOGGER.warning("A Socket Mode frame was no JSON object")
        elif frame.get("type") == "disconnect":
            self._leave(str(frame.get("reason") or "disconnect"))
        elif isinstance(frame.get("envelope_id"), str) and "payload" in frame:
            self._begin(frame)

    def _begin(self, envelope: dict[str, Any]) -> None:
        task = asyncio.create_task(self._answer(envelope), name="socket mode envelope")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, envelope: dict[str, Any]) -> None:
        frame = await self._envelopes.answer(envelope)
        if frame is None or await self.send(frame) or await self._elsewhere(frame):
            return
        # Slack sends an event again that was not acknowledged; listeners dedupe it.
        _LOGGER.warning("An ack was lost with its connection")

    async def send(self, frame: str) -> bool:
        """Whether the frame could be handed to the network."""
        if self._ws.closed:
            return False
        try:
            await self._ws.send_str(frame)
        except (aiohttp.ClientError, OSError):
            return False
        return True

    def _leave(self, reason: str) -> None:
        if not self._leaving.done():
            self._leaving.set_result(reason)

    async def ended(self, seconds: float) -> None:
        """Wait until the other side has closed, for so long at most."""
        await asyncio.wait({self._reader}, timeout=seconds)

    def stop_reading(self) -> None:
        """Take nothing new from now on.

        What arrived unread is not acknowledged: Slack gives events to another connection.
        """
        self._reader.cancel()

    async def close(self, seconds: float) -> None:
        """Stop reading, let acks that are being made go out, then close."""
        self.stop_reading()
        await asyncio.wait({self._reader, *self._answering}, timeout=seconds)
        for task in self._answering:
            task.cancel()
        await self._ws.close()
