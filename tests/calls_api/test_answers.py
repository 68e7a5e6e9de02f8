"""What the status and the envelope of an answer mean."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import (
    BadAllowedTime,
    BadDialerPriority,
    BadZone,
    CallsApiError,
    CampaignStateRefused,
    CampaignStatus,
    ControlRefused,
    Forbidden,
    HostDown,
    InvalidToken,
    MemberNotFound,
    PhoneBadFormat,
    PhoneDuplicated,
    RateLimited,
    Refusal,
    RequestTooLarge,
    Route,
    RouteAbsent,
    UnexpectedAnswer,
)
from bot.calls_api.answers import Answer, failure

PHONE = "12025550100"


def met(status: int, body: Any = b"", route: Route = Route.ADD_PHONES, **headers: str) -> Any:
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    return failure(route, Answer(status, {k.replace("_", "-"): v for k, v in headers.items()}, raw))


def no(code: str, **facts: Any) -> dict[str, Any]:
    return {"type": code, "message": f"The phone {PHONE} was not added", **facts}


def test_a_status_that_http_does_not_know_may_carry_a_code() -> None:
    error = met(499, no("something.new"))
    assert (error.code, error.status) == ("something.new", 499)


def test_2xx_means_no_failure() -> None:
    assert met(200) is None
    assert met(204) is None


def test_a_duplicated_phone_names_itself_and_the_others() -> None:
    error = met(400, no("phone.duplicated", phone=12025550100, phonesDuplicates=[PHONE, 7]))
    assert isinstance(error, PhoneDuplicated)
    assert (error.phone, error.duplicates) == (PHONE, (PHONE, "7"))


def test_a_bad_phone_and_a_bad_zone_name_the_phone() -> None:
    error = met(400, no("phone.bad.format", phone=PHONE))
    assert type(error) is PhoneBadFormat and error.phone == PHONE
    error = met(400, no("phone.gmtZone.bad.format", phone=PHONE, gmtZone="+99"))
    assert isinstance(error, BadZone)
    assert (error.phone, error.zone) == (PHONE, "+99")


@pytest.mark.parametrize("where", [{"state": "FINISHED"}, {"args": {"state": "FINISHED"}}])
@pytest.mark.parametrize("envelope", ["type", "error"])
def test_a_stopped_campaign_says_its_state(where: dict[str, Any], envelope: str) -> None:
    error = met(400, {envelope: "invalid.call.task.state", **where})
    assert isinstance(error, CampaignStateRefused)
    assert error.state is CampaignStatus.FINISHED


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("invalid.call.allowed.time", BadAllowedTime),
        ("invalid.dialer_priority", BadDialerPriority),
        ("something.new", Refusal),
    ],
)
def test_other_refusals_carry_their_code(code: str, kind: type[Refusal]) -> None:
    error = met(400, no(code))
    assert type(error) is kind
    assert error.code == code
    assert error.nothing_changed


@pytest.mark.parametrize(
    "body",
    [
        no("id.not.found", id="901"),
        no("id.not.found", ids=[901]),
        {"type": "id.not.found", "message": "No call job 901"},
        {"error": "id.not.found", "args": {"callJobId": "901"}},
    ],
)
def test_an_unknown_member_is_named_if_the_host_names_it(body: dict[str, Any]) -> None:
    error = met(400, body, Route.JOB_REPORT)
    assert isinstance(error, MemberNotFound)
    assert error.kind == "id"
    assert "901" in error.members


def test_control_has_an_envelope_of_its_own() -> None:
    body = {"error": "already paused", "message": "No.", "args": {"since": 7}}
    error = met(400, body, Route.PAUSE)
    assert isinstance(error, ControlRefused)
    assert (error.code, error.control_args) == ("already paused", {"since": "7"})


@pytest.mark.parametrize("status", [401, 403, 404])
def test_an_unknown_token_is_told_by_its_type(status: int) -> None:
    assert isinstance(met(status, no("invalid.token")), InvalidToken)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>404</html>",
        {"timestamp": 1, "status": 404, "error": "Not Found", "path": "/x"},
        {"type": "about:blank", "title": "Not Found"},
        {"type": "https://tools.ietf.org/html/rfc9110#section-15.5.5"},
        [],
    ],
)
@pytest.mark.parametrize("status", [404, 405])
def test_an_untyped_404_or_405_means_no_such_route(status: int, body: Any) -> None:
    assert isinstance(met(status, body), RouteAbsent)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, UnexpectedAnswer),
        (400, Refusal),
        (401, Forbidden),
        (403, Forbidden),
        (408, HostDown),
        (413, RequestTooLarge),
        (418, Refusal),
        (429, RateLimited),
        (500, HostDown),
        (502, HostDown),
        (599, HostDown),
        (799, HostDown),
    ],
)
def test_html_leaves_only_the_status_to_judge_by(status: int, kind: type[CallsApiError]) -> None:
    error = met(status, b"<html>")
    assert type(error) is kind
    assert error.status == status


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30", 30),
        ("0", 0),
        ("1.5", 1.5),
        ("Tue, 24 Nov 2026 06:00:30 GMT", 30),
        ("Tue, 24 Nov 2026 05:00:00 GMT", 0),
        ("soon", None),
        ("-3", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_beside_the_hosts_own(text: str, seconds: float) -> None:
    error = met(429, retry_after=text, date="Tue, 24 Nov 2026 06:00:00 GMT")
    assert error.retry_after == seconds
    assert met(503, retry_after=text, date="Tue, 24 Nov 2026 06:00:00 GMT").retry_after == seconds


def test_a_date_without_the_hosts_own_date_tells_nothing() -> None:
    assert met(429, retry_after="Tue, 24 Nov 2026 06:00:30 GMT").retry_after is None


@pytest.mark.fuzz
@given(
    st.integers(100, 999),
    st.sampled_from(Route),
    st.dictionaries(st.sampled_from(["date", "retry-after", "content-type"]), st.text()),
    st.binary()
    | st.dictionaries(
        st.sampled_from(["type", "error", "args", "phone", "state", "phonesDuplicates", "message"]),
        st.none() | st.text() | st.integers(-9, 9) | st.lists(st.text()) | st.just({"a": [1]}),
    ).map(orjson.dumps),
)
def test_no_answer_makes_the_judge_crash(
    status: int, route: Route, headers: dict[str, str], body: bytes
) -> None:
    error = failure(route, Answer(status, headers, body))
    assert (error is None) == (200 <= status < 300)
    assert error is None or (str(error) and repr(error))
