"""Reports by ID, phone and date, on hosts of both generations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from bot.calls_api import CallsApi, CampaignClient, Capabilities, Route, RouteAbsent
from tests.calls_api.host import TOKEN, WILD_ROW, Host, Seen, answers, says

LEGACY = Capabilities(frozenset({Route.LEGACY_JOB_REPORT}))
CURRENT = Capabilities(frozenset({Route.JOB_REPORT}))

KNOWN = {str(number) for number in range(1, 26)}


def row(member: str) -> dict[str, Any]:
    return {**WILD_ROW, "callJobId": member, "attemptNumber": 1}


def report(seen: Seen) -> Any:
    """A host that refuses the whole request for one unknown member, without naming it."""
    asked = seen.json.get("ids", seen.json.get("phones"))
    kind = "id" if "ids" in seen.json else "phone"
    if not set(asked) <= KNOWN:
        return 400, {"type": f"{kind}.not.found", "message": "No such member"}
    return [row(member) for member in reversed(asked)]


async def test_a_legacy_host_is_asked_by_its_own_route(api: CallsApi, host: Host) -> None:
    host.on("getReport", answers(report))
    campaign = api.campaign(host.base_url, SecretStr(TOKEN), LEGACY)
    [found] = [found async for found in campaign.job_reports(ids=["1", "2"])]
    assert {row.call_job_id for row in found.answer} == {"1", "2"}
    assert [seen.route for seen in host.seen] == ["getReport"]


async def test_an_unprobed_host_is_asked_by_both_routes(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("getReport", answers(report))
    [found] = [found async for found in campaign.job_reports(ids=["1"])]
    assert len(found.answer) == 1


async def test_a_host_that_lost_its_route_says_so(api: CallsApi, host: Host) -> None:
    host.on("getReport", answers(report))
    campaign = api.campaign(host.base_url, SecretStr(TOKEN), CURRENT)
    with pytest.raises(RouteAbsent):
        [found async for found in campaign.job_reports(ids=["1"])]


async def test_many_ids_are_asked_for_in_pieces_and_unknown_ones_named(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("callJob/getReport", answers(report))
    asked = [*sorted(KNOWN), "77"]
    rows: list[str] = []
    missing: list[str] = []
    async for found in campaign.job_reports(ids=asked, chunk=10):
        rows += [row.call_job_id for row in found.answer]
        missing += found.missing
    assert sorted(rows) == sorted(KNOWN)
    assert missing == ["77"]
    assert max(len(seen.json["ids"]) for seen in host.seen) == 10


async def test_ids_that_a_host_passes_over_are_missing_too(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("callJob/getReport", says([row("1")]))
    [found] = [found async for found in campaign.job_reports(ids=["1", "2"])]
    assert found.missing == ("2",)


async def test_phones_may_come_back_changed_and_are_not_called_missing(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("callJob/getReport", answers(lambda seen: [row("1")]))
    [found] = [found async for found in campaign.job_reports(phones=["12025550199"])]
    assert found.missing == ()
    assert len(found.answer) == 1


async def test_attempts_are_read_by_id_and_phone(host: Host, campaign: CampaignClient) -> None:
    host.on("callAttempt/getReport", answers(report))
    found = [found async for found in campaign.attempt_reports(ids=["1"], phones=["99", "2"])]
    assert [len(one.answer) for one in found] == [1, 0, 1]
    assert found[1].missing == ("99",)


async def test_reports_by_date_carry_the_filter_and_the_page(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("callJob/getReportByDate", says({"items": [row("1")]}))
    host.on("callAttempt/getReportByDate", says({"items": [row("1")]}))
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    jobs = [page async for page in campaign.jobs_by_date(created_from=noon, finished_to=noon)]
    attempts = [page async for page in campaign.attempts_by_date(started_to=noon, page_size=50)]
    assert [len(jobs[0].rows), len(attempts[0].rows)] == [1, 1]
    text = "2026-11-24T12:00:00.000Z"
    assert [seen.json for seen in host.seen] == [
        {
            "filter": {"createdAtFrom": text, "finishedAtTo": text},
            "pagination": {"page": 0, "pageSize": 200},
        },
        {"filter": {"startedAtTo": text}, "pagination": {"page": 0, "pageSize": 50}},
    ]


async def test_unfinished_jobs_come_page_by_page(host: Host, campaign: CampaignClient) -> None:
    def page(seen: Seen) -> Any:
        number, size = seen.json["page"], seen.json["pageSize"]
        members = sorted(KNOWN)[number * size : number * size + size]
        return {"items": [row(member) for member in members], "pagination": seen.json}

    host.on("callJob/getUnfinished", answers(page))
    pages = [page async for page in campaign.unfinished(page_size=10)]
    assert [len(page.rows) for page in pages] == [10, 10, 5]


async def test_cancelling_goes_on_without_unknown_jobs_and_with_a_key_a_request(
    host: Host, campaign: CampaignClient
) -> None:
    def cancelled(seen: Seen) -> Any:
        if "77" in seen.json["ids"]:
            return 400, {"type": "id.not.found", "message": "No call job 77"}
        return seen.json["ids"]

    host.on("callJob/cancel", answers(cancelled))
    found = [found async for found in campaign.cancel_each(["1", "77", "2"], "undo-5")]
    assert {member for one in found for member in one.answer} == {"1", "2"}
    assert [one.missing for one in found if one.missing] == [("77",)]
    keys = [seen.headers["Idempotence-Key"] for seen in host.seen]
    assert len(set(keys)) == len(keys) == 3
    assert all(key.startswith("undo-5-") for key in keys)
    again = [found async for found in campaign.cancel_each(["1", "77", "2"], "undo-5")]
    assert len(again) == len(found)
    assert [seen.headers["Idempotence-Key"] for seen in host.seen[3:]] == keys
