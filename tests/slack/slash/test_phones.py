"""Several phones in one line, as people write and paste them."""

from __future__ import annotations

from typing import NoReturn

import pytest

from bot.slack.slash.phones import Called, read_called
from bot.slack.slash.words import Word, split_words


class NoPhone(Exception):
    pass


def fail(word: Word) -> NoReturn:
    raise NoPhone(word.text)


def called(text: str) -> Called:
    return read_called(split_words(text), fail)


@pytest.mark.parametrize(
    ("typed", "phones"),
    [
        ("", []),
        ("+7 912 345-67-89", ["+7 912 345-67-89"]),
        ("+7 912 345-67-89, 8 (912) 345-67-80", ["+7 912 345-67-89", "8 (912) 345-67-80"]),
        ("8(912)345-67-89;8(912)345-67-80", ["8(912)345-67-89", "8(912)345-67-80"]),
        ("+1 202-555-0101 +1 202-555-0102", ["+1 202-555-0101", "+1 202-555-0102"]),
        ("202 555 0101\n202 555 0102", ["202 555 0101", "202 555 0102"]),
        ("202 555 0101 202 555 0102", ["202 555 0101", "202 555 0102"]),
        ("8 912 345 67 89 8 912 345 67 80", ["8 912 345 67 89", "8 912 345 67 80"]),
        ("8912345 67 89 8912345 67 80", ["8912345 67 89", "8912345 67 80"]),
        ("+7 912 345 67 89 9123456780", ["+7 912 345 67 89", "9123456780"]),
        ("79123456789 79123456780", ["79123456789", "79123456780"]),
        ("0151 2345 6789 +44 7700 900123", ["0151 2345 6789", "+44 7700 900123"]),
        ("+62 812 345 678 90", ["+62 812 345 678 90"]),
        ("8\u00a0912\u00a0345–67–89", ["8 912 345-67-89"]),
        ("“+7 912 345-67-89” ‘8 912 345 67 80’", ["+7 912 345-67-89", "8 912 345 67 80"]),
        ("\u202a+7 912 345-67-89\u202c", ["+7 912 345-67-89"]),
        ("(+44) 7700 900123. 8.912.345.67.89.", ["(+44) 7700 900123", "8.912.345.67.89"]),
        ("＋7 912 345-67-89", ["+7 912 345-67-89"]),
        ("+ 7 912 345-67-89", ["+ 7 912 345-67-89"]),
        ("123", ["123"]),
    ],
)
def test_where_a_phone_ends_is_found(typed: str, phones: list[str]) -> None:
    assert list(called(typed).phones) == phones


def test_slacks_telephone_links_are_a_phone_each() -> None:
    typed = (
        "<tel:+12025550101|+1 202-555-0101><tel:2025550102|202 555 0102>, "
        "<tel:+447700900123|+44 7700 900123> 202 555 0104"
    )
    assert called(typed).phones == ("+12025550101", "2025550102", "+447700900123", "202 555 0104")


def test_a_number_sign_makes_a_call_job() -> None:
    found = called("#5665334669, +1 202 555 0101 #5665334670 202 555 0102")
    assert found.jobs == ("5665334669", "5665334670")
    assert found.phones == ("+1 202 555 0101", "202 555 0102")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("+7 912 345-67-89 Ivan", "Ivan"),
        ("#12a", "#12a"),
        ("#" + "1" * 21, "#" + "1" * 21),
        ("+", "+"),
        ("( )", "( )"),
        ("8 912 * 67", "*"),
    ],
)
def test_what_is_neither_is_named(typed: str, word: str) -> None:
    with pytest.raises(NoPhone) as told:
        called(typed)
    assert str(told.value) == word
