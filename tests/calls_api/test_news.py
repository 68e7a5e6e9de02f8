"""Reports without the rows that say only what is known: read as any report, at a lower cost."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import CampaignClient, JobReport, UnexpectedAnswer, decoding
from bot.calls_api.news import job_news
from tests.calls_api.host import WILD_ROW, Host, answers, says
from tests.calls_api.test_decoding import JSON, answer, row

PLANNED = ("planned", 0)


def news(body: Any, known: dict[str, tuple[str, int]]) -> tuple[list[JobReport], set[str]]:
    told: set[str] = set()
    return job_news(answer(body), known, told), told


def test_rows_that_say_only_what_is_known_are_left_out() -> None:
    rows = [row(callJobId="1"), row(callJobId="2", jobStatus="noAnswer"), row(callJobId="3")]
    found, told = news(rows, {"1": PLANNED, "2": PLANNED, "3": PLANNED})
    assert [(one.call_job_id, one.job_status) for one in found] == [("2", "noAnswer")]
    assert told == {"1", "2", "3"}


def test_another_attempt_is_news_and_so_is_a_call_job_never_heard_of() -> None:
    rows = [row(callJobId="1", attemptsCount=1), row(callJobId="2")]
    found, _ = news(rows, {"1": PLANNED})
    assert [one.call_job_id for one in found] == ["1", "2"]


def test_where_nothing_is_new_nothing_is_found() -> None:
    assert news([row(callJobId="1")], {"1": PLANNED}) == ([], {"1"})
    assert news([], {"1": PLANNED}) == ([], set())


ODD_ROWS = [
    {"callJobId": 1},
    {"callJobId": "1", "attemptsCount": None, "jobStatus": "no-answer"},
    {"callJobId": "1", "attemptsCount": "3"},
    {"callJobId": "1", "attemptsCount": 1 << 40, "callDuration": 12.6},
    {"callJobId": "1", "jobStatus": [], "reportData": [1], "finishedAt": "soon"},
]


@pytest.mark.parametrize("changed", ODD_ROWS)
def test_odd_rows_are_read_as_in_any_report(changed: dict[str, Any]) -> None:
    rows = [row(**changed), row(callJobId="2")]
    found, told = news(rows, {"2": PLANNED})
    assert found[0] == decoding.jobs(answer(rows))[0]
    assert told == {"1", "2"}


def test_rows_may_lack_what_is_compared() -> None:
    relied_on = ("callJobId", "phone", "createdAt")
    found, told = news([{name: WILD_ROW[name] for name in relied_on}], {})
    assert [(one.job_status, one.attempts_count) for one in found] == [("unknown", 0)]
    assert told == {WILD_ROW["callJobId"]}


@pytest.mark.parametrize(
    "body",
    [
        *({}, "", None, 1, [1], [[]], ["callJobId"], {"callJobId": "1"}),
        *(b"", b"<html>", b"[{]", [row(phone=None)], b"[" * 500 + b"]" * 500),
        [row(reportData={"a": orjson.Fragment(b"[" * 300 + b"]" * 300)})],
    ],
)
def test_what_is_no_report_is_not_taken_for_one_without_news(body: Any) -> None:
    with pytest.raises(UnexpectedAnswer):
        news(body, {"1": PLANNED})


ROWS = st.lists(
    st.dictionaries(st.sampled_from(sorted(WILD_ROW)), JSON).map(lambda odd: row(**odd)), max_size=3
)


@pytest.mark.fuzz
@given(ROWS | JSON)
def test_whatever_a_host_says_it_is_read_as_any_report(body: Any) -> None:
    said = answer(json.dumps(body).encode())
    try:
        rows = decoding.jobs(said)
    except UnexpectedAnswer:
        with pytest.raises(UnexpectedAnswer):
            job_news(said, {}, set())
    else:
        assert list(map(_compared, job_news(said, {}, set()))) == list(map(_compared, rows))


def _compared(row: JobReport) -> tuple[Any, ...]:
    return row.call_job_id, row.job_status, row.attempts_count, row.finished_at, row.created_at


async def test_news_of_a_host_name_those_that_it_does_not_have(
    host: Host, campaign: CampaignClient
) -> None:
    def report(seen: Any) -> Any:
        asked = seen.json["ids"]
        if "77" in asked:
            return 400, {"type": "id.not.found", "message": "No such member"}
        return [row(callJobId=one) for one in asked]

    host.on("callJob/getReport", answers(report))
    known = dict.fromkeys(["1", "2"], PLANNED)
    found = [one async for one in campaign.job_news(known, ids=["1", "77", "2", "3"])]
    assert sorted(member for one in found for member in one.asked) == ["1", "2", "3", "77"]
    assert [row.call_job_id for one in found for row in one.answer] == ["3"]
    assert [one.missing for one in found if one.missing] == [("77",)]


async def test_known_ones_that_a_host_passes_over_are_missing(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("callJob/getReport", says([row(callJobId="1")]))
    known = dict.fromkeys(["1", "2"], PLANNED)
    [found] = [one async for one in campaign.job_news(known, ids=["1", "2"])]
    assert (found.answer, found.missing) == ([], ("2",))
