"""What a campaign may be called."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import LONGEST_NAME, check_name, is_name, name_key
from bot.errors import BadInput


@pytest.mark.parametrize(
    "name",
    ["spring", "Весна-2026", "q3_eu", "春", "हिन्दी", "80-letie-v", "x" * LONGEST_NAME, "Straße"],
)
def test_people_name_campaigns_in_their_own_script(name: str) -> None:
    assert check_name(f"  {name} ") == name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "needs a name"),
        ("x" * 33, "at most 32"),
        ("x" * 100_000, "at most 32"),
        ("12-34", "at least one letter"),
        ("_-_", "at least one letter"),
        ("two words", "letters, digits"),
        ("a.b", "letters, digits"),
        ("<b>", "letters, digits"),
        ("spring\u200b", "nothing invisible"),
        ("\u202egnirps", "nothing invisible"),
        ("spr\ufe0fing", "nothing invisible"),
        ("\u3164", "nothing invisible"),
        ("\u0301a", "nothing invisible"),
        ("a\ud800", "letters, digits"),
        ("☎", "letters, digits"),
    ],
)
def test_other_names_are_refused_with_the_rule_they_break(name: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_name(name)
    assert says in str(refused.value)
    assert refused.value.field == "name"


def test_a_word_of_the_commands_is_no_name_in_any_case() -> None:
    with pytest.raises(BadInput, match="“PAUSE” is a word of the commands"):
        check_name("PAUSE", {"pause"})
    assert not is_name("Pause", {"pause"})
    assert is_name("pauses", {"pause"})


@pytest.mark.parametrize("name", ["30m", "2h", "1h30m", "2D", "3weeks"])
def test_a_length_of_time_is_no_name(name: str) -> None:
    with pytest.raises(BadInput, match="reads as a length of time"):
        check_name(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Spring", "sPRING"), ("ВЕСНА", "весна"), ("Straße", "STRASSE"), ("ｓｐｒｉｎｇ", "spring")],
)
def test_names_are_compared_without_case_and_width(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_dash_of_any_length_is_a_hyphen() -> None:
    assert check_name("spring–2026") == "spring-2026"
    assert check_name("spring\u20112026") == "spring-2026"


@given(st.text(max_size=40))
def test_what_is_accepted_stays_accepted_as_the_same_name(text: str) -> None:
    if not is_name(text):
        return
    name = check_name(text)
    assert check_name(name) == name
    assert name_key(name_key(name)) == name_key(name)
    assert not any(unicodedata.category(character).startswith("C") for character in name)
