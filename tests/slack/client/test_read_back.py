"""An unclear post is looked for by the event's key before anything is sent again."""

from datetime import UTC, datetime

import pytest

from bot.slack.client import CannotLook, Poster, ReadBack
from tests.slack.client.web_api import drop, hang, says, text

LONG_AGO = datetime(2023, 11, 1, tzinfo=UTC)


@pytest.fixture
def poster(clients):
    return Poster(clients)


@pytest.fixture
def read_back(clients):
    return ReadBack(clients, bot_id="B1")


async def test_a_post_whose_answer_was_lost_is_found_in_the_channel(api, poster, read_back):
    api.break_next("chat.postMessage", drop, after=True)
    await poster.post("C1", "Three calls failed", event_key="alert:7")
    found = await read_back.find_posted("C1", None, "alert:7", LONG_AGO)
    assert found == api.messages[0]["ts"]


async def test_it_is_found_in_a_thread_and_beyond_the_first_page(api, poster, read_back):
    first = await poster.post("C1", "Incident")
    for number in range(7):
        await poster.post("C1", "more", thread_ts=first.ts, event_key=f"row:{number}")
    found = await read_back.find_posted("C1", first.ts, "row:0", LONG_AGO)
    assert found == api.messages[1]["ts"]
    assert api.count("conversations.replies") == 4


async def test_what_was_never_posted_is_surely_not_there(api, poster, read_back):
    await poster.post("C1", "Another", event_key="alert:8")
    await poster.post("C1", "No key")
    assert await read_back.find_posted("C1", None, "alert:7", LONG_AGO) is None


async def test_messages_from_before_are_not_asked_for(api, poster, read_back):
    await poster.post("C1", "Old", event_key="alert:7")
    later = datetime.fromtimestamp(float(api.messages[0]["ts"]) + 60, UTC)
    assert await read_back.find_posted("C1", None, "alert:7", later) is None


async def test_another_app_with_the_same_key_is_not_us(api, poster, clients):
    await poster.post("C1", "Forged", event_key="alert:7")
    mine = ReadBack(clients, bot_id="B2")
    assert await mine.find_posted("C1", None, "alert:7", LONG_AGO) is None


async def test_without_the_history_scope_nobody_knows(api, read_back):
    api.break_next("conversations.history", says("missing_scope"))
    cannot = await read_back.find_posted("C1", None, "alert:7", LONG_AGO)
    assert cannot == CannotLook("missing_scope", permanent=True)


async def test_a_long_rate_limit_is_told_and_not_waited_for(api, read_back):
    api.break_next("conversations.history", says("ratelimited", status=429, Retry_After="90"))
    cannot = await read_back.find_posted("C1", None, "alert:7", LONG_AGO)
    assert cannot == CannotLook("ratelimited", retry_after=90.0)


async def test_a_channel_too_busy_to_read_through_is_told(api, poster, read_back):
    for _ in range(25):
        await poster.post("C1", "noise")
    cannot = await read_back.find_posted("C1", None, "alert:7", LONG_AGO)
    assert cannot == CannotLook("too_many_messages")


@pytest.mark.parametrize("fault", [drop, text("", status=502), text("", status=500)])
async def test_a_read_is_tried_again_by_itself(api, poster, read_back, fault):
    await poster.post("C1", "Hi", event_key="alert:7")
    api.break_next("conversations.history", fault)
    assert await read_back.find_posted("C1", None, "alert:7", LONG_AGO) == api.messages[0]["ts"]
    assert api.count("conversations.history") == 2


async def test_a_channel_that_does_not_answer_is_told(api, hasty):
    api.break_next("conversations.history", hang)
    cannot = await ReadBack(hasty).find_posted("C1", None, "alert:7", LONG_AGO)
    assert cannot == CannotLook("timeout")
