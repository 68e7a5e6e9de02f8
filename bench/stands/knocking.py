"""A client that costs next to nothing: one socket, a request, and the time until its answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from statistics import quantiles


class Knocker(asyncio.Protocol):
    """One connection that is kept open; one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[float] | None = None
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep it."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Note when the answer is complete."""
        self._received += data
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if separator and len(body) >= _length(head) and self._answer is not None:
            assert head.startswith(b"HTTP/1.1 200"), head
            self._answer.set_result(time.perf_counter())

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody expects that."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("closed"))

    async def knock(self, request: bytes) -> float:
        """Seconds from the request to its answer."""
        assert self._transport is not None
        self._received = b""
        self._answer = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        self._transport.write(request)
        return await self._answer - began

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


class Knockers:
    """So many connections to one port."""

    def __init__(self, connections: Sequence[Knocker]) -> None:
        self._connections = connections

    async def burst(self, requests: Sequence[bytes]) -> list[float]:
        """Send them all at once, each by a connection of its own; the seconds of each."""
        pairs = zip(self._connections, requests, strict=False)
        return await asyncio.gather(*(one.knock(request) for one, request in pairs))


@asynccontextmanager
async def knockers(port: int, number: int) -> AsyncIterator[Knockers]:
    """Connections that are open already, as Slack's are."""
    loop = asyncio.get_running_loop()
    made = [(await loop.create_connection(Knocker, "127.0.0.1", port))[1] for _ in range(number)]
    try:
        yield Knockers(made)
    finally:
        for one in made:
            one.close()


def percentiles(seconds: Sequence[float], prefix: str = "") -> dict[str, float]:
    """p50 and p99 in milliseconds."""
    cuts = quantiles([one * 1_000 for one in seconds], n=100)
    return {f"{prefix}p50": cuts[49], f"{prefix}p99": cuts[98]}
