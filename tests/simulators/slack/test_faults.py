"""Faults on order: what the app's calls meet instead of a plain answer."""

from __future__ import annotations

import asyncio
import sys

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from simulators.slack import LocalSlack
from tests.simulators.slack.tiny_app import client_for

POST = "chat.postMessage"


async def post(slack: LocalSlack, text: str = "Hello") -> None:
    """One post into #calls."""
    await client_for(slack).chat_postMessage(channel=slack.channel("calls").id, text=text)


@pytest.mark.parametrize("kind", ["drop", "reset"])
@pytest.mark.parametrize(("processed", "visible"), [(True, ["Hello"]), (False, [])])
async def test_a_lost_answer(
    slack: LocalSlack, kind: str, processed: bool, visible: list[str]
) -> None:
    slack.fault(POST, kind, processed=processed)  # type: ignore[arg-type]
    with pytest.raises(aiohttp.ClientError):
        await post(slack)
    assert [one.text for one in slack.messages("calls")] == visible
    await post(slack, "Again")
    assert slack.messages("calls")[-1].text == "Again"


async def test_named_errors_and_statuses(slack: LocalSlack) -> None:
    slack.fault(POST, "error", error="fatal_error", processed=True)
    slack.fault(POST, "status", status=503)
    with pytest.raises(SlackApiError, match="fatal_error"):
        await post(slack, "done all the same")
    with pytest.raises(SlackApiError) as refused:
        await post(slack, "not done")
    assert refused.value.response.status_code == 503
    assert [one.text for one in slack.messages("calls")] == ["done all the same"]


async def test_a_rate_limit_on_order(slack: LocalSlack) -> None:
    slack.fault("*", "ratelimited", seconds=7)
    with pytest.raises(SlackApiError) as refused:
        await post(slack)
    assert refused.value.response.headers["Retry-After"] == "7"


async def test_a_fault_may_be_for_some_calls_only(slack: LocalSlack) -> None:
    fault = slack.fault(POST, "status", times=None, match={"text": "bad"})
    await post(slack, "good")
    for _ in range(3):
        with pytest.raises(SlackApiError):
            await post(slack, "bad")
    assert fault.hits == 3
    slack.core.faults.clear()
    await post(slack, "bad")


async def test_an_answer_that_is_held_back(slack: LocalSlack) -> None:
    held = slack.fault(POST, "hold", processed=True)
    posting = asyncio.create_task(post(slack))
    await held.reached.wait()
    assert [one.text for one in slack.messages("calls")] == ["Hello"]
    assert not posting.done()
    held.release()
    await posting


async def test_an_answer_that_never_comes(slack: LocalSlack) -> None:
    slack.fault(POST, "hang")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await post(slack)
    assert slack.messages("calls") == []


async def test_a_slow_answer(slack: LocalSlack) -> None:
    slack.fault(POST, "slow", seconds=0.05)
    started = asyncio.get_running_loop().time()
    await post(slack)
    assert asyncio.get_running_loop().time() - started >= 0.05


@pytest.mark.parametrize(("stage", "visible"), [("received", 0), ("processed", 1), ("answered", 1)])
async def test_a_process_is_killed_at_a_point_of_a_call(
    slack: LocalSlack, stage: str, visible: int
) -> None:
    victim = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=-1)
    slack.kill_at(POST, victim.pid, stage)  # type: ignore[arg-type]
    if stage == "received":
        with pytest.raises(aiohttp.ClientError):
            await post(slack)
    else:
        await post(slack)
    assert await victim.wait() == -9
    assert len(slack.messages("calls")) == visible


async def test_uploads_downloads_and_response_urls_fail_too(slack: LocalSlack) -> None:
    dropped = await slack.drop_file("ada", "calls", ("a.csv", b"x"))
    step = await client_for(slack).files_getUploadURLExternal(filename="b.csv", length=1)
    url = slack.core.hooks.new("commands", slack.user("ada"), slack.channel("calls"))
    async with aiohttp.ClientSession() as session:
        for target, request in (
            ("download", session.get(dropped.url)),
            ("upload", session.post(step["upload_url"], data=b"x")),
            ("response_url", session.post(url, json={"text": "x"})),
        ):
            slack.fault(target, "status", status=502)
            async with request as response:
                assert response.status == 502
    assert slack.ephemerals("ada") == []
