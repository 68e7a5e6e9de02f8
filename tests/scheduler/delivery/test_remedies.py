"""Which refusal leads to what: nothing that concerns one place or message stops anything else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.scheduler.delivery.remedies import ATTEMPTS, Remedy, remedy
from bot.slack.client import Fault, NotPosted
from bot.slack.client.verdicts import PERMANENT
from bot.store.deliveries import Delivery
from bot.store.due_posts import Stage


def delivery(stage: Stage = Stage.TEXT, **traits: Any) -> Delivery:
    given: dict[str, Any] = {
        **dict.fromkeys(Delivery.__dataclass_fields__),
        "id": 1,
        "stage": stage,
        "channel_id": "C1",
        "attempts": 0,
        "plainness": 0,
        "created_at": datetime(2026, 11, 2, tzinfo=UTC),
    }
    return Delivery(**{**given, **traits})


def refused(word: str) -> NotPosted:
    return NotPosted(word, fault=PERMANENT.get(word))


@pytest.mark.parametrize(
    ("word", "stage", "expected"),
    [
        ("is_archived", Stage.TEXT, Remedy.CHANNEL),
        ("is_inactive", Stage.EDIT, Remedy.CHANNEL),
        ("not_in_channel", Stage.UPLOAD, Remedy.CHANNEL),
        ("token_revoked", Stage.TEXT, Remedy.HOLD),
        ("token_revoked", Stage.UPLOAD, Remedy.HOLD),
        ("missing_scope", Stage.TEXT, Remedy.HOLD),
        ("missing_scope", Stage.UPLOAD, Remedy.GIVE_UP),
        ("no_permission", Stage.TEXT, Remedy.CHANNEL),
        ("no_permission", Stage.UPLOAD, Remedy.GIVE_UP),
        ("invalid_blocks", Stage.TEXT, Remedy.PLAINER),
        ("invalid_blocks", Stage.EDIT, Remedy.PLAINER),
        ("file_not_found", Stage.UPLOAD, Remedy.GIVE_UP),
        ("message_not_found", Stage.EDIT, Remedy.MESSAGE_GONE),
        ("no_text", Stage.TEXT, Remedy.GIVE_UP),
        ("user_not_found", Stage.TEXT, Remedy.GIVE_UP),
        ("something_new", Stage.TEXT, Remedy.LATER),
        ("unreachable", Stage.TEXT, Remedy.LATER),
    ],
)
def test_each_refusal_has_its_remedy(word: str, stage: Stage, expected: Remedy) -> None:
    assert remedy(delivery(stage), refused(word)) is expected


def test_slack_asking_to_wait_comes_before_everything() -> None:
    asked = NotPosted("is_archived", retry_after=3.0, fault=Fault.CHANNEL)
    assert remedy(delivery(), asked) is Remedy.WAIT


def test_a_person_is_no_channel() -> None:
    assert remedy(delivery(channel_id="U1"), refused("channel_not_found")) is Remedy.GIVE_UP


def test_a_closed_thread_is_no_closed_channel() -> None:
    word = "restricted_action_thread_locked"
    assert remedy(delivery(thread_ts="1.1"), refused(word)) is Remedy.GIVE_UP
    assert remedy(delivery(), refused(word)) is Remedy.CHANNEL


def test_what_is_plain_already_cannot_be_made_plainer() -> None:
    assert remedy(delivery(plainness=2), refused("invalid_blocks")) is Remedy.GIVE_UP


def test_a_word_that_nobody_knows_is_not_tried_for_ever() -> None:
    assert remedy(delivery(attempts=ATTEMPTS - 1), refused("something_new")) is Remedy.GIVE_UP


def test_an_outage_is_waited_out_however_long_it_takes() -> None:
    assert remedy(delivery(attempts=500), refused("unreachable")) is Remedy.LATER


@pytest.mark.parametrize("word", sorted(PERMANENT))
@pytest.mark.parametrize("stage", [Stage.TEXT, Stage.EDIT, Stage.UPLOAD])
def test_no_permanent_refusal_is_simply_tried_again(word: str, stage: Stage) -> None:
    assert remedy(delivery(stage), refused(word)) not in (Remedy.LATER, Remedy.WAIT)
