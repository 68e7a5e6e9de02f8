"""The table of verbs is the whole surface, and agrees with itself."""

from __future__ import annotations

import pytest

from bot.domain.names import is_name
from bot.slack.slash import RESERVED, VERBS, Verb, help_for, help_rows
from bot.slack.slash.parse import read_verb
from bot.slack.slash.words import split_words
from bot.texts import texts_for

ROLES = {
    "viewer": " help status report find batches",
    "operator": "use card start pause resume stop add again cancel digest alerts mute optout",
    "admin": "connect settings disconnect forget access audit",
}


def test_every_verb_of_the_surface_is_there_with_its_role() -> None:
    expected = {verb: role for role, verbs in ROLES.items() for verb in verbs.split(" ")}
    assert {row.verb: row.role for row in VERBS} == expected


def test_every_verb_is_there() -> None:
    assert help_rows() == VERBS


def test_each_verb_has_help_that_begins_with_it() -> None:
    t = texts_for("en")
    for row in help_rows()[1:]:
        assert help_for(row.verb.upper()) is row
        assert row.usage.split()[0] == row.verb
        assert t(row.summary).endswith(".")


@pytest.mark.parametrize("row", VERBS, ids=lambda row: row.verb or "nothing")
def test_every_example_is_understood(row: Verb) -> None:
    for example in (*row.examples, *([row.runnable] if row.runnable is not None else [])):
        words = split_words(example)
        assert "".join(word.text for word in words[:1]) == row.verb
        assert read_verb(row, words[1:])


def test_a_button_needs_no_campaigns_name() -> None:
    runnable = [row.runnable for row in VERBS if row.runnable]
    assert runnable
    assert not any("spring" in text for text in runnable)


def test_no_campaign_is_named_like_a_verb_or_a_keyword() -> None:
    words = "pause ALL channel file since until off list daily cron noAnswer canceled grant viewer"
    assert not any(is_name(word, RESERVED) for word in words.split())
    assert is_name("spring", RESERVED)


def test_a_hint_is_no_verb_and_points_one_way() -> None:
    hints = [hint for row in VERBS for hint in row.hints]
    assert len(hints) == len(set(hints))
    assert not set(hints) & {row.verb for row in VERBS}
