"""What a failed addPhones request means for its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from bot.calls_api import (
    BadAllowedTime,
    BadDialerPriority,
    BadParameters,
    BadZone,
    CallsApiError,
    CampaignStateRefused,
    Forbidden,
    HostDown,
    HostNotAllowed,
    IdCountMismatch,
    InvalidToken,
    NotSent,
    PhoneBadFormat,
    PhoneDuplicated,
    RateLimited,
    Refusal,
    RequestTooLarge,
    Route,
    RouteAbsent,
    Unclear,
)
from bot.domain.verdicts import (
    LONGEST_WAIT,
    Halt,
    LookFor,
    PutOff,
    Refuse,
    Split,
    is_for_good,
    refusal_label,
    verdict,
    wait_after,
)
from bot.texts import texts_for

ADD = Route.ADD_PHONES


@dataclass(frozen=True)
class Row:
    position: int
    phone: str
    wire: str


def row(position: int, **policy: Any) -> Row:
    phone = f"1202555{position:04d}"
    return Row(position, phone, orjson.dumps({"phone": phone, **policy}).decode())


ROWS = [row(0), row(3), row(4), row(9)]
NINE = {"default": [{"localTimeFrom": "09:00", "localTimeTo": "18:00"}]}
TEN = {"default": [{"localTimeFrom": "10:00", "localTimeTo": "18:00"}]}


def bad_zone(phone: str, zone: str) -> BadZone:
    return BadZone(ADD, phone=phone, zone=zone, code="phone.gmtZone.bad.format")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (InvalidToken(ADD), "token"),
        (RouteAbsent(ADD), "route"),
        (Forbidden(ADD, status=403), "forbidden"),
        (HostNotAllowed("not_listed"), "host"),
        (CampaignStateRefused(ADD, state="finished"), "state:finished"),
        (BadParameters([]), "request"),
    ],
)
def test_what_concerns_the_campaign_halts_the_batch(error: CallsApiError, reason: str) -> None:
    assert verdict(error, ROWS, 0) == Halt(reason)


def test_a_named_number_goes_and_the_rest_stays() -> None:
    error = PhoneBadFormat(ADD, phone="12025550003", code="phone.bad.format")
    assert verdict(error, ROWS, 0) == Refuse({3: "phone.bad.format"})


def test_a_bad_zone_takes_all_rows_of_that_zone_along() -> None:
    rows = [row(0, gmtZone="X"), row(1, gmtZone="+03:00"), row(2, gmtZone="X")]
    decided = verdict(bad_zone("12025550000", "X"), rows, 0)
    assert decided == Refuse(dict.fromkeys([0, 2], "phone.gmtZone.bad.format"))


def test_of_duplicates_as_the_host_sees_them_the_first_stays() -> None:
    twins = [Row(0, "5215512345678", "{}"), Row(1, "525512345678", "{}")]
    error = PhoneDuplicated(
        ADD, phone="5215512345678", duplicates=("525512345678",), code="phone.duplicated"
    )
    assert verdict(error, twins, 0) == Refuse({1: "phone.duplicated"})


def test_a_bad_policy_that_all_rows_share_takes_them_all() -> None:
    rows = [row(0, allowedTime=NINE), row(1), row(2, allowedTime=NINE)]
    error = BadAllowedTime(ADD, code="invalid.call.allowed.time")
    assert verdict(error, rows, 0) == Refuse(dict.fromkeys([0, 2], "invalid.call.allowed.time"))


def test_a_bad_policy_among_several_is_found_by_halving() -> None:
    rows = [row(0, allowedTime=NINE), row(1, allowedTime=TEN), row(2), row(3)]
    assert verdict(BadAllowedTime(ADD), rows, 0) == Split(2, 2)
    priorities = [row(0, dialerPriority=1), row(1, dialerPriority=2)]
    assert verdict(BadDialerPriority(ADD), priorities, 0) == Split(1, 1)


def test_a_refusal_that_names_nobody_is_halved_until_a_row_stands_alone() -> None:
    error = Refusal(ADD, code="odd.reason")
    assert verdict(error, ROWS, 0) == Split(4, 2)
    assert verdict(error, ROWS[:1], 0) == Refuse({0: "odd.reason"}, strange=True)
    unnamed = PhoneBadFormat(ADD, phone="", code="phone.bad.format")
    assert verdict(unnamed, ROWS[:1], 0) == Refuse({0: "phone.bad.format"})


def test_too_large_a_request_is_halved() -> None:
    assert verdict(RequestTooLarge(ADD, status=413), ROWS, 0) == Split(4, 2)
    assert verdict(RequestTooLarge(ADD, status=413), ROWS[:1], 0) == Refuse({0: "http_413"})


def test_what_was_surely_not_processed_is_put_off() -> None:
    assert verdict(NotSent(ADD, "refused"), ROWS, 0) == PutOff(0.5)
    assert verdict(RateLimited(ADD, retry_after=40), ROWS, 1) == PutOff(40)


@pytest.mark.parametrize(
    "error", [Unclear(HostDown(ADD, "timeout")), IdCountMismatch(["1"], 2, None)]
)
def test_what_may_have_been_processed_is_looked_for(error: CallsApiError) -> None:
    assert verdict(error, ROWS, 0) == LookFor()


def test_waits_double_up_to_five_minutes() -> None:
    assert [wait_after(attempts) for attempts in (0, 1, 2, 3)] == [0.5, 1, 2, 4]
    assert wait_after(50) == LONGEST_WAIT


def test_only_what_time_cannot_mend_is_for_good() -> None:
    assert is_for_good(InvalidToken(ADD)) and is_for_good(Refusal(ADD))
    assert not is_for_good(RateLimited(ADD)) and not is_for_good(NotSent(ADD, "refused"))


def test_an_unheard_of_reason_is_shown_as_the_host_wrote_it() -> None:
    t = texts_for("en")
    assert "does not take this number" in refusal_label(t, "phone.bad.format")
    assert "odd.reason" in refusal_label(t, "odd.reason")


def test_a_reason_that_repeats_the_token_is_not_kept() -> None:
    token = "123456.789.mBoMyfZLZqKHIPKjFjWYfRw9hgfIV9InFC4bHGVw5ND"
    decided = verdict(Refusal(ADD, code=f"No campaign {token}"), [row(1)], 1)
    assert isinstance(decided, Refuse)
    assert decided.reasons == {1: "No campaign …"}
