"""What a host can do, found out by reads alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.calls_api import (
    CampaignClient,
    Capabilities,
    HostDown,
    InvalidToken,
    NotCallsApi,
    RateLimited,
    Route,
    UnexpectedAnswer,
)
from bot.calls_api.routes import CHANGING
from tests.calls_api.host import WILD_ROW, Host, hangs_up, no, says

PAGE = says({"items": [{**WILD_ROW, "attemptNumber": 1}], "pagination": {"page": 0, "pageSize": 1}})
NO_ID = no("id.not.found")

SPRING = {"timestamp": 1, "status": 404, "error": "Not Found", "message": "", "path": "/x"}


def cloud(host: Host) -> None:
    """The current generation of hosts."""
    host.on("", says({"id": 1, "status": "paused"}))
    host.on("status", says(b"paused"))
    host.on("callJob/getReport", NO_ID)
    host.on("callAttempt/getReport", NO_ID)
    for route in (
        "callJob/getReportByDate",
        "callAttempt/getReportByDate",
        "callJob/getUnfinished",
    ):
        host.on(route, PAGE)


async def test_the_current_cloud_has_all_but_start(host: Host, campaign: CampaignClient) -> None:
    cloud(host)
    found = await campaign.probe()
    assert found.routes == set(Route) - {Route.START, Route.LEGACY_JOB_REPORT}
    assert not found.doubtful


async def test_a_legacy_host_has_its_one_report_and_start(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("getReport", NO_ID)
    found = await campaign.probe()
    assert found.routes == CHANGING | {Route.LEGACY_JOB_REPORT}
    assert Route.START in found


@pytest.mark.parametrize("absent", [says(b"<html>", 404), says(SPRING, 404), says(b"", 405)])
async def test_a_host_in_between_has_what_answers_typed(
    host: Host, campaign: CampaignClient, absent: Any
) -> None:
    host.on("callJob/getReport", says([]))
    host.on("", absent)
    found = await campaign.probe()
    assert found.routes - CHANGING == {Route.JOB_REPORT}


async def test_probes_are_reads_of_nobody(host: Host, campaign: CampaignClient) -> None:
    cloud(host)
    await campaign.probe()
    assert {seen.route for seen in host.seen} & {route.value for route in CHANGING} == set()
    assert not any("addPhone" in seen.raw_path for seen in host.seen)
    assert host.asked("callJob/getReport")[0].json == {"ids": ["0"]}
    by_date = host.asked("callJob/getReportByDate")[0].json
    assert by_date == {"filter": {}, "pagination": {"page": 0, "pageSize": 1}}
    assert host.asked("callJob/getUnfinished")[0].json == {"page": 0, "pageSize": 1}


async def test_a_wrong_token_is_no_matter_of_routes(host: Host, campaign: CampaignClient) -> None:
    cloud(host)
    host.on("", no("invalid.token", 404))
    with pytest.raises(InvalidToken):
        await campaign.probe()


async def test_a_legacy_host_tells_of_a_wrong_token_too(
    host: Host, campaign: CampaignClient
) -> None:
    host.on("getReport", no("invalid.token", 404))
    with pytest.raises(InvalidToken):
        await campaign.probe()


async def test_a_web_server_is_no_calls_api(host: Host, campaign: CampaignClient) -> None:
    with pytest.raises(NotCallsApi):
        await campaign.probe()


async def test_pages_for_everything_are_no_calls_api(host: Host, campaign: CampaignClient) -> None:
    for route in ("", "status", "callJob/getReport", "getReport"):
        host.on(route, says(b"<html>welcome</html>"))
    with pytest.raises(UnexpectedAnswer):
        await campaign.probe()


async def test_a_route_that_fails_is_doubtful_and_hides_no_other(
    host: Host, campaign: CampaignClient
) -> None:
    cloud(host)
    host.on("callJob/getUnfinished", says(b"oops", 500))
    host.on("callAttempt/getReport", says(b"<html>"))
    found = await campaign.probe()
    assert found.doubtful == {Route.UNFINISHED, Route.ATTEMPT_REPORT}
    assert Route.JOBS_BY_DATE in found
    assert Route.UNFINISHED not in found


@pytest.mark.parametrize(("reply", "error"), [(says(b"", 429), RateLimited), (hangs_up, HostDown)])
async def test_a_host_that_cannot_answer_now_is_not_judged(
    host: Host, campaign: CampaignClient, reply: Any, error: type[Exception]
) -> None:
    cloud(host)
    host.on("callJob/getReport", reply)
    with pytest.raises(error):
        await campaign.probe()


def test_capabilities_can_be_stored_and_lose_a_route() -> None:
    found = Capabilities().without(Route.START)
    assert Route.START not in found
    words = [*found.words(), "a route of another version"]
    assert Capabilities.of_words(words) == found
