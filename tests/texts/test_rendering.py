"""Every message, modal and Home tab fits Slack in both languages, and a Russian reads Russian."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.domain.policy import POLICY_CELLS
from bot.slack import blocks
from bot.slack.message import Home, Message, Modal
from bot.slack.slash import help_rows
from bot.texts import LANGUAGES, texts_for
from simulators.slack.blocks.messages import Features, message_faults
from simulators.slack.blocks.views import too_large, view_faults
from tests.texts.code import latin_words, pairs
from tests.texts.samples import Samples

VARIANTS = range(12)
# These are never called with nothing to list.
NEVER_EMPTY = {"pick_campaign", "incident", "thread_line", "status", "muted", "opted_out"}
SURFACES = (Message, Modal, Home)
TYPED = [word for row in help_rows() for word in (row.verb, row.runnable or "", *row.keywords)]
# What is typed, or written as the Calls API does, and a language's name for itself.
AS_THEY_ARE = latin_words(" ".join([*TYPED, *POLICY_CELLS, "/campaign UTC English"]))


def makers() -> Iterator[Callable[..., Any]]:
    """Every public function that makes something for Slack to show."""
    for module in pkgutil.iter_modules(blocks.__path__, f"{blocks.__name__}."):
        for name, made in vars(importlib.import_module(module.name)).items():
            is_here = inspect.isfunction(made) and made.__module__ == module.name
            if is_here and not name.startswith("_") and _speaks(made):
                yield made


def _speaks(made: Callable[..., Any]) -> bool:
    hints = typing.get_type_hints(made)
    return "t" in hints and hints.get("return") in SURFACES


EVERY = list(makers())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("made", EVERY, ids=lambda one: f"{one.__module__[18:]}.{one.__name__}")
def test_it_fits_slack_and_is_wholly_in_the_readers_language(
    made: Callable[..., Any], language: str
) -> None:
    t, english = texts_for(language), _typed_words()
    for variant in VARIANTS:
        shown = Samples(t, variant, fewest=made.__name__ in NEVER_EMPTY).call(made)
        assert faults(shown) == [], f"variant {variant}"
        for text in _texts(shown.body()):
            assert not re.search(r"\{\w*\}", _bare(text)), text
            if language != "en":
                assert latin_words(_bare(text)) <= english, (variant, text)


def test_every_kind_of_surface_is_among_them() -> None:
    assert {typing.get_type_hints(made)["return"] for made in EVERY} == set(SURFACES)
    assert len(EVERY) > 20


def faults(shown: Message | Modal | Home) -> list[str]:
    body = shown.body()
    if isinstance(shown, Message):
        return message_faults(body.get("blocks", []), Features())
    kind = "modal" if isinstance(shown, Modal) else "home"
    faults = view_faults(body, kind, Features()) + ["too large"] * too_large(body)
    if isinstance(shown, Modal):
        words = (shown.title, shown.submit or "", shown.close or "")
        faults += [f"cut: {word}" for word in words if len(word) > 24]
    return faults


def _texts(part: Any) -> Iterator[str]:
    """Every text of a payload that a person reads."""
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            yield from _texts(value)


def _bare(text: str) -> str:
    """Without code, links and times, which are the same in every language."""
    return re.sub(r"`[^`]*`|<[^>]*>|https?://\S+|[A-Z][a-z]+/[A-Z]\w+", " ", text)


def _typed_words() -> set[str]:
    """Words in Latin letters that stand in Russian sentences by intention."""
    return AS_THEY_ARE.union(*(latin_words(said) for _, said in pairs("ru")))
