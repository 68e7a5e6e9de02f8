"""Requests over HTTP: the only module that knows httpx.

It uses httpx's transports rather than its client, so there are no redirects, no cookies shared by
campaigns, no proxies from the environment, and no log line of httpx with the URL, which holds the
campaign's token. Each host has connections of its own: one that hangs starves no other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import httpx

from bot.calls_api.answers import Answer
from bot.calls_api.bodies import Body
from bot.calls_api.connections import no_private_address, why_not_connected
from bot.calls_api.errors import CallsApiError, HostDown, NotSent
from bot.calls_api.quiet import quiet_loggers
from bot.calls_api.routes import Route


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes that an exchange may take.

    ``read`` is the longest silence, ``total`` the longest exchange, for hosts that drip. ``body``
    counts after decompression: what fits decodes without a pause that anybody would notice.
    """

    connect: float = 10
    read: float = 120
    total: float = 150
    body: int = 8 << 20
    connections: int = 32


@dataclass(frozen=True, slots=True)
class Request:
    """A request to one host. ``url`` holds a token, so no repr shows it."""

    route: Route
    base_url: str
    url: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    private_ok: bool = False


class HttpTransport:
    """Sends requests, and raises what went wrong as an error of this package's tree.

    ``proxy`` is the URL of a proxy for all but plain HTTP; behind one, addresses are the proxy's
    to check. ``open_pool`` is the seam for tests: it makes the transport of one base URL.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        proxy: str | None = None,
        open_pool: Callable[[str], httpx.AsyncBaseTransport] | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._proxy = proxy
        self._open_pool = open_pool or self._connections
        self._pools: dict[str, httpx.AsyncBaseTransport] = {}
        self._tls = httpx.create_ssl_context()
        quiet_loggers()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections; requests that are under way fail."""
        while self._pools:
            await self._pools.popitem()[1].aclose()

    async def send(self, request: Request) -> Answer:
        """The host's answer, whatever its status; an error of the tree if there was none."""
        met = await self._met(request)
        if isinstance(met, CallsApiError):
            raise met
        return met

    async def _met(self, request: Request) -> Answer | CallsApiError:
        """The answer or the error, which must not drag along frames and causes with the URL."""
        try:
            async with asyncio.timeout(self.limits.total):
                return await self._exchange(request)
        except CallsApiError as error:
            error.__context__ = error.__cause__ = None
            error.route = request.route
            return error.with_traceback(None)
        except (httpx.TransportError, OSError) as error:
            return _meaning(request.route, error)

    async def _exchange(self, request: Request) -> Answer:
        response = await self._pool(request.base_url).handle_async_request(self._made(request))
        try:
            body = Body(response.headers.get("content-encoding", ""), self.limits.body)
            async for chunk in response.stream:  # type: ignore[union-attr]
                body.feed(chunk)
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, headers, body.whole())
        finally:
            await response.aclose()

    def _made(self, request: Request) -> httpx.Request:
        limits = self.limits
        times = httpx.Timeout(limits.connect, read=limits.read, write=limits.read, pool=limits.read)
        extensions: dict[str, Any] = {"timeout": times.as_dict()}
        if not (request.private_ok or self._is_proxied(request.base_url)):
            extensions["trace"] = no_private_address
        return httpx.Request(
            request.route.method,
            request.url,
            headers=request.headers,
            content=request.body,
            extensions=extensions,
        )

    def _pool(self, base_url: str) -> httpx.AsyncBaseTransport:
        if base_url not in self._pools:
            self._pools[base_url] = self._open_pool(base_url)
        return self._pools[base_url]

    def _connections(self, base_url: str) -> httpx.AsyncBaseTransport:
        # A short life of idle connections makes it rare that a host closes one just as a request
        # that must not be repeated is written to it.
        limits = httpx.Limits(max_connections=self.limits.connections, keepalive_expiry=4)
        proxy = self._proxy if self._is_proxied(base_url) else None
        return httpx.AsyncHTTPTransport(verify=self._tls, limits=limits, proxy=proxy)

    def _is_proxied(self, base_url: str) -> bool:
        return bool(self._proxy) and base_url.startswith("https:")


def _meaning(route: Route, error: Exception) -> CallsApiError:
    """The error of this package's tree that a failure below means."""
    if isinstance(error, httpx.ReadTimeout | httpx.WriteTimeout) or type(error) is TimeoutError:
        return HostDown(route, "timeout")
    if isinstance(error, httpx.PoolTimeout):
        return NotSent(route, "busy")
    if isinstance(error, httpx.ConnectTimeout):
        return NotSent(route, "timeout")
    if isinstance(error, httpx.ConnectError):
        return NotSent(route, why_not_connected(error))
    if isinstance(error, httpx.ProxyError):
        return NotSent(route, "proxy")
    if isinstance(error, httpx.UnsupportedProtocol | httpx.LocalProtocolError):
        return NotSent(route, "protocol")
    return HostDown(route, "connection")
