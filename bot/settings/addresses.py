"""Addresses and host names among the settings; a ``ValueError`` says how to write them."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_HOST_NAME = re.compile(
    r"(\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*"
)


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def base_url(text: str) -> str:
    """``https://host/path/`` with a slash at its end; plain HTTP for this machine only."""
    url = _split_url(text)
    if url.scheme == "http" and not is_loopback(url.hostname or ""):
        raise ValueError("plain http is for this machine only: write https://")
    if url.username or url.query or url.fragment:
        raise ValueError("only a host and a path belong here: https://host/path/")
    return text.rstrip("/") + "/"


def _split_url(text: str) -> SplitResult:
    try:
        url = urlsplit(text)
        host, _ = url.hostname, url.port
    except ValueError:
        raise ValueError("no address: write https://host/") from None
    if url.scheme not in ("https", "http") or not host:
        raise ValueError("no address: write https://host/")
    return url


def host_pattern(text: str) -> str:
    """One entry of CALLS_HOSTS: a name, ``*.name``, or either with ``:port``, in small letters.

    People paste the whole base URL of a campaign: its scheme says nothing here, because that
    follows from the host, and is taken off.
    """
    text = _SCHEME.sub("", text).removesuffix("/")
    if "://" in text or "/" in text:
        raise ValueError("each entry is a host name alone, without a path")
    host, port = _split_port(text.lower())
    if port and not (port.isdigit() and 0 < int(port) < 65536):
        raise ValueError("a port is a number from 1 to 65535")
    name = _ascii_host(host)
    return f"{name}:{port}" if port else name


def _split_port(text: str) -> tuple[str, str]:
    if text.startswith("["):
        host, bracket, rest = text.partition("]")
        return host + bracket, rest.removeprefix(":")
    host, _, port = text.partition(":")
    return host, port


def _ascii_host(host: str) -> str:
    try:
        if host.startswith("["):
            return f"[{ipaddress.IPv6Address(host[1 : host.index(']')])}]"
        name = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        raise ValueError(_NO_HOST) from None
    if not _HOST_NAME.fullmatch(name):
        raise ValueError(_NO_HOST)
    return name


_NO_HOST = "an entry is no host name; write zb04.just-ai.com or *.just-ai.com, with commas between"
