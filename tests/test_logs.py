"""What an operator reads in the log, and what may never stand there."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import phonenumbers
import pytest
import structlog
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import Redactor, bound, configure_logs, new_id

TOKEN = "123456.789.mBoMyfZLZqKHIPKjFjWYfRw9hgfIV9InFC4bHGVw5ND"
PHONE = "79123456789"
KEY = "Vb0qk3WlKc1nY7mQeT5rXz8uJfA2sDgH4pLoIiNxCwE="
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

log = structlog.get_logger("bot.services.adding")


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.level, root.handlers[:], logging.raiseExceptions)
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    logging.raiseExceptions = before[2]
    structlog.reset_defaults()


class Output(io.StringIO):
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def output() -> Output:
    stream = Output()
    configure_logs("debug", "json", secrets=[SIGNING_SECRET], stream=stream)
    return stream


async def test_one_id_goes_from_the_click_through_the_tasks_it_starts(output: Output) -> None:
    async def work() -> None:
        log.info("request_sent", route="addPhones")

    with bound(request_id="k7m2pq4x", campaign="spring"):
        await asyncio.create_task(work())
    log.info("idle")
    sent, idle = output.lines()
    assert (sent["event"], sent["request_id"], sent["campaign"]) == (
        "request_sent",
        "k7m2pq4x",
        "spring",
    )
    assert (sent["level"], sent["logger"]) == ("info", "bot.services.adding")
    assert datetime.fromisoformat(sent["timestamp"]).tzinfo == UTC
    assert "request_id" not in idle


def test_a_console_line_is_for_people() -> None:
    stream = io.StringIO()
    configure_logs("info", "console", stream=stream)
    log.info("batch_added", count=3)
    log.debug("unheard")
    assert "batch_added" in stream.getvalue()
    assert "count=3" in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 1


def test_libraries_that_talk_of_messages_and_addresses_are_not_heard(output: Output) -> None:
    # Bolt sets the root's level on each logger of its own.
    for name in ("slack_sdk.socket_mode.aiohttp", "slack_bolt.AsyncApp", "main.py:AsyncApp"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        logger.debug("a whole frame")
        logger.info("connected")
    for name in ("httpx", "httpcore.connection", "apscheduler.executors.default", "alembic"):
        logging.getLogger(name).info("a whole address")
        logging.getLogger(name).warning("trouble")
    assert [line["event"] for line in output.lines()] == ["connected"] * 3 + ["trouble"] * 4


def test_a_traceback_shows_no_values_and_no_secret(output: Output) -> None:
    def fail(token: str) -> None:
        hidden = f"a local {token}"
        raise ValueError(
            f"cannot reach https://h/api/calls/campaign/{token}/addPhones {len(hidden)}"
        )

    try:
        fail(TOKEN)
    except ValueError:
        log.exception("failed")
    (line,) = output.lines()
    assert "in fail" in line["exception"]
    assert "https://h/api/calls/campaign/***/addPhones" in line["exception"]
    assert "a local" not in line["exception"]
    assert TOKEN not in output.getvalue()


SECRETS = [
    TOKEN,
    f"https://app.jaicp.com/api/calls/campaign/{TOKEN}/callJob/getReport",
    "https://host.example/api/calls/campaign/short-token/addPhones",
    "8231.7056.1b131df1",
    "xoxb-" + "123456789012-abcDEF",
    "xapp-" + "1-A0-123-abcdef",
    KEY,
    Fernet(KEY).encrypt_at_time(b"x", 1_793_610_000).decode(),
    SIGNING_SECRET,
    PHONE,
    "+7 912 345-67-89",
    "8 (912) 345-67-89",
    "8 912 345 67 89",
    "(202) 555-0123",
    "202.555.0123",
    "07700 900123",
    "%2B79123456789",
    "phone_79123456789",
]


@pytest.mark.parametrize("secret", SECRETS, ids=range(len(SECRETS)))
@pytest.mark.parametrize(
    "around", ["{}", "before {} after", "«{}»,", '{{"x":"{}"}}', "x={}&y", "<{}|>"]
)
def test_a_secret_is_masked_wherever_it_stands(output: Output, secret: str, around: str) -> None:
    text = around.format(secret)
    log.warning(text, field=text, listed=[text], inner={text: (text,)})
    logging.getLogger("slack_bolt.AsyncApp").error("%s", text)
    core = secret.removeprefix("%2B").split("campaign/")[-1].split("/")[0]
    assert core not in output.getvalue()
    assert "***" in output.getvalue()


def test_numbers_of_every_country_are_masked_as_people_write_them() -> None:
    mobile, redactor = phonenumbers.PhoneNumberType.MOBILE, Redactor()
    shown = []
    for region in phonenumbers.SUPPORTED_REGIONS:
        number = phonenumbers.example_number_for_type(region, mobile)
        forms = [phonenumbers.format_number(number, form) for form in range(4)] if number else []
        # Without a plus, a run of fewer than ten digits may be anything.
        long = [form for form in forms if "+" in form or sum(map(str.isdigit, form)) >= 10]
        shown += [form for form in long if form in redactor.text(f"calls {form}!")]
    assert shown == []


HARMLESS = [
    "2026-11-02T09:00:00.123456Z",
    "2026-11-02 09:00:00.123456+00:00",
    "1691006924.166000",
    "#5665334669",
    "U0123456789",
    "C0123456789 D0123456789",
    "127.0.0.1:54321",
    "0.12345678901",
    "3.51.3",
    "added 100000 rows in 12.25 s",
    "4b1f0e0a-5c1d-4c5e-9d56-7a2b3c4d5e6f",
    "/api/calls/campaign",
    "Иван купил 3 билета",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_stays_readable(output: Output, text: str) -> None:
    log.info(text, value=text)
    assert [(line["event"], line["value"]) for line in output.lines()] == [(text, text)]


def test_call_job_ids_stay_in_their_own_fields(output: Output) -> None:
    log.info("seen", call_job_id="5665334669", call_job_ids=["5665334670"], other=5665334671)
    (line,) = output.lines()
    assert (line["call_job_id"], line["call_job_ids"]) == ("5665334669", ["5665334670"])
    assert line["other"] == "***71"


@given(st.uuids())
def test_request_keys_stay_whole(key: uuid.UUID) -> None:
    assert Redactor().text(str(key)) == str(key)


@given(st.text())
def test_nobody_can_forge_a_line(text: str) -> None:
    stream = io.StringIO()
    configure_logs("info", "console", stream=stream)
    log.info("said", text=text)
    logging.getLogger("bot.x").info("said %s", text)
    assert len(stream.getvalue().splitlines()) == 2


def test_a_lone_surrogate_breaks_nothing(output: Output) -> None:
    log.info("said \ud83d")
    log.info("then")
    assert len(output.lines()) == 2


def test_ids_are_short_and_differ() -> None:
    ids = {new_id() for _ in range(200)}
    assert len(ids) == 200
    assert {len(one) for one in ids} == {8}
