"""Which hosts a campaign may name, and which not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import HostNotAllowed, check_host, may_be_private
from bot.calls_api.hosts import is_private
from tests.calls_api.host import TOKEN

ALLOWED = [
    "*.just-ai.com",
    "app.jaicp.com",
    "calls.corp.example:8443",
    "10.1.2.3",
    "127.0.0.1:8300",
    "localhost:8300",
    "[::1]:8300",
    "звонки.рф",
]


@pytest.mark.parametrize(
    ("host", "base_url"),
    [
        ("app.jaicp.com", "https://app.jaicp.com"),
        (" App.JAICP.com. ", "https://app.jaicp.com"),
        ("https://app.jaicp.com/", "https://app.jaicp.com"),
        ("https://app.jaicp.com:443", "https://app.jaicp.com"),
        ("zb04.just-ai.com", "https://zb04.just-ai.com"),
        ("a.b.just-ai.com", "https://a.b.just-ai.com"),
        ("calls.corp.example:8443", "https://calls.corp.example:8443"),
        ("10.1.2.3", "https://10.1.2.3"),
        ("127.0.0.1:8300", "http://127.0.0.1:8300"),
        ("http://127.0.0.1:8300", "http://127.0.0.1:8300"),
        ("https://127.0.0.1:8300", "https://127.0.0.1:8300"),
        ("localhost:8300", "http://localhost:8300"),
        ("http://[::1]:8300", "http://[::1]:8300"),
        ("https://звонки.рф", "https://xn--b1ajehof.xn--p1ai"),
    ],
)
def test_a_listed_host_becomes_its_base_url(host: str, base_url: str) -> None:
    assert check_host(host, ALLOWED) == base_url
    assert check_host(base_url, ALLOWED) == base_url


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("just-ai.com", "not_listed"),
        ("evil-just-ai.com", "not_listed"),
        ("just-ai.com.evil.example", "not_listed"),
        ("app.jaicp.com:8443", "not_listed"),
        ("calls.corp.example", "not_listed"),
        ("127.0.0.1", "private_address"),
        ("127.0.0.1:8301", "private_address"),
        ("10.1.2.4", "private_address"),
        ("93.184.216.34", "not_listed"),
        ("http://app.jaicp.com:443", "plain_http"),
        ("http://10.1.2.3", "plain_http"),
        ("", "malformed"),
        ("https://", "malformed"),
        ("ftp://app.jaicp.com", "malformed"),
        ("https://user@app.jaicp.com", "malformed"),
        ("https://app.jaicp.com/api", "malformed"),
        ("https://app.jaicp.com?x=1", "malformed"),
        ("app.jaicp.com:port", "malformed"),
        ("app.jaicp.com:0", "malformed"),
        ("app.jaicp.com#x", "malformed"),
        ("*.just-ai.com", "malformed"),
        ("127.1", "malformed"),
        ("2130706433", "malformed"),
        ("0x7f000001", "malformed"),
        ("0177.0.0.1", "malformed"),
        ("a..just-ai.com", "malformed"),
        ("-a.just-ai.com", "malformed"),
        (f"{'a' * 64}.just-ai.com", "malformed"),
        ("fe80::1%eth0", "malformed"),
        ("app.jaicp.com\\@evil.example", "malformed"),
    ],
)
def test_any_other_host_is_refused_with_its_reason(host: str, reason: str) -> None:
    with pytest.raises(HostNotAllowed) as met:
        check_host(host, ALLOWED)
    assert met.value.reason == reason


def test_a_pasted_api_address_is_refused_without_showing_its_token() -> None:
    with pytest.raises(HostNotAllowed) as met:
        check_host(f"https://app.jaicp.com/api/calls/campaign/{TOKEN}/addPhone?phone=1", ALLOWED)
    assert TOKEN not in f"{met.value} {met.value!r} {met.value.host}"


@pytest.mark.parametrize(
    ("host", "private"),
    [("10.1.2.3", True), ("app.jaicp.com", True), ("zb04.just-ai.com", False)],
)
def test_only_what_is_listed_exactly_may_be_private(host: str, private: bool) -> None:
    assert may_be_private(check_host(host, ALLOWED), ALLOWED) is private


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "172.16.0.1",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "::",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "fec0::1",
    ],
)
def test_addresses_that_the_internet_does_not_route_are_private(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_other_addresses_are_not(address: str) -> None:
    assert not is_private(address)


@given(st.text())
def test_no_text_makes_the_check_crash(host: str) -> None:
    try:
        assert check_host(host, ALLOWED).startswith("http")
    except HostNotAllowed as error:
        assert error.reason
