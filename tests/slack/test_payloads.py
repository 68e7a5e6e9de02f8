"""Where a request comes from, whatever its kind."""

from __future__ import annotations

from typing import Any

import pytest

from bot.slack.payloads import origin

COMMAND = {
    "command": "/campaign",
    "user_id": "U1",
    "channel_id": "C1",
    "team_id": "T1",
    "trigger_id": "1.2.abc",
    "response_url": "https://hooks.slack.com/commands/1",
}
CLICK = {
    "type": "block_actions",
    "user": {"id": "U1", "team_id": "T1"},
    "team": {"id": "T1"},
    "channel": {"id": "C1"},
    "message": {"ts": "5.1", "thread_ts": "5.0"},
    "trigger_id": "1.3.abc",
    "actions": [{"action_id": "pause", "action_ts": "7.7"}],
}
MENTION = {
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "9.9", "text": "hi"},
}
SUBMISSION = {
    "type": "view_submission",
    "user": {"id": "U1", "team_id": "T1"},
    "team": {"id": "T1"},
    "view": {"id": "V1", "hash": "h1"},
}


@pytest.mark.parametrize("body", [COMMAND, CLICK, MENTION])
def test_the_person_and_the_channel_are_known(body: dict[str, Any]) -> None:
    found = origin(body)
    assert (found.user_id, found.channel_id) == ("U1", "C1")
    assert not found.is_direct
    assert not found.is_stranger


def test_a_mention_is_answered_in_its_thread() -> None:
    assert origin(MENTION).thread_ts == "9.9"
    replied = {**MENTION, "event": {**MENTION["event"], "thread_ts": "8.8"}}  # type: ignore[dict-item]
    assert origin(replied).thread_ts == "8.8"


def test_a_click_in_a_thread_stays_there() -> None:
    assert origin(CLICK).thread_ts == "5.0"


def test_an_answer_to_one_person_goes_to_a_thread_that_has_begun() -> None:
    """Slack shows no ephemeral message in a thread that nobody has replied in."""
    assert origin(MENTION).answer_ts is None
    replied = {**MENTION, "event": {**MENTION["event"], "thread_ts": "8.8"}}  # type: ignore[dict-item]
    assert origin(replied).answer_ts == "8.8"
    assert origin(CLICK).answer_ts == "5.0"


def test_a_card_that_people_talk_under_is_clicked_in_the_channel() -> None:
    clicked = origin(CLICK | {"message": {"ts": "5.0", "thread_ts": "5.0"}})
    assert (clicked.thread_ts, clicked.answer_ts) == (None, None)


def test_a_submission_has_no_channel() -> None:
    found = origin(SUBMISSION)
    assert found.channel_id is None
    assert found.key == "view:V1:h1"


def test_the_same_request_has_the_same_key_and_another_another() -> None:
    assert origin(CLICK).key == origin(CLICK | {"trigger_id": "other"}).key
    later = CLICK | {"actions": [{"action_id": "pause", "action_ts": "7.8"}]}
    assert origin(CLICK).key != origin(later).key
    assert origin(COMMAND).key != origin(COMMAND | {"trigger_id": "1.9.abc"}).key


def test_people_of_another_workspace_are_strangers() -> None:
    assert origin(COMMAND | {"user_team_id": "T2"}).is_stranger
    assert origin(CLICK | {"user": {"id": "U1", "team_id": "T2"}}).is_stranger


def test_direct_messages_are_told_apart() -> None:
    assert origin(COMMAND | {"channel_id": "D1"}).is_direct
    event = MENTION["event"] | {"channel": "D1", "channel_type": "im"}  # type: ignore[operator]
    assert origin(MENTION | {"event": event}).is_direct


def test_a_file_event_names_its_person_and_channel_in_its_own_way() -> None:
    event = {"type": "file_shared", "user_id": "U1", "channel_id": "C1", "file_id": "F1"}
    found = origin({"team_id": "T1", "event_id": "Ev2", "event": event})
    assert (found.user_id, found.channel_id, found.key) == ("U1", "C1", "event:Ev2")


@pytest.mark.parametrize(
    "nameless",
    [
        COMMAND | {"trigger_id": None},
        MENTION | {"event_id": None},
        CLICK | {"trigger_id": None, "actions": [{"action_id": "pause"}]},
    ],
)
def test_a_request_without_a_name_of_its_own_is_no_repetition(nameless: dict[str, Any]) -> None:
    assert origin(nameless).key != origin(nameless).key
