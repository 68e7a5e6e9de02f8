"""Which addresses Slack's secrets may travel to, and through which proxy."""

from __future__ import annotations

import ipaddress
import re
from urllib.request import getproxies, proxy_bypass

from yarl import URL

_PLAIN = re.compile(r"[!-~]+")
_HOOKS = "hooks.slack.com"


class SlackHosts:
    """The configured Web API host, and Slack's own over HTTPS: nobody else gets the bot token.

    :param api_url: the base URL of the Web API, such as ``https://slack.com/api/``.
    """

    def __init__(self, api_url: str) -> None:
        self._api = URL(api_url)

    def may_get_token(self, url: str) -> bool:
        """Whether a request to this address may carry the bot token."""
        parsed = _parse(url)
        return parsed is not None and (_is_slack(parsed) or self._is_configured(parsed))

    def may_get_response(self, url: str) -> bool:
        """Whether this is a ``response_url`` of Slack, which a forged payload's is not."""
        parsed = _parse(url)
        if parsed is None:
            return False
        return (_is_slack(parsed) and parsed.host == _HOOKS) or self._is_configured(parsed)

    def _is_configured(self, url: URL) -> bool:
        if url.scheme != self._api.scheme:
            return False
        if is_loopback(self._api.host):
            return is_loopback(url.host)
        return url.host == self._api.host


def _parse(url: str) -> URL | None:
    """The address, unless it is written so that two readers could take it for two hosts."""
    if not _PLAIN.fullmatch(url) or "\\" in url:
        return None
    try:
        parsed = URL(url)
        port = parsed.port
    except ValueError:
        return None
    return None if not parsed.host or parsed.user or port is None else parsed


def _is_slack(url: URL) -> bool:
    host = url.host or ""
    is_slacks = host == "slack.com" or host.endswith(".slack.com")
    return url.scheme == "https" and url.port == 443 and is_slacks


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address is this machine itself."""
    if not host or host == "localhost":
        return host == "localhost"
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for this address.

    The SDK takes ``HTTP_PROXY`` for loopback too and knows no ``NO_PROXY``; this heeds both.
    """
    host = URL(url).host
    if not host or is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies()
    return proxies.get("https") or proxies.get("http")
