"""What the texts' tests know of the code and the catalogs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.texts import LANGUAGES, catalog

ROOT = Path(__file__).parents[2]
LOCALE = Path(catalog.__file__).parent / "locale"
TRANSLATED = [language for language in LANGUAGES if language != "en"]

_EMOJI = re.compile(r":[a-z0-9_+-]+:")
_MARKUP = re.compile(r"[`*_\n]")


@cache
def files() -> tuple[tuple[str, ast.Module], ...]:
    """Every file of the bot, with its syntax tree."""
    paths = sorted(path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py"))
    return tuple((str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in paths)


@cache
def keywords() -> str:
    """What marks a text, as ``make texts`` is told."""
    line = re.search(r"^KEYWORDS := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert line
    return line[1]


@cache
def catalog_of(language: str) -> Catalog:
    """A language's catalog as its translator writes it."""
    with po_path(language).open("rb") as source:
        return read_po(source, locale=language)


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "callboard.po"


def entries(language: str) -> Iterator[Message]:
    """The catalog's messages, without its header."""
    return (message for message in catalog_of(language) if message.id)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Each English text beside its translation; a plural's forms beside its plural."""
    for message in entries(language):
        if isinstance(message.id, str):
            yield message.id, message.string
        else:
            yield from ((message.id[1], form) for form in message.string)


def placeholders(text: str) -> set[str]:
    """The names of the values that a text takes."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def signs(text: str) -> list[str]:
    """The emoji and the marks of mrkdwn in a text, in no order."""
    bare = re.sub(r"\{\w+\}", "", text)
    return sorted([*_EMOJI.findall(bare), *_MARKUP.findall(_EMOJI.sub("", bare))])


def latin_words(text: str) -> set[str]:
    """Words of Latin letters that a reader sees: no emoji, no values."""
    bare = _EMOJI.sub(" ", re.sub(r"\{\w+\}", " ", text))
    return set(re.findall(r"[A-Za-z]{2,}", bare))
