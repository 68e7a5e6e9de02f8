"""The rules of each policy field, and which error breaks which."""

from typing import Any

import httpx
import pytest

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.phones import ANNA, BORIS, rows

OFFSETS = ["+3", "-03", "+0530", "+05:30", "+053015", "-18:00", "+18", "+01:02:03"]
PREFIXED = ["", "Z", "UTC", "GMT", "UT", "UTC+3", "GMT-05:30", "UT+01:02:03"]
NAMES = ["Europe/Moscow", "America/Argentina/Ushuaia"]


def hours(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"localTimeFrom": begin, "localTimeTo": end} for begin, end in pairs]


async def refusal(http: httpx.AsyncClient, **fields: Any) -> httpx.Response:
    """How the host answers a good number and one with these fields."""
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        sent = rows(BORIS) + rows(ANNA, **fields)
        answer = await http.post(spring.url + "/addPhones", json=sent)
    assert bool(spring.counts) is (answer.status_code == 200)
    return answer


@pytest.mark.parametrize(
    "fields",
    [
        {"allowedDays": []},
        {"allowedDays": ["monday"]},
        {"allowedDays": ["mon", "mon"]},
        {"allowedDays": "mon"},
        {"allowedTime": []},
        {"allowedTime": {"weekend": hours(("10:00", "12:00"))}},
        {"allowedTime": {"mon": []}},
        {"allowedTime": {"mon": hours(("9:00", "12:00"))}},
        {"allowedTime": {"mon": hours(("09:00", "24:00"))}},
        {"allowedTime": {"mon": hours(("12:00", "09:00"))}},
        {"allowedTime": {"mon": [{"localTimeFrom": "09:00"}]}},
        {"allowedTime": {"mon": hours(("09:00", "12:00"), ("11:00", "13:00"))}},
        {
            "startDateTime": "2026-03-01T10:00:00Z",
            "finishDateTime": "2026-03-01T12:00:00+03:00",
        },
    ],
    ids=str,
)
async def test_a_bad_calling_time_is_refused(
    http: httpx.AsyncClient, fields: dict[str, Any]
) -> None:
    answer = await refusal(http, **fields)
    assert (answer.status_code, answer.json()["type"]) == (400, "invalid.call.allowed.time")


@pytest.mark.parametrize("priority", [0, 6, "1", True, 2.5])
async def test_a_priority_out_of_range_is_refused(http: httpx.AsyncClient, priority: Any) -> None:
    answer = await refusal(http, dialerPriority=priority)
    assert (answer.status_code, answer.json()["type"]) == (400, "invalid.dialer_priority")


@pytest.mark.parametrize("zone", ["+19", "+18:01", "+3:5", "Mars/Olympus", "MSK+3", "utc", 3])
async def test_a_bad_zone_is_named_with_its_phone(http: httpx.AsyncClient, zone: Any) -> None:
    answer = await refusal(http, gmtZone=zone)
    body = answer.json()
    assert (answer.status_code, body["type"]) == (400, "phone.gmtZone.bad.format")
    assert (body["phone"], body["gmtZone"]) == (ANNA, str(zone))


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Z",
        "UTC",
        "GMT",
        "UT",
        "+3",
        "-03",
        "+0530",
        "+05:30",
        "+053015",
        "-18:00",
        "+18",
        "UTC+3",
        "GMT-05:30",
        "UT+01:02:03",
        "Europe/Moscow",
        "America/Argentina/Ushuaia",
    ],
)
async def test_every_spelling_of_a_zone_is_taken(http: httpx.AsyncClient, zone: str) -> None:
    answer = await refusal(http, gmtZone=zone, allowedDays=["mon"])
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"maxAttempts": 0},
        {"maxAttempts": 51},
        {"maxAttempts": "3"},
        {"retryIntervalInMinutes": 2881},
        {"startDateTime": "tomorrow"},
        {"startDateTime": "2026-03-01"},
        {"startDateTime": "2026-03-01T10:00:00"},
        {"startDateTime": 1772359200000},
        {"payload": ["name"]},
        {"externalCheck": {}},
        {"externalCheck": {"externalCheckUrl": "ftp://example.com"}},
        {"externalCheck": {"externalCheckUrl": "https://a.example", "externalCheckMaxRetries": -1}},
        {"maxAttempt": 3},
    ],
    ids=str,
)
async def test_what_has_no_error_of_its_own_is_unprocessable(
    http: httpx.AsyncClient, fields: dict[str, Any]
) -> None:
    assert (await refusal(http, **fields)).status_code == 422


@pytest.mark.parametrize("body", [b"", b"[", b"{}", b'"x"', b"[1]", b"[null]"])
async def test_a_body_that_is_no_list_of_numbers_is_unprocessable(
    http: httpx.AsyncClient, body: bytes
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        answer = await http.post(spring.url + "/addPhones", content=body)
    assert answer.status_code == 422
    assert spring.books.adds[0].outcome == "bad.request"
