"""Cells from people and files are shown, and written to spreadsheets, without doing harm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import cells
from bot.domain.cells import (
    harmless,
    harmless_all,
    has_hidden,
    may_hold_phones,
    phones_hidden,
    shown,
    unguarded,
)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+7 912", "-2", "@SUM(A1)", "\tx", "\rx", "\n=1", "  =1", "＝1", "\u00a0=1", "'=1"],
)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == "'" + cell
    assert unguarded(harmless(cell)) == cell


@pytest.mark.parametrize("cell", ["Anna", "1=1", "'quoted'", "", "3+4", "O'Neil", "👩‍👩‍👧"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell
    assert unguarded(cell) == cell


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.text())
def test_no_cell_begins_a_formula_or_breaks_a_file(text: str) -> None:
    safe = harmless(text)
    assert not safe.lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not has_hidden(safe)
    safe.encode("utf-8")


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.lists(st.one_of(st.text(), st.sampled_from(["Anna", "=1", "", "_x", "a" * 40_000]))))
def test_a_column_is_made_harmless_like_each_of_its_cells(texts: list[str]) -> None:
    assert list(harmless_all(texts)) == [harmless(text) for text in texts]


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.lists(st.text(alphabet="0123456789+-. ()a\0\n٣", max_size=20)))
def test_no_number_is_overlooked_in_a_column(texts: list[str]) -> None:
    patterns = (cells._LIKE_A_PHONE, cells._SHORT)
    held = [text for text in texts if any(pattern.search(text) for pattern in patterns)]
    assert may_hold_phones(texts) >= bool(held)
    assert not may_hold_phones(["1234", "567", "12\n34", "5 6 7"])


def test_a_cell_longer_than_a_spreadsheet_allows_is_cut() -> None:
    assert len(harmless("a" * 100_000)) == 32_767


@pytest.mark.parametrize("text", ["a\0b", "a\u202eb", "\ud800", "\x1b[31m", "a\u2066b"])
def test_characters_that_nobody_sees_are_noticed(text: str) -> None:
    assert has_hidden(text)
    assert shown(text).isprintable()


@pytest.mark.parametrize("text", ["two\nlines", "tab\there", "سلام\u200cها", "no\u00adbreak", "é"])
def test_what_honest_texts_hold_is_not_hidden(text: str) -> None:
    assert not has_hidden(text)


def test_a_value_in_a_sentence_is_one_short_line() -> None:
    assert shown("a\n b\t c") == "a b c"
    assert shown("x" * 100) == "x" * 39 + "…"


def test_a_value_in_a_sentence_gives_no_phone_number_away() -> None:
    assert shown("call +7 (912) 345-67-89!") == "call •••89!"
    assert shown("79123456789") == "•••89"
    assert shown("St Helena: +290 22 722") == "St Helena: •••22"
    assert shown("2026-13-01 10:00") == "2026-13-01 10:00"
    assert shown("31.02.2026 10:00") == "31.02.2026 10:00"


def test_a_number_without_its_country_is_hidden_where_it_is_known_whose_it_is() -> None:
    assert phones_hidden("call 512-345-678", "48512345678") == "call •••78"
    assert phones_hidden("sum 512345679", "48512345678") == "sum 512345679"
    assert shown("512 345 678", of="48512345678") == "•••78"
