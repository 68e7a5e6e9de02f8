"""What is shown of rules: summed up, in a preview, on a card, and when they pause a campaign."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from bot.domain.automatic_pause import AutomaticPause, Evidence, PauseFacts, PauseStage
from bot.domain.hours import typed_hours
from bot.domain.rules import NO_RULES, Rules
from bot.slack.blocks.automatic_pause import told
from bot.slack.blocks.card import card, status
from bot.slack.blocks.rules import in_force
from bot.slack.ids import Act
from bot.slack.metadata import AddRef
from bot.texts import texts_for
from tests.slack.blocks.batches import batch, preview
from tests.slack.blocks.facts import NOW, T, campaign, facts, sound
from tests.slack.blocks.test_preview import buttons, draw, text_of

SEEN = Evidence({"noAnswer": 31, "canceled": 10, "longCallWithResult": 19}, 40, 50)
PAUSE = AutomaticPause(1, 1, NOW, SEEN)


def shown(stage: PauseStage = PauseStage.PAUSED, **more: Any) -> str:
    return sound(told(T, PauseFacts(campaign(), replace(PAUSE, **more), stage, False), UTC))


def test_no_rules_are_not_worth_a_word() -> None:
    assert in_force(T, NO_RULES) == []
    assert status(T, facts(), UTC).body() == card(T, facts(), UTC).body()


def test_days_are_named_in_the_readers_language() -> None:
    rules = Rules(hours=typed_hours("mon-fri: 9-20"))
    assert "mon-fri: 09:00-20:00" in in_force(T, rules)[0]
    assert "пн-пт: 09:00-20:00" in in_force(texts_for("ru"), rules)[0]


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (PauseStage.UNDER_WAY, "*spring* is being paused"),
        (PauseStage.PAUSED, "*spring* was paused automatically."),
        (PauseStage.UNCONFIRMED, "does not confirm it"),
        (PauseStage.UNKNOWN, "answer was lost"),
        (PauseStage.FAILED, "may still be dialling"),
    ],
)
def test_a_pause_shows_its_evidence_and_who_may_end_it(stage: PauseStage, words: str) -> None:
    text = shown(stage)
    assert words in text
    assert "Of 60 calls that finished within an hour 68% failed or were canceled" in text
    assert "The limit is 40%, out of at least 50 calls" in text
    assert "• 31 no answer" in text
    assert "• 10 canceled" in text
    assert "talked" not in text
    assert "operators and admins of spring may" in text
    assert f"'action_id': '{Act.RESUME}'" in text


@pytest.mark.parametrize(("by", "words"), [("UADA", "by <@UADA>"), (None, "in the platform")])
def test_once_it_is_ended_it_names_who_did_so_and_has_no_button(by: str | None, words: str) -> None:
    text = shown(ended_at=NOW + timedelta(minutes=5), ended_by=by)
    assert words in text
    assert str(Act.RESUME) not in text


def test_a_card_says_that_a_person_has_to_resume() -> None:
    assert "A person has to resume it" in sound(card(T, facts(pause=PAUSE), UTC))
    assert "Paused automatically" not in sound(card(T, facts(), UTC))


def test_a_preview_offers_to_set_rules_aside_for_those_they_left_out() -> None:
    held = {"daily_ceiling": 4, "opted_out": 1}
    body = draw(preview(held=held, overridable={"daily_ceiling": 4}))

    override = buttons(body)["Override…"]

    assert AddRef.decode(override["value"]) == AddRef(batch=3, rows=4)
    question = override["confirm"]["text"]["text"]
    assert "4 people were left out by rules of spring" in question
    assert "Left out" in buttons(body)
    assert "Override…" not in buttons(draw(preview(held={"opted_out": 1})))


def test_a_preview_names_the_rules_that_were_set_aside() -> None:
    draft = batch(details={"overridden": ["daily_ceiling"]})
    body = draw(preview(batch=draft, overridden=frozenset({"daily_ceiling"})))
    assert "Rules set aside for this list: beyond what this campaign may add" in text_of(body)


def test_a_preview_says_why_calling_hours_put_a_list_in_front() -> None:
    rules = Rules(hours=typed_hours("9-20"))
    text = text_of(draw(preview(rules=rules)))
    assert "Calling hours: 09:00-20:00" in text
    assert "dialled before those without; among them the one whose window closes first" in text
    assert "dialled before" not in text_of(draw(preview()))
    assert "calls begin as soon as the calling hours are open" in text


def test_a_preview_warns_of_numbers_whose_zone_is_only_guessed() -> None:
    rules = Rules(hours=typed_hours("9-20"))
    text = text_of(draw(preview(rules=rules, guessed=2)))
    assert "2 of them may be in any of several zones" in text
