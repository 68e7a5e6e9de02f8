"""Whatever is typed, the answer is an intent or a usage error, and it comes at once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import is_name
from bot.slack.slash import (
    RESERVED,
    VERBS,
    Add,
    Status,
    UsageError,
    Verb,
    looks_secret,
    parse,
    strip_mention,
)
from bot.slack.slash.parse import read_verb
from bot.slack.slash.words import split_words
from bot.texts import texts_for

FRAGMENTS = [
    *(row.verb for row in VERBS),
    *(word for row in VERBS for word in row.keywords),
    *("spring", "Весна", "30m", "14:00", "#12", "+1", "202-555-0101", "8 (912) 345-67-89"),
    *("<@U1>", "<!subteam^S1>", "<tel:+12025550101|x>", "&amp;", "“", '"', "'", "<", ",", "\n"),
    *("UTC+3", "Europe/Berlin", "*", "*/5", "0", "L", "#", "-", "\u202e", "\ud800", "²", "٣"),
]
COMMANDS = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map(" ".join)
T = texts_for("en")


@pytest.mark.fuzz
@given(st.one_of(st.text(max_size=200), COMMANDS))
def test_any_text_is_an_intent_or_a_usage_error(text: str) -> None:
    looks_secret(text)
    try:
        assert parse(strip_mention(text)) is not None
    except UsageError as refused:
        assert T(refused.message, **refused.values) == str(refused)


@pytest.mark.fuzz
@given(st.sampled_from(VERBS), COMMANDS)
def test_any_words_after_a_verb_are_too_and_show_its_usage(row: Verb, text: str) -> None:
    try:
        assert read_verb(row, split_words(text)) is not None
    except UsageError as refused:
        assert refused.usage == row.usage or row.verb == "help"


LETTERS = st.characters(categories=("L", "Nd", "Mn", "Mc"), include_characters="-_")


@pytest.mark.fuzz
@given(st.text(LETTERS, min_size=1, max_size=32))
def test_every_possible_name_is_understood_where_a_name_may_stand(name: str) -> None:
    if is_name(name, RESERVED):
        assert isinstance(parse(f"status {name}"), Status)


@pytest.mark.fuzz
@given(
    st.lists(
        st.integers(100, 199).map(lambda tail: f"+1 202-555-0{tail}"), min_size=1, max_size=20
    ),
    st.sampled_from([" ", ", ", "\n", ";", "  ,\n"]),
)
def test_every_phone_of_a_list_is_found_in_its_order(phones: list[str], between: str) -> None:
    assert parse(f"add spring {between.join(phones)}") == Add("spring", tuple(phones))


HOSTILE = {
    "quotes": "add " + "'a \" " * 10_000,
    "brackets": "add " + "<a" * 20_000,
    "open brackets": "<" * 40_000,
    "digits": "add " + "1" * 39_000,
    "dots": "1." * 20_000,
    "short pieces": "add " + "1 " * 19_000,
    "braces": "add " + "( " * 19_000,
    "commas": "alerts " + "failed," * 5_000,
    "marks": "use " + "a\u0301\u0323" * 13_000,
    "a long zone": "digest daily 9 " + "europe/" * 5_000,
    "a long span": "mute " + "1h" * 19_000,
    "a long name": "spring" * 6_000,
    "entities": "&amp;" * 8_000,
    "slashes": "/api/calls/campaign/" * 2_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_longest_hostile_text_is_answered_within_a_blink(text: str) -> None:
    started = time.thread_time()
    looks_secret(text)
    try:
        parse(strip_mention(text))
    except UsageError as refused:
        assert len(str(refused)) < 300
    assert time.thread_time() - started < 0.5
