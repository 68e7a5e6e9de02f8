"""What a campaign's client does on the wire."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.calls_api import (
    BadParameters,
    CampaignClient,
    CampaignStatus,
    ControlAction,
    IdCountMismatch,
    JobStatus,
    call_job_parameters,
    encode_rows,
)
from tests.calls_api.host import TOKEN, WILD_ROW, Host, answers, says

CAMPAIGN = {
    "id": 77,
    "name": "Spring",
    "projectName": "Shop",
    "creationDate": "2026-11-01T10:00:00Z",
    "botId": "b-1",
    "status": "inProcess",
    "startTime": None,
    "maxSimultaneousCalls": 5,
    "shortReport": {"totalNumbers": 10, "processedNumbers": 4, "inProcessCalls": 1},
}

ROWS = [call_job_parameters("12025550100"), call_job_parameters("12025550101", {"name": "Анна"})]


async def test_a_campaign_is_read_from_its_own_path(host: Host, campaign: CampaignClient) -> None:
    host.on("", says(CAMPAIGN))
    read = await campaign.get()
    assert (read.id, read.name, read.status) == ("77", "Spring", CampaignStatus.IN_PROGRESS)
    assert read.creation_date == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert read.short_report and read.short_report.processed_numbers == 4
    assert read.short_report.used_asr_seconds is None
    assert host.seen[0].raw_path == f"/api/calls/campaign/{TOKEN}"


@pytest.mark.parametrize("body", [b"paused", b'"paused"', b' "PAUSED"\n'])
async def test_a_status_is_a_bare_word(host: Host, campaign: CampaignClient, body: bytes) -> None:
    host.on("status", says(body))
    assert await campaign.status() == CampaignStatus.PAUSED


async def test_added_phones_get_their_ids_in_order(host: Host, campaign: CampaignClient) -> None:
    host.on("addPhones", says(["901", 902]))
    added = await campaign.add_phones(ROWS, "chunk-1")
    assert added.ids == ("901", "902")
    assert added.host_date and added.host_date.tzinfo is UTC
    assert (campaign.host_now() or datetime.min.replace(tzinfo=UTC)) >= added.host_date
    request = host.seen[0]
    assert request.headers["Idempotence-Key"] == "chunk-1"
    assert request.json == [
        {"phone": "12025550100"},
        {"phone": "12025550101", "payload": {"name": "Анна"}},
    ]


async def test_a_stored_body_is_sent_as_it_is(host: Host, campaign: CampaignClient) -> None:
    host.on("addPhones", answers(lambda seen: [str(n) for n in range(len(seen.json))]))
    body = encode_rows(ROWS)
    assert len((await campaign.add_phones(body, "chunk-1")).ids) == 2
    assert len((await campaign.add_phones(body, "chunk-1", count=2)).ids) == 2
    assert [seen.body for seen in host.seen] == [body, body]


@pytest.mark.parametrize("ids", [["901"], ["901", "901"], ["901", "902", "903"], []])
async def test_ids_that_do_not_match_the_rows_are_kept_and_reported(
    host: Host, campaign: CampaignClient, ids: list[str]
) -> None:
    host.on("addPhones", says(ids))
    with pytest.raises(IdCountMismatch) as met:
        await campaign.add_phones(ROWS, "chunk-1")
    assert met.value.ids == tuple(ids)
    assert met.value.expected == 2
    assert met.value.host_date


@pytest.mark.parametrize("action", list(ControlAction))
async def test_control_answers_an_empty_body(
    host: Host, campaign: CampaignClient, action: ControlAction
) -> None:
    host.on(f"control/{action}", says())
    await campaign.control(action, "press-1")
    assert host.seen[0].method == "POST"
    assert host.seen[0].headers["Idempotence-Key"] == "press-1"


@pytest.mark.parametrize("key", ["", " k", "k\n", "ключ", "k" * 256])
async def test_a_key_that_no_header_can_carry_is_not_sent(
    host: Host, campaign: CampaignClient, key: str
) -> None:
    with pytest.raises(BadParameters):
        await campaign.add_phones(ROWS, key)
    assert host.seen == []


async def test_cancel_names_call_jobs_and_phones(host: Host, campaign: CampaignClient) -> None:
    host.on("callJob/cancel", says([901, "902"]))
    assert await campaign.cancel(ids=["901"], phones=["12025550101"], key="k") == ("901", "902")
    assert host.seen[0].json == {"ids": ["901"], "phones": ["12025550101"]}


async def test_a_report_row_of_the_wild_is_read(host: Host, campaign: CampaignClient) -> None:
    host.on("callJob/getReport", says([WILD_ROW]))
    [found] = [found async for found in campaign.job_reports(ids=["5665336642"])]
    [row] = found.answer
    assert (row.call_job_id, row.job_status) == ("5665336642", JobStatus.PLANNED)
    assert row.created_at == datetime(2023, 8, 2, 20, 8, 44, 166000, tzinfo=UTC)
    assert not row.is_final
    assert found.missing == ()
