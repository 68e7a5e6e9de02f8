"""The way to a host: what may be connected to, and what is sent along."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

import bot.calls_api
from bot.calls_api import (
    AddressRefused,
    CallsApi,
    CampaignClient,
    HostNotAllowed,
    HttpTransport,
    InvalidToken,
    NotSent,
    RetryPolicy,
    Route,
)
from bot.calls_api.connections import no_private_address
from bot.calls_api.transport import Request
from tests.calls_api.host import TOKEN, Host, says

ONCE = RetryPolicy(attempts=1)


@asynccontextmanager
async def listening(
    heard: list[bytes], reply: bytes = b"", tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """A bare server: it keeps what it hears, says ``reply``, and closes."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read(65536))
        writer.write(reply)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_a_private_address_behind_a_name_gets_not_a_byte(host: Host) -> None:
    host.on("status", says(b"paused"))
    request = Request(Route.STATUS, host.base_url, f"{host.base_url}/x", {}, None)
    async with HttpTransport() as transport:
        with pytest.raises(AddressRefused) as met:
            await transport.send(request)
    assert met.value.route is Route.STATUS
    assert host.seen == []


def test_no_other_module_knows_httpx() -> None:
    folder = Path(bot.calls_api.__file__).parent
    imports = re.compile(r"^\s*(import|from) httpx", re.MULTILINE)
    knows = [path.name for path in folder.glob("*.py") if imports.search(path.read_text())]
    assert knows == ["transport.py"]


async def test_a_link_local_address_with_its_interface_is_private_too() -> None:
    class Stream:
        closed = False

        def get_extra_info(self, name: str) -> object:
            return {"server_addr": ("fe80::1%eth0", 443, 0, 2)}[name]

        async def aclose(self) -> None:
            self.closed = True

    stream = Stream()
    with pytest.raises(AddressRefused):
        await no_private_address("connection.connect_tcp.complete", {"return_value": stream})
    assert stream.closed


async def test_a_campaign_on_a_host_that_left_the_list_is_refused(host: Host) -> None:
    async with CallsApi(HttpTransport(), allowed_hosts=["app.jaicp.com"]) as api:
        with pytest.raises(HostNotAllowed):
            api.campaign(host.base_url, SecretStr(TOKEN))


async def test_proxies_of_the_environment_are_not_used(
    host: Host, campaign: CampaignClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    host.on("status", says(b"paused"))
    assert await campaign.status() == "paused"


async def test_a_proxy_that_was_asked_for_sees_https_hosts_only(host: Host) -> None:
    heard: list[bytes] = []
    host.on("status", says(b"paused"))
    async with listening(heard, b"HTTP/1.1 403 Forbidden\r\n\r\n") as port:
        transport = HttpTransport(proxy=f"http://127.0.0.1:{port}")
        allowed = ["app.jaicp.com", host.place]
        async with CallsApi(transport, allowed_hosts=allowed, retries=ONCE) as api:
            assert await api.campaign(host.base_url, SecretStr(TOKEN)).status() == "paused"
            with pytest.raises(NotSent) as met:
                await api.campaign("app.jaicp.com", SecretStr(TOKEN)).status()
    assert met.value.reason == "proxy"
    assert heard[0].startswith(b"CONNECT app.jaicp.com:443 ")
    assert TOKEN.encode() not in b"".join(heard)


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's TLS with a certificate that nobody has reason to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(start).not_valid_after(start + dt.timedelta(days=9999))
    pem = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    pem += key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "host.pem").write_bytes(pem)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "host.pem")
    return tls


async def test_a_host_that_cannot_prove_its_name_gets_no_request(tmp_path: Path) -> None:
    heard: list[bytes] = []
    async with listening(heard, tls=self_signed(tmp_path)) as port:
        place = f"127.0.0.1:{port}"
        async with CallsApi(HttpTransport(), allowed_hosts=[place], retries=ONCE) as api:
            with pytest.raises(NotSent) as met:
                await api.campaign(f"https://{place}", SecretStr(TOKEN)).status()
    assert met.value.reason == "tls"
    assert TOKEN.encode() not in b"".join(heard)


async def test_a_redirect_is_not_followed_and_cookies_are_not_kept(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("status", says(b"paused", 200, {"Set-Cookie": "session=1; Path=/"}))
    await campaign.status()
    await campaign.status()
    assert not any("Cookie" in seen.headers for seen in host.seen)


async def test_the_wire_carries_what_it_should_and_nothing_more(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("status", says(b"paused"))
    await campaign.status()
    names = {name.lower() for name in host.seen[0].headers}
    assert names == {"host", "accept", "accept-encoding", "user-agent"}


@pytest.mark.parametrize(
    ("token", "path"),
    [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("a%2e", "a%252e"),
        ("ключ 1", None),
        ("a..b", "a..b"),
    ],
)
async def test_a_token_is_one_step_of_a_path_whatever_it_holds(
    api: CallsApi, host: Host, token: str, path: str | None
) -> None:
    host.otherwise = [says(b"paused")]
    campaign = api.campaign(host.base_url, SecretStr(token))
    assert await campaign.status() == "paused"
    [seen] = host.seen
    assert seen.raw_path.count("/") == 5
    assert path is None or seen.raw_path == f"/api/calls/campaign/{path}/status"


@pytest.mark.parametrize("token", ["", ".", "..", " ", "a\nb", "a\0b", "a\ud800", "x" * 513])
async def test_what_can_be_no_token_is_not_sent(api: CallsApi, host: Host, token: str) -> None:
    with pytest.raises(InvalidToken):
        await api.campaign(host.base_url, SecretStr(token)).status()
    assert host.seen == []
