"""Rows of addPhones, and what they must not show."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from bot.calls_api import (
    BadParameters,
    CallPolicy,
    call_job_parameters,
    encode_rows,
)
from bot.calls_api.phones import count_rows

PHONE = "12025550100"


def test_a_row_joins_phone_payload_and_policy() -> None:
    policy = CallPolicy(max_attempts=2, gmt_zone="+03:00")
    rows = [
        call_job_parameters(PHONE, {"name": "Анна"}, policy),
        call_job_parameters("12025550101"),
    ]
    assert orjson.loads(encode_rows(rows)) == [
        {"phone": PHONE, "payload": {"name": "Анна"}, "maxAttempts": 2, "gmtZone": "+03:00"},
        {"phone": "12025550101"},
    ]


def test_the_same_rows_make_the_same_bytes() -> None:
    make = [call_job_parameters(PHONE, {"b": 1, "a": 2}, CallPolicy(max_attempts=2))]
    assert encode_rows(make) == encode_rows(list(make))


@pytest.mark.parametrize(
    "phone",
    ["", "+12025550100", "1202 555", "02025550100", "123456", "1" * 16, f"{PHONE}\n", "١٢٣٤٥٦٧٨"],
)
def test_a_phone_is_digits_with_the_country_code(phone: str) -> None:
    with pytest.raises(BadParameters) as met:
        call_job_parameters(phone)
    assert [fault.field for fault in met.value.faults] == ["phone"]
    assert not phone or phone not in str(met.value)


@pytest.mark.parametrize(
    "payload", [{"a": "\ud800"}, {"a": 1 << 80}, {"a": {1, 2}}, {"a": object()}]
)
def test_a_payload_must_be_json(payload: dict[str, Any]) -> None:
    with pytest.raises(BadParameters, match="payload"):
        encode_rows([call_job_parameters(PHONE, payload)])


def test_a_payload_is_an_object() -> None:
    with pytest.raises(BadParameters):
        call_job_parameters(PHONE, ["not", "an", "object"])  # type: ignore[arg-type]


def test_a_phone_stands_once_in_an_array() -> None:
    rows = [call_job_parameters(PHONE), call_job_parameters(PHONE)]
    with pytest.raises(BadParameters) as met:
        encode_rows(rows)
    assert met.value.faults[0].code == "duplicated"
    assert PHONE not in str(met.value)


def test_no_row_is_no_request() -> None:
    with pytest.raises(BadParameters):
        encode_rows([])


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"[{", b"7"])
def test_a_body_that_holds_no_rows_is_not_sent(body: bytes) -> None:
    with pytest.raises(BadParameters):
        count_rows(body)


def test_a_row_shows_neither_its_phone_nor_its_payload() -> None:
    row = call_job_parameters(PHONE, {"name": "Anna"}, CallPolicy(max_attempts=2))
    assert PHONE not in repr(row)
    assert "Anna" not in repr(row)
