"""Whoever reads Callboard in another language meets no English and no broken sentence."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo

from bot.texts import catalog
from tests.texts.code import (
    ROOT,
    TRANSLATED,
    catalog_of,
    entries,
    keywords,
    latin_words,
    pairs,
    placeholders,
    po_path,
    signs,
)

MAPPING = Path(catalog.__file__).parent / "babel.cfg"
pytestmark = pytest.mark.parametrize("language", TRANSLATED)


def texts_in_code() -> set[str | tuple[str, ...]]:
    """What ``make texts`` finds."""
    with MAPPING.open() as config:
        methods, options = parse_mapping_cfg(config)
    found: set[str | tuple[str, ...]] = set()
    for folder in ("bot", "handlers"):
        where = extract_from_dir(
            ROOT / folder, methods, options, parse_keywords(keywords().split())
        )
        found |= {message for _, _, message, _, _ in where}
    return found


def test_the_catalog_holds_every_text_of_the_code_and_no_other(language: str) -> None:
    known = {message.id for message in entries(language)}
    wanted = texts_in_code()
    assert len(wanted) > 300
    # Babel keeps one entry for a text that stands in one place with a plural and in one without.
    plurals = {message[0] for message in wanted if isinstance(message, tuple)}
    assert wanted - known - plurals == set(), "run `make texts`, then translate"
    assert known - wanted == set(), "run `make texts`"


def test_everything_is_translated_and_nothing_is_in_doubt(language: str) -> None:
    unfinished = [
        message.id
        for message in entries(language)
        if message.fuzzy or not all([message.string, *message.string])
    ]
    assert unfinished == []
    assert not catalog_of(language).obsolete


def test_plurals_have_all_their_forms(language: str) -> None:
    forms = catalog_of(language).num_plurals
    plurals = [message for message in entries(language) if not isinstance(message.id, str)]
    assert len(plurals) > 10
    assert [message.id for message in plurals if len(message.string) != forms] == []


def test_every_value_has_its_place(language: str) -> None:
    wrong = [(text, said) for text, said in pairs(language) if text and _differ(text, said)]
    assert wrong == []


def _differ(text: str, said: str) -> bool:
    return placeholders(text) != placeholders(said)


def test_signs_and_markup_stay(language: str) -> None:
    assert [(text, said) for text, said in pairs(language) if signs(text) != signs(said)] == []


def test_no_word_of_english_is_left_but_what_is_typed_or_a_name(language: str) -> None:
    """A word in Latin letters stands in the English text too, and is not all of it."""
    for text, said in pairs(language):
        assert latin_words(said) - latin_words(text) <= _NAMES, said
        words = re.sub(r"\{\w+\}|:\w+:", "", text)
        if re.search(r"[a-z]{3,}", words) and text not in _PATTERNS:
            assert re.search(r"[а-яё]", said, re.IGNORECASE), text


_NAMES = {"Callboard", "Moscow"}
_PATTERNS = {catalog._DAY, catalog._MOMENT}


def test_the_compiled_catalog_is_the_written_one(language: str) -> None:
    target = io.BytesIO()
    write_mo(target, catalog_of(language))
    compiled = po_path(language).with_suffix(".mo").read_bytes()
    assert compiled == target.getvalue(), "run `make texts`"
