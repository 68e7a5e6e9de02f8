"""What people, lists, scripts and hosts wrote never pings, links or hides anything in a message."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.message import Home, Message, Modal
from bot.slack.metadata import Metadata
from bot.texts import Mrkdwn, escape, texts_for
from tests.texts.samples import Samples
from tests.texts.test_rendering import EVERY, faults

HOSTILE = (
    "<!channel> <!here|x> <!everyone> <!subteam^S1>",
    "<@U0ATTACKER> <#C0SECRET|leak> <https://evil.example|app.jaicp.com>",
    "`*_~>&lt;!channel&gt;",
    "\u202egpj.exe\u202c\u2066\u200f\x00\x1b[31m",
    "line\nbreak\r\n> quote\u2028",
    "x" * 200,
)
# What Slack acts upon; only ids that the bot itself puts there may stand in it.
ACTIVE = re.compile(r"<(?:!(?!date|subteam\^S0OURS)|@(?!U0123456789>)|#(?![0-9A-Za-z]+>)|https?:)")
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00\x1b]")


class Hostile(Samples):
    """Samples in which every text that somebody else wrote is hostile."""

    def __init__(self, text: str, variant: int, fewest: int) -> None:
        super().__init__(texts_for("en"), variant, fewest)
        plain = self._known[str]

        def written(name: str) -> str:
            known = str(plain(name))
            return known if known == "U0123456789" else text

        for kind in (str, Any, object):
            self._known[kind] = written

    def _single(self, hint: type, name: str) -> Any:
        # Metadata holds ids of ours only, and its own test holds it to that.
        if issubclass(hint, Metadata):
            return hint.model_construct()
        return super()._single(hint, name)


@pytest.mark.parametrize("made", EVERY, ids=lambda one: f"{one.__module__[18:]}.{one.__name__}")
def test_no_message_does_what_a_strangers_text_says(made: Callable[..., Any]) -> None:
    for text in HOSTILE:
        for variant in range(8):
            shown = Hostile(text, variant, fewest=1).call(made)
            assert faults(shown) == [], (text[:20], variant)
            for part in markdown_of(shown):
                assert not ACTIVE.search(part), (variant, part)
                assert not HIDDEN.search(part), (variant, part)
                assert "&amp;lt;" not in part.replace("&amp;lt;!channel", ""), (variant, part)


def markdown_of(shown: Message | Modal | Home) -> Iterator[str]:
    """Every text of a payload that Slack reads as mrkdwn."""
    body = shown.body()
    if isinstance(shown, Message):
        yield body["text"]
    yield from _markdown(body.get("blocks", []))


def _markdown(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _markdown(item)
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for value in part.values():
            yield from _markdown(value)


@pytest.mark.fuzz
@given(st.text())
def test_any_text_is_harmless_once_it_is_escaped(text: str) -> None:
    safe = escape(text)
    assert not re.search("[<>]", safe)
    assert not HIDDEN.search(safe)
    assert escape(safe) is safe


@pytest.mark.fuzz
@given(st.text())
def test_a_sentence_keeps_its_own_marks_and_none_of_its_values(text: str) -> None:
    said = texts_for("en").md("*{name}* is here, <@U1>.", name=text)
    assert isinstance(said, Mrkdwn)
    assert said.count("<") == 1
