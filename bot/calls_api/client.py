"""The client: one for all campaigns, and from it one for each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from bot.calls_api import wire
from bot.calls_api.calling import HostClock, Line, Observer, unobserved
from bot.calls_api.campaign import Campaign
from bot.calls_api.capabilities import PROBES, Capabilities, Findings
from bot.calls_api.errors import CallsApiError, IdCountMismatch
from bot.calls_api.hosts import check_host, may_be_private
from bot.calls_api.phones import CallJobParameters, count_rows
from bot.calls_api.reports import CampaignReports
from bot.calls_api.retries import RetryPolicy
from bot.calls_api.routes import ControlAction
from bot.calls_api.selection import CHUNK, Found, Selection, look_up, pieces
from bot.calls_api.transport import HttpTransport


@dataclass(frozen=True, slots=True)
class Added:
    """The call job IDs of added phones, as many as rows, in the order that the host gave.

    That this is the order of the rows is what everybody sees and nobody promises. ``host_date`` is
    the host's own time of the answer.
    """

    ids: tuple[str, ...]
    host_date: datetime | None


class CallsApi:
    """The Calls API on all hosts of the list ``allowed_hosts``; see :mod:`bot.calls_api.hosts`."""

    def __init__(
        self,
        transport: HttpTransport,
        *,
        allowed_hosts: Sequence[str],
        retries: RetryPolicy | None = None,
        on_call: Observer = unobserved,
    ) -> None:
        self._transport = transport
        self._allowed_hosts = tuple(allowed_hosts)
        self._retries = retries or RetryPolicy()
        self._on_call = on_call
        self._clocks: dict[str, HostClock] = {}

    def campaign(
        self, base_url: str, token: SecretStr, capabilities: Capabilities | None = None
    ) -> CampaignClient:
        """A client of one campaign. The host is checked anew: the list may have changed since."""
        base_url = check_host(base_url, self._allowed_hosts)
        line = Line(
            transport=self._transport,
            base_url=base_url,
            token=token,
            private_ok=may_be_private(base_url, self._allowed_hosts),
            clock=self._clocks.setdefault(base_url, HostClock()),
            retries=self._retries,
            on_call=self._on_call,
        )
        return CampaignClient(line, capabilities)

    async def aclose(self) -> None:
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()


class CampaignClient(CampaignReports):
    """One campaign: what can be asked about it and done with it.

    Methods that change something take a ``key``: one for each request, stored before it is sent.
    If one is cancelled while it waits, it is as unclear as after :class:`Unclear`.
    """

    __slots__ = ()

    def host_now(self) -> datetime | None:
        """What the host's own clock shows, by its last answer; None before the first."""
        return self.line.clock.now()

    async def probe(self) -> Capabilities:
        """What this host can do, by reads only.

        Raises :class:`InvalidToken`, :class:`NotCallsApi`, or what keeps the host from answering.
        """
        findings = Findings()
        for call in PROBES:
            findings.note(call.route, await self._error_of(call))
        return findings.capabilities()

    async def _error_of(self, call: wire.Call[object]) -> CallsApiError | None:
        try:
            await self.line.ask(call)
        except CallsApiError as error:
            return error
        return None

    async def get(self) -> Campaign:
        """The campaign with its state and counts."""
        return await self.line.ask(wire.campaign())

    async def status(self) -> str:
        """The campaign's status: one of ``CampaignStatus``, or a word that nobody has heard of."""
        return await self.line.ask(wire.status())

    async def add_phones(
        self, rows: bytes | Sequence[CallJobParameters], key: str, *, count: int | None = None
    ) -> Added:
        """Add phones: all rows are added, or none.

        ``rows`` may be a body made by ``encode_rows`` earlier; ``count`` then saves counting it.
        Raises :class:`IdCountMismatch` if they were added and the IDs do not match.
        """
        expected = count or (count_rows(rows) if isinstance(rows, bytes) else len(rows))
        ids, host_date = await self.line.ask_dated(wire.add_phones(rows, key))
        if len(set(ids)) != expected:
            raise IdCountMismatch(ids, expected, host_date)
        return Added(ids, host_date)

    async def control(self, action: ControlAction, key: str) -> None:
        """Start, pause, resume or stop. Read the state afterwards: this proves nothing about it."""
        await self.line.ask(wire.control(action, key))

    async def cancel(
        self, *, ids: Sequence[str] = (), phones: Sequence[str] = (), key: str
    ) -> tuple[str, ...]:
        """Cancel call jobs in one request; gives the IDs that the host says it cancelled.

        A call that runs is let finish. One member that the host does not know refuses them all:
        :meth:`cancel_each` goes on without it.
        """
        return await self.line.ask(wire.cancel(Selection(tuple(ids), tuple(phones)), key))

    async def cancel_each(
        self, ids: Sequence[str], key: str, *, chunk: int = CHUNK
    ) -> AsyncIterator[Found[str]]:
        """Cancel any number of call jobs; ``answer`` has the cancelled, ``missing`` the unknown.

        Each request gets a key of its own, made from ``key`` and its members, so that the same
        request after a crash has the same key.
        """

        async def ask(members: tuple[str, ...]) -> list[str]:
            digest = sha256("\n".join(members).encode()).hexdigest()[:16]
            return list(await self.cancel(ids=members, key=f"{key}-{digest}"))

        for piece in pieces(ids, chunk):
            async for found in look_up(piece, ask):
                yield found
