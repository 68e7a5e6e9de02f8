"""A call to one campaign: retries, time, and what the operator's metrics see."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from pydantic import SecretStr

from bot.calls_api import wire
from bot.calls_api.answers import Answer
from bot.calls_api.errors import CallsApiError
from bot.calls_api.retries import RetryPolicy
from bot.calls_api.routes import Route
from bot.calls_api.transport import HttpTransport, Request

T = TypeVar("T")

USER_AGENT = "callboard"


class Observer(Protocol):
    """Hears of each attempt: its route, ``ok`` or the name of an error's class, its seconds."""

    def __call__(self, route: Route, outcome: str, seconds: float) -> None: ...


def unobserved(route: Route, outcome: str, seconds: float) -> None:
    """The observer of those who want none."""


@dataclass(slots=True)
class HostClock:
    """The host's own time, as its last Date header told it."""

    monotonic: Callable[[], float] = time.monotonic
    _date: datetime | None = None
    _seen: float = 0.0

    def note(self, date: datetime | None) -> None:
        if date:
            self._date, self._seen = date, self.monotonic()

    def now(self) -> datetime | None:
        """What the host's clock shows, to about a second and rather late; None if unknown."""
        if self._date is None:
            return None
        return self._date + timedelta(seconds=self.monotonic() - self._seen)


@dataclass(frozen=True, slots=True)
class Line:
    """The way to one campaign. Its repr shows the host, and nothing of the token."""

    transport: HttpTransport = field(repr=False)
    base_url: str
    token: SecretStr = field(repr=False)
    private_ok: bool = field(default=False, repr=False)
    clock: HostClock = field(default_factory=HostClock, repr=False)
    retries: RetryPolicy = field(default_factory=RetryPolicy, repr=False)
    on_call: Observer = field(default=unobserved, repr=False)

    async def ask(self, call: wire.Call[T]) -> T:
        """The result of a call, with its safe retries."""
        return (await self.ask_dated(call))[0]

    async def ask_dated(self, call: wire.Call[T]) -> tuple[T, datetime | None]:
        """The same, beside the host's own time of the answer."""

        async def attempt() -> tuple[T, datetime | None]:
            return await self._attempt(call)

        return await self.retries.run(attempt, changes=call.route.changes)

    async def _attempt(self, call: wire.Call[T]) -> tuple[T, datetime | None]:
        began, outcome = time.perf_counter(), "cancelled"
        try:
            answer = await self._exchange(call)
            self.clock.note(answer.host_date)
            result = call.result(answer)
            outcome = "ok"
            return result, answer.host_date
        except CallsApiError as error:
            met = call.as_met(error)
            outcome = type(met).__name__
        finally:
            self.on_call(call.route, outcome, time.perf_counter() - began)
        raise met

    async def _exchange(self, call: wire.Call[T]) -> Answer:
        return await self.transport.send(
            Request(
                route=call.route,
                base_url=self.base_url,
                url=self.base_url + wire.path(call.route, self.token),
                headers=call.headers() | {"user-agent": USER_AGENT},
                body=call.body,
                private_ok=self.private_ok,
            )
        )
