"""Who is not Slack gets a short refusal, before a byte is parsed and without a traceback."""

import asyncio
import gzip
import json
import logging
from datetime import timedelta

import pytest
from multidict import CIMultiDict

from bot.web import body as bodies
from tests.web.conftest import until

COMMAND = b"command=%2Fcampaign&text=status&user_id=U1&team_id=T1&channel_id=C1"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def heard(app):
    commands = []

    @app.command("/campaign")
    async def listen(ack, command):
        commands.append(command["text"])
        await ack()

    return commands


def refusal(body: str) -> str:
    return json.loads(body)["error"]


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Signature": None},
        {"X-Slack-Request-Timestamp": None},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=ü" + "0" * 63},
        {"X-Slack-Signature": "v0=" + "0" * 63},
        {"X-Slack-Signature": "v1=" + "0" * 64},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "9" * 40},
        {"X-Slack-Request-Timestamp": "١٢٣"},
    ],
)
async def test_a_request_without_well_formed_signature_is_unsigned(slack, heard, changed):
    headers = {**slack.signed(COMMAND, FORM), **changed}
    status, body = await slack.send(COMMAND, {k: v for k, v in headers.items() if v is not None})
    assert (status, refusal(body)) == (401, "unsigned")
    assert heard == []


async def test_two_signatures_are_none(slack, heard):
    headers = CIMultiDict(slack.signed(COMMAND, FORM))
    headers.add("X-Slack-Signature", "v0=" + "0" * 64)
    status, body = await slack.send(COMMAND, headers)
    assert (status, refusal(body)) == (401, "unsigned")


@pytest.mark.parametrize("forged", [b"command=%2Fcampaign&text=stop", b"", b"{", b"\xff\xfe"])
async def test_a_body_that_was_not_signed_is_forged_and_not_parsed(
    slack, heard, seen, forged, caplog
):
    headers = slack.signed(COMMAND, FORM)
    status, body = await slack.send(forged, headers)
    assert (status, refusal(body)) == (401, "forged")
    assert heard == [] and seen == {"acks": [], "refused": ["forged"]}
    assert "text=stop" not in caplog.text and headers["X-Slack-Signature"] not in caplog.text


@pytest.mark.parametrize("minutes", [-5.1, 5.1, -600])
async def test_a_request_older_than_five_minutes_is_stale(slack, heard, clock, minutes):
    at = int((clock.now() + timedelta(minutes=minutes)).timestamp())
    status, body = await slack.send(COMMAND, slack.signed(COMMAND, FORM, at=at))
    assert (status, refusal(body)) == (401, "stale")
    assert heard == []


async def test_a_request_nearly_five_minutes_old_is_taken(slack, heard, clock):
    at = int(clock.now().timestamp()) - 290
    assert (await slack.send(COMMAND, slack.signed(COMMAND, FORM, at=at)))[0] == 200
    assert heard == ["status"]


async def test_a_body_beyond_a_mebibyte_is_refused_by_its_announced_size(slack, heard):
    body = b"x" * (1024 * 1024 + 1)
    status, answer = await slack.send(body, slack.signed(body, FORM))
    assert (status, refusal(answer)) == (413, "too_large")


async def test_a_body_that_hides_its_size_is_counted_as_it_streams_in(slack, heard):
    body = b"x" * (1024 * 1024 + 1)

    async def drip():
        for start in range(0, len(body), 65536):
            yield body[start : start + 65536]

    status, answer = await slack.send(drip(), slack.signed(body, FORM))
    assert (status, refusal(answer)) == (413, "too_large")


async def test_a_body_of_just_a_mebibyte_is_taken(slack, heard):
    body = COMMAND + b"&x="
    body += b"y" * (1024 * 1024 - len(body))
    assert (await slack.form(body))[0] == 200


async def test_a_compressed_bomb_is_not_blown_up(slack, heard):
    bomb = gzip.compress(b"0" * 50_000_000)
    headers = {**slack.signed(bomb, "application/json"), "Content-Encoding": "gzip"}
    status, body = await slack.send(bomb, headers)
    assert (status, refusal(body)) == (400, "unreadable")


@pytest.mark.parametrize(
    "body",
    [
        b'{"type": "event_call',
        b"{\xff}",
        b"[]",
        b'"text"',
        b"null",
        b"[" * 100_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"event":' + b"[" * 64 + b"]" * 64 + b"}",
        b'{"event": []}',
        b'{"event": "text", "type": "event_callback"}',
    ],
    ids=range(10),
)
async def test_signed_nonsense_is_unreadable(slack, heard, body):
    status, answer = await slack.json(body)
    assert (status, refusal(answer)) == (400, "unreadable")


async def test_signed_nonsense_in_a_form_is_unreadable(slack, heard):
    for body in (b"payload=%7B%22type", b"payload=%5B%5D", b"payload=" + b"%5B" * 30_000):
        status, answer = await slack.form(body)
        assert (status, refusal(answer)) == (400, "unreadable")


async def test_nesting_up_to_the_cap_is_taken(slack):
    body = b'{"type":"url_verification","challenge":"c","x":' + b"[" * 62 + b"]" * 62 + b"}"
    assert (await slack.json(body))[0] == 200


async def by_hand(slack, body: bytes, sent: bytes):
    """A request in one packet, of which perhaps not all comes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(slack.url.rpartition(":")[2]))
    head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in slack.signed(body, FORM).items())
    writer.write(head.encode() + b"\r\n" + sent)
    await writer.drain()
    return reader, writer


async def test_a_request_that_comes_in_one_packet_is_taken(slack, heard):
    reader, writer = await by_hand(slack, COMMAND, COMMAND)
    assert b"200" in await reader.readline()
    assert heard == ["status"]
    writer.close()


async def test_a_body_that_never_ends_is_given_up(slack, heard, monkeypatch):
    monkeypatch.setattr(bodies, "READ_SECONDS", 0.05)
    reader, writer = await by_hand(slack, COMMAND, COMMAND[:9])
    assert b"408" in await reader.readline()
    writer.close()


async def test_a_caller_who_hangs_up_is_no_error(slack, heard, seen, caplog):
    _, writer = await by_hand(slack, COMMAND, COMMAND[:9])
    writer.transport.abort()
    await until(lambda: seen["refused"])
    assert seen["refused"] == ["unreadable"]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_flood_of_strangers_leaves_one_line_a_minute(slack, heard, caplog, clock):
    with caplog.at_level(logging.WARNING, logger="bot.web"):
        for _ in range(20):
            await slack.send(COMMAND, {})
        assert len(caplog.records) == 1
        clock.ahead += timedelta(seconds=61)
        await slack.send(COMMAND, {})
    assert len(caplog.records) == 2
