"""Connections, as httpcore reports on them: where they lead, and why one did not come about."""

from __future__ import annotations

import socket
import ssl
from typing import Any

from bot.calls_api.errors import AddressRefused, NotSent
from bot.calls_api.hosts import is_private


async def no_private_address(event: str, info: dict[str, Any]) -> None:
    """Look at the address that was connected to, before a byte of the request is written."""
    if event != "connection.connect_tcp.complete":
        return
    stream = info["return_value"]
    address = stream.get_extra_info("server_addr")
    if not address or is_private(str(address[0])):
        await stream.aclose()
        raise AddressRefused(None)


def why_not_connected(error: BaseException) -> NotSent.Reason:
    """The reason that lies beneath a failed connection."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "tls"
        if isinstance(cause, socket.gaierror):
            return "name"
        cause = cause.__cause__ or cause.__context__
    return "refused"
