"""Which hosts a campaign may name.

The list has names (``app.jaicp.com``), names of all below one (``*.just-ai.com``), and addresses,
each with a port if it is not HTTPS's own. HTTPS only, but for loopback that is listed with its
port. A private address is refused, whether named or met behind a name, unless its host is listed
exactly.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from bot.calls_api.errors import HostNotAllowed

HTTPS_PORT = 443

# NAT64 (RFC 6052), its local form (RFC 8215), and addresses "compatible" with IPv4 (RFC 4291).
_CARRIED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A host and port; ``scheme`` is empty if none was given."""

    scheme: str
    name: str
    port: int | None

    @property
    def is_loopback(self) -> bool:
        address = _address(self.name)
        return self.name == "localhost" or (address is not None and address.is_loopback)


def check_host(host: str, allowed: Sequence[str]) -> str:
    """The base URL of a host, given as a name or as a base URL: ``https://app.jaicp.com``.

    Raises :class:`HostNotAllowed`, whose text shows nothing of what was given: that may have been
    a whole URL with a token in it.
    """
    place = _place(host)
    if _entry(place, allowed) is None:
        private = is_private(place.name)
        raise HostNotAllowed("private_address" if private else "not_listed", place.name)
    plain = place.is_loopback and place.port is not None and place.scheme != "https"
    if place.scheme == "http" and not plain:
        raise HostNotAllowed("plain_http", place.name)
    return _base_url("http" if plain else "https", place)


def may_be_private(base_url: str, allowed: Sequence[str]) -> bool:
    """Whether the host is listed exactly, so that its name may lead to a private address."""
    return _entry(_place(base_url), allowed) == "exact"


def is_private(name: str) -> bool:
    """Whether a name is an address, and one that the internet at large does not route."""
    address = _address(name.partition("%")[0])
    if address is None:
        return name == "localhost"
    return any(not one.is_global or one.is_multicast for one in _led_to(address))


def _led_to(address: _Address) -> tuple[_Address, ...]:
    """The address, and the one of IPv4 within it that a gateway may carry on to."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.is_site_local or address in _LOCAL_NAT64:
        return (ipaddress.IPv6Address("::1"),)
    if address.sixtofour is not None:
        return (address, address.sixtofour)
    if any(address in net for net in _CARRIED):
        return (address, ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return (address,)


def _entry(place: _Place, allowed: Sequence[str]) -> str | None:
    """How a place is listed: ``exact``, ``pattern``, or not at all."""
    listed = [_place(entry, pattern=True) for entry in allowed]
    same_port = [e.name for e in listed if (e.port or HTTPS_PORT) == (place.port or HTTPS_PORT)]
    if place.name in same_port:
        return "exact"
    wildcards = [name[1:] for name in same_port if name.startswith("*.")]
    is_name = _address(place.name) is None
    return "pattern" if is_name and any(place.name.endswith(tail) for tail in wildcards) else None


def _place(text: str, *, pattern: bool = False) -> _Place:
    """A host as it was written, in one form: lower case, ASCII, without a dot at its end."""
    given = text.strip()
    try:
        parts = urlsplit(given if _SCHEME.match(given) else f"//{given}")
        name, port = (parts.hostname or "").rstrip("."), parts.port
        name = name if _address(name) else name.encode("idna").decode("ascii")
    except ValueError:
        raise HostNotAllowed("malformed") from None
    if parts.scheme not in ("", "http", "https") or not _is_bare(parts) or port == 0:
        raise HostNotAllowed("malformed")
    if not _is_host(name.removeprefix("*.") if pattern else name):
        raise HostNotAllowed("malformed")
    return _Place(parts.scheme, name, port)


def _is_bare(parts: SplitResult) -> bool:
    """Whether there is nothing but scheme, host and port: no user, path, query or fragment."""
    return parts.path in ("", "/") and not (parts.query or parts.fragment or "@" in parts.netloc)


def _is_host(name: str) -> bool:
    """An address in its usual form, or a name whose last label is no number."""
    if _address(name) is not None:
        return True
    labels = name.split(".")
    numeric = labels[-1].isdigit() or labels[-1].startswith("0x")
    return len(name) <= 253 and not numeric and all(_LABEL.fullmatch(label) for label in labels)


def _address(name: str) -> _Address | None:
    try:
        return ipaddress.ip_address(name) if "%" not in name else None
    except ValueError:
        return None


def _base_url(scheme: str, place: _Place) -> str:
    name = f"[{place.name}]" if ":" in place.name else place.name
    usual = HTTPS_PORT if scheme == "https" else None
    return (
        f"{scheme}://{name}" if place.port in (None, usual) else f"{scheme}://{name}:{place.port}"
    )
