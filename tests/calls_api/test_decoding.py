"""Bodies of answers: tolerant of what hosts do, and never a crash."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import CampaignStatus, JobStatus, UnexpectedAnswer, decoding
from bot.calls_api.answers import Answer
from tests.calls_api.host import WILD_ROW

CREATED = datetime(2023, 8, 2, 20, 8, 44, 166000, tzinfo=UTC)

READERS = [
    decoding.jobs,
    decoding.attempts,
    decoding.job_page,
    decoding.attempt_page,
    decoding.campaign,
    decoding.call_job_ids,
    decoding.status_word,
    decoding.nothing,
]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


def answer(body: Any) -> Answer:
    return Answer(200, {}, body if isinstance(body, bytes) else orjson.dumps(body))


def row(**changed: Any) -> dict[str, Any]:
    return {**WILD_ROW, **changed}


@pytest.mark.parametrize(
    "moment",
    [
        1691006924166,
        "1691006924166",
        "2023-08-02T20:08:44.166Z",
        "2023-08-02T23:08:44.166+03:00",
        "2023-08-02T20:08:44.166",
    ],
)
def test_times_are_milliseconds_or_texts(moment: object) -> None:
    [job] = decoding.jobs(answer([row(createdAt=moment, finishedAt=moment)]))
    assert job.created_at == job.finished_at == CREATED
    assert job.created_at.tzinfo is UTC or job.created_at.utcoffset() == UTC.utcoffset(None)


def test_an_instant_outside_the_calendar_counts_as_missing() -> None:
    [job] = decoding.jobs(answer([row(finishedAt="0001-01-01T00:00:00+05:00")]))
    assert job.finished_at is None


def test_ids_and_phones_may_be_integers() -> None:
    [job] = decoding.jobs(answer([row(callJobId=5665336642, phone=12025550100)]))
    assert (job.call_job_id, job.phone) == ("5665336642", "12025550100")


def test_a_row_may_have_nothing_but_what_is_relied_on() -> None:
    relied_on = ("callJobId", "phone", "createdAt")
    [job] = decoding.jobs(answer([{name: WILD_ROW[name] for name in relied_on}]))
    assert (job.job_status, job.attempts_count, job.call_duration) == (JobStatus.UNKNOWN, 0, None)


def test_null_counts_as_missing() -> None:
    [job] = decoding.jobs(answer([row(jobStatus=None, attemptsCount=None, callDuration=None)]))
    assert (job.job_status, job.attempts_count, job.call_duration) == (JobStatus.UNKNOWN, 0, None)


@pytest.mark.parametrize("bad", ["soon", [], {}, -1, 1 << 40, "12 s"])
def test_an_odd_value_hides_neither_its_row_nor_its_page(bad: object) -> None:
    rows = [row(callDuration=bad, finishedAt=[], reportData=[1]), row(callDuration=7)]
    odd, sound = decoding.jobs(answer(rows))
    assert (odd.call_duration, odd.finished_at, odd.report_data) == (None, None, None)
    assert (odd.created_at, sound.call_duration) == (CREATED, 7)


def test_fractions_of_seconds_are_rounded() -> None:
    [job] = decoding.jobs(answer([row(callDuration=12.6)]))
    assert job.call_duration == 13


@pytest.mark.parametrize("name", ["callJobId", "phone", "createdAt"])
@pytest.mark.parametrize("value", [None, [], {}])
def test_a_row_without_what_is_relied_on_is_no_row(name: str, value: object) -> None:
    with pytest.raises(UnexpectedAnswer):
        decoding.jobs(answer([row(**{name: value})]))


def test_what_the_script_wrote_keeps_its_order() -> None:
    written = {"Имя": "Анна", "answer": {"value": "yes", "order": 1}, "a": None}
    [job] = decoding.jobs(answer([row(reportData=written)]))
    assert list((job.report_data or {}).items()) == list(written.items())


def test_half_a_letter_is_replaced_and_the_rest_is_kept() -> None:
    body = orjson.dumps([row(tagName="X")]).replace(b'"X"', b'"cut \\ud83d"')
    [job] = decoding.jobs(answer(body))
    assert job.tag_name == "cut ?"
    [job] = decoding.jobs(answer(body.replace(b"\\ud83d", b"\xd0")))
    assert job.tag_name == "cut �"


def test_a_byte_order_mark_is_no_part_of_the_answer() -> None:
    marked = b"\xef\xbb\xbf" + orjson.dumps([WILD_ROW])
    assert decoding.jobs(answer(marked)) == decoding.jobs(answer([WILD_ROW]))


def test_an_unheard_of_status_is_kept_as_it_is() -> None:
    [job] = decoding.jobs(answer([row(jobStatus="robotBusy")]))
    assert job.job_status == "robotBusy"
    assert not job.is_final


def test_an_attempt_is_read() -> None:
    attempt = {
        "callJobId": 1,
        "phone": "12025550100",
        "attemptNumber": 2,
        "startedAt": 1691006924166,
        "callResult": "agreed",
        "jobStatus": "longСallWithResult",
    }
    [read] = decoding.attempts(answer([attempt]))
    assert (read.attempt_number, read.started_at, read.call_result) == (2, CREATED, "agreed")
    assert read.is_final


def test_a_page_may_lack_its_pagination() -> None:
    assert len(decoding.job_page(answer({"items": [row()]})).items) == 1
    assert decoding.job_page(answer({"items": [], "pagination": None})).items == []


def test_a_page_with_odd_values_is_mended_too() -> None:
    body = {"items": [row(callDuration="?")], "pagination": {"page": "zero", "pageSize": 1}}
    page = decoding.job_page(answer(body))
    assert page.items[0].call_duration is None
    assert page.pagination and page.pagination.page is None


@pytest.mark.parametrize("body", [b"", b"<html>", b'[{"callJobId":"1', b"{}", b"7", b"null"])
@pytest.mark.parametrize("read", [decoding.jobs, decoding.job_page, decoding.call_job_ids])
def test_what_nobody_expects_is_never_taken_for_rows(read: Any, body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer) as met:
        read(answer(body))
    assert met.value.status == 200


@pytest.mark.parametrize("ids", [[None], [True], [""], [["1"]], [1.5], {"ids": ["1"]}])
def test_call_job_ids_are_texts_or_integers(ids: object) -> None:
    with pytest.raises(UnexpectedAnswer):
        decoding.call_job_ids(answer(ids))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"inProgress", CampaignStatus.IN_PROGRESS),
        (b'"inProcess"', CampaignStatus.IN_PROGRESS),
        (b"FINISHED", CampaignStatus.FINISHED),
        (b'"IN_PROGRESS"', CampaignStatus.IN_PROGRESS),
        (b"sleeping", "sleeping"),
    ],
)
def test_the_status_of_a_campaign_is_one_word(body: bytes, status: str) -> None:
    assert decoding.status_word(answer(body)) == status


@pytest.mark.parametrize("body", [b"<html>", b"", b"two words", b'{"status":"paused"}', b'""'])
def test_no_other_text_is_a_status(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer):
        decoding.status_word(answer(body))


@pytest.mark.parametrize("body", [b"<html>login</html>", b'{"error":"x"}', b'{"type":"x"}', b"{"])
def test_a_control_answer_with_words_is_no_success(body: bytes) -> None:
    with pytest.raises(UnexpectedAnswer):
        decoding.nothing(answer(body))


@pytest.mark.parametrize("body", [b"", b" \n", b"{}", b"true"])
def test_a_control_answer_is_empty_or_says_nothing(body: bytes) -> None:
    decoding.nothing(answer(body))


@pytest.mark.fuzz
@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_body_makes_a_reader_crash(body: bytes) -> None:
    for read in READERS:
        try:
            read(answer(body))
        except UnexpectedAnswer as error:
            assert str(error)


@pytest.mark.fuzz
@given(st.lists(st.dictionaries(st.sampled_from(list(WILD_ROW)), JSON), max_size=3))
def test_no_row_makes_a_reader_crash(rows: list[dict[str, Any]]) -> None:
    sound = {"callJobId": "1", "phone": "12025550100", "createdAt": 1}
    body = [{**one, **sound} for one in rows]
    read = decoding.jobs(Answer(200, {}, json.dumps(body).encode()))
    assert [job.call_job_id for job in read] == ["1"] * len(rows)
