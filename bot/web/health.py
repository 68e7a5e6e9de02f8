"""``/healthz``, ``/readyz`` and ``/metrics``: what machines ask."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

CHECK_SECONDS = 2.0

_LOGGER = logging.getLogger(__name__)


class State(Protocol):
    """How one part is: ``age`` is the seconds since that was last known for sure.

    ``detail`` is read by strangers: it names no host, token or number.
    """

    @property
    def ok(self) -> bool: ...
    @property
    def detail(self) -> str: ...
    @property
    def age(self) -> float | None: ...


Check = Callable[[], State | Awaitable[State]]


@dataclass(frozen=True, slots=True)
class Health:
    """A plain :class:`State`."""

    ok: bool
    detail: str = ""
    age: float | None = None


class HealthRoutes:
    """Answers for health, readiness and metrics.

    :param checks: by name, each what says how that part is; a check that fails, or takes longer
        than two seconds, counts as not ok.
    :param render: the metrics in Prometheus' text format.
    """

    def __init__(self, checks: Mapping[str, Check], render: Callable[[], bytes]) -> None:
        self._checks = checks
        self._render = render
        self.stopping = False

    async def healthz(self, _: web.Request) -> web.Response:
        """That this answers at all shows that process and loop are alive."""
        return web.json_response({"status": "alive"})

    async def readyz(self, _: web.Request) -> web.Response:
        """Each part with its state and age; 503 if any is not ok."""
        states = await asyncio.gather(*(_ask(name, ask) for name, ask in self._checks.items()))
        ready = not self.stopping and all(state.ok for state in states)
        told = dict(zip(self._checks, map(_told, states), strict=True))
        word = "stopping" if self.stopping else "ready" if ready else "not ready"
        body = {"status": word, "checks": told}
        return web.json_response(body, status=200 if ready else 503)

    async def metrics(self, _: web.Request) -> web.Response:
        """All metrics of this process."""
        return web.Response(body=self._render(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _ask(name: str, ask: Check) -> State:
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            state = ask()
            return await state if inspect.isawaitable(state) else state
    except TimeoutError:
        return Health(False, "no answer in time")
    except Exception as error:
        # The text of an error may hold an address or worse; its name does not.
        _LOGGER.warning("The check %s failed: %s", name, type(error).__name__)
        return Health(False, type(error).__name__)


def _told(state: State) -> dict[str, Any]:
    age = None if state.age is None else round(state.age, 1)
    return {"ok": state.ok, "detail": state.detail, "age": age}
