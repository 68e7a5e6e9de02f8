"""What the bot believes of a post after each way in which Slack or the network can fail."""

import pytest

from bot.slack.client import Fault, NotPosted, Posted, Poster, SlackClients, SlackRefused, Unclear
from tests.slack.client.web_api import drop, hang, reset, says, text


@pytest.fixture
def poster(clients):
    return Poster(clients)


async def test_a_post_arrives_with_its_text_key_and_nothing_unfurled(api, poster):
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "*Hi*"}}
    posted = await poster.post(
        "C1", "Hi", blocks=[block], thread_ts="1700000000.000001", event_key="alert:7"
    )
    assert posted == Posted(ts=api.messages[0]["ts"], channel="C1")
    sent = api.messages[0]
    assert sent["text"] == "Hi" and sent["blocks"] == [block]
    assert sent["thread_ts"] == "1700000000.000001"
    assert sent["metadata"] == {
        "event_type": "callboard_event",
        "event_payload": {"key": "alert:7"},
    }
    assert sent["unfurl_links"] is False and sent["unfurl_media"] is False


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (drop, "disconnected"),
        (reset, "disconnected"),
        (says("internal_error"), "internal_error"),
        (says("fatal_error", status=200), "fatal_error"),
        (text("oops", status=500), "http_500"),
        (text("<html>Bad gateway</html>", status=502), "http_502"),
        (text("", status=200, kind="application/json"), "garbled"),
        (text('{"ok": tru', status=200, kind="application/json"), "garbled"),
        (text("[]", status=200, kind="application/json"), "garbled"),
        (text('{"ok": true}', status=200, kind="application/json"), "garbled"),
        (text("OK", status=200, kind="text/plain"), "garbled"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_lost_or_garbled_answer_is_unclear_and_never_sent_again(api, poster, fault, reason):
    api.break_next("chat.postMessage", fault, after=True)
    assert await poster.post("C1", "Hi") == Unclear(reason)
    assert len(api.messages) == 1
    assert api.count("chat.postMessage") == 1


async def test_a_post_that_is_never_answered_is_unclear_after_its_own_time_out(api, hasty):
    api.break_next("chat.postMessage", hang, after=True)
    assert await Poster(hasty).post("C1", "Hi") == Unclear("timeout")
    assert len(api.messages) == 1


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("channel_not_found", Fault.CHANNEL),
        ("is_archived", Fault.CHANNEL),
        ("not_in_channel", Fault.CHANNEL),
        ("restricted_action", Fault.CHANNEL),
        ("token_revoked", Fault.TOKEN),
        ("account_inactive", Fault.TOKEN),
        ("invalid_auth", Fault.TOKEN),
        ("missing_scope", Fault.TOKEN),
        ("invalid_blocks", Fault.MESSAGE),
        ("msg_too_long", Fault.MESSAGE),
        ("user_not_found", Fault.PERSON),
    ],
)
async def test_a_definite_no_that_stays_a_no_names_what_is_at_fault(api, poster, word, fault):
    api.break_next("chat.postMessage", says(word))
    refused = await poster.post("C1", "Hi")
    assert refused == NotPosted(word, fault=fault)
    assert refused.permanent


async def test_an_unheard_of_no_may_be_tried_again_later(api, poster):
    api.break_next("chat.postMessage", says("mercury_in_retrograde"))
    refused = await poster.post("C1", "Hi")
    assert refused == NotPosted("mercury_in_retrograde") and not refused.permanent


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        (says("ratelimited", status=429, Retry_After="7"), 7.0),
        (says("ratelimited", status=429), 1.0),
        (text("Too many", status=429, **{"Retry-After": "soon"}), 1.0),
        (says("rate_limited", Retry_After="3"), 3.0),
    ],
)
async def test_a_rate_limit_says_when_to_come_back_and_is_not_waited_for(
    api, poster, fault, seconds
):
    api.break_next("chat.postMessage", fault)
    assert await poster.post("C1", "Hi") == NotPosted("ratelimited", retry_after=seconds)
    assert api.messages == []


async def test_without_a_connection_nothing_was_posted():
    async with SlackClients("xoxb-x", "http://127.0.0.1:1/api/") as nowhere:
        assert await Poster(nowhere).post("C1", "Hi") == NotPosted("unreachable")


async def test_a_redirect_is_not_followed_since_it_would_carry_the_token_away(api, poster):
    api.break_next("chat.postMessage", text("", status=302, Location=api.at("/elsewhere")))
    assert await poster.post("C1", "Hi") == NotPosted("http_302")
    assert api.uploads == {}


async def test_an_edit_replaces_the_message_and_takes_its_blocks_away(api, poster):
    edited = await poster.update("C1", "1700000000.000100", "Paused")
    assert edited == Posted("1700000000.000100", "C1")
    assert api.calls[0][1]["blocks"] == []


async def test_a_whisper_reaches_one_person(api, poster):
    assert await poster.ephemeral("C1", "U1", "Psst") == Posted("1700000001.000200", "C1")
    assert api.calls[0][1]["user"] == "U1"


async def test_direct_messages_have_a_channel_of_their_own(api, poster):
    api.data["conversations.open"] = {"channel": {"id": "D1"}}
    assert await poster.direct_channel("U1") == "D1"
    assert api.calls[0][1]["users"] == "U1"
    api.break_next("conversations.open", says("user_disabled"))
    with pytest.raises(SlackRefused, match="user_disabled"):
        await poster.direct_channel("U1")


async def test_each_call_is_observed_by_method_and_outcome(api, poster, seen_calls):
    api.break_next("chat.postMessage", says("is_archived"))
    api.break_next("chat.postMessage", says("what? <@U1>"))
    for _ in range(3):
        await poster.post("C1", "Hi")
    assert [(method, outcome) for method, outcome, _ in seen_calls] == [
        ("chat.postMessage", "is_archived"),
        ("chat.postMessage", "other"),
        ("chat.postMessage", "ok"),
    ]


async def test_a_call_that_hangs_is_observed_with_its_time(api, hasty, seen_calls):
    api.break_next("chat.postMessage", hang)
    await Poster(hasty).post("C1", "Hi")
    [(method, outcome, seconds)] = seen_calls
    assert (method, outcome) == ("chat.postMessage", "timeout")
    assert seconds >= 0.2
