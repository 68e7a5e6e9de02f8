"""Strangers who connect and say nothing, or what is no HTTP."""

import asyncio
import logging

import pytest

from bot.web import serve, web_application


@pytest.fixture
async def port():
    app = web_application(checks={}, render_metrics=lambda: b"")
    serving = await serve(app, "127.0.0.1", 0, head_seconds=0.2)
    yield serving.port
    await serving.close()


@pytest.mark.parametrize("begun", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Drip: "])
async def test_who_sends_no_whole_head_is_cut_off(port, begun):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(begun)
    async with asyncio.timeout(40):
        assert await reader.read() == b""
    writer.close()


async def test_who_has_asked_once_may_ask_again_later(port):
    ask = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(ask)
    assert b"alive" in await reader.readuntil(b"}")
    # One that came later and says nothing is gone, so the first one's time would be over too.
    silent, _ = await asyncio.open_connection("127.0.0.1", port)
    async with asyncio.timeout(40):
        assert await silent.read() == b""
    writer.write(ask)
    async with asyncio.timeout(40):
        assert b"alive" in await reader.readuntil(b"}")
    writer.close()


async def test_what_is_no_http_is_told_so_and_fills_no_log(port, caplog):
    caplog.set_level(logging.INFO)
    for noise in (
        b"\x16\x03\x01\x02\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 9000 + b"\r\n\r\n",
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(noise)
        async with asyncio.timeout(40):
            assert b"400 Bad Request" in await reader.read()
        writer.close()
    assert not caplog.records
