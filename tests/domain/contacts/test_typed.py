"""Numbers that people type after a command, paste into a modal, or send in a message."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.contacts import Options, phones_in, read_text, validate
from bot.domain.phones import Phone, normalise

TEN = [f"1202555010{n}" for n in range(10)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("+7 999 123-45-67, 8 (912) 345-67-89", ["+7 999 123-45-67", "8 (912) 345-67-89"]),
        ("89123456789;9123456780\t89123456781", ["89123456789", "9123456780", "89123456781"]),
        ("89123456789 89123456780", ["89123456789", "89123456780"]),
        ("8 912 345 67 89 8 912 345 67 80", ["8 912 345 67 89", "8 912 345 67 80"]),
        ("79123456789 +7 912 345 67 80", ["79123456789", "+7 912 345 67 80"]),
        ("+79123456789+79123456780", ["+79123456789", "+79123456780"]),
        ("89123456789/89123456780", ["89123456789", "89123456780"]),
        ("“+79123456789” «89123456780»", ["+79123456789", "89123456780"]),
        ("Анна - 89123456789", ["89123456789"]),
        ("1. 89123456789\n2) 89123456780", ["89123456789", "89123456780"]),
        ("1 89123456789\n2 89123456780", ["89123456789", "89123456780"]),
        ("+7 912 345-67-89 доб. 12", ["+7 912 345-67-89 доб. 12"]),
        ("8 912 345 67 8, 89123456780", ["8 912 345 67 8", "89123456780"]),
        ("", []),
    ],
)
def test_a_russian_list_is_cut_into_its_numbers(text: str, numbers: list[str]) -> None:
    assert phones_in(text, "RU") == numbers


def test_a_slack_message_is_more_than_its_numbers() -> None:
    text = (
        "<@U0123456789> call Anna <tel:+79123456789|+7 912 345-67-89> and Ivan 8-912-345-67-80 "
        "before 18:00 on 2026-12-01 or 02.12.2026, see <https://x.example/79123456781> and "
        "<#C0123456789|calls>, job #5665334669, 3 people"
    )
    assert phones_in(text, "RU") == ["+79123456789", "8-912-345-67-80"]


def test_in_a_message_a_number_that_is_too_short_is_reported_not_lost() -> None:
    assert phones_in("call 7912345 now", "RU") == ["7912345"]


def test_in_a_field_for_numbers_everything_counts() -> None:
    assert phones_in("abc\n123, 12025550101", strict=True) == ["abc", "123", "12025550101"]
    assert phones_in("abc\n123, 12025550101") == ["12025550101"]


def test_numbers_keep_their_line() -> None:
    table, guess = read_text("12025550101, 12025550102\n\nbad 12345\n12025550101", strict=True)
    [(page, counts)] = validate(table, guess, Options())
    assert [(contact.line, contact.phone) for contact in page.contacts] == [
        (1, "12025550101"),
        (1, "12025550102"),
    ]
    assert [(row.line, row.problem) for row in page.bad] == [
        (3, "no_country_code"),
        (4, "duplicate"),
    ]
    assert counts.total == 4


def test_the_same_number_twice_in_a_line_is_called_once() -> None:
    table, guess = read_text("12025550101 12025550101")
    [(page, counts)] = validate(table, guess, Options())
    assert len(page.contacts) == 1 and counts.duplicates == 1


def test_a_table_pasted_from_a_spreadsheet_keeps_its_columns() -> None:
    table, guess = read_text("Имя\tТелефон\nАнна\t8 912 345-67-89\n", "RU")
    [(page, _)] = validate(table, guess, Options(region="RU"))
    [anna] = page.contacts
    assert (anna.phone, anna.payload) == ("79123456789", {"Имя": "Анна"})


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.lists(st.sampled_from(TEN), min_size=1), st.sampled_from([" ", ", ", "\n", ";", "\t"]))
def test_whatever_joins_full_numbers_they_come_apart_again(numbers: list[str], by: str) -> None:
    assert phones_in(by.join(numbers)) == numbers
    assert phones_in(by.join("+" + number for number in numbers)) == ["+" + n for n in numbers]


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.lists(st.sampled_from(TEN), min_size=1, max_size=4))
def test_numbers_with_spaces_inside_come_apart_again(numbers: list[str]) -> None:
    spaced = [f"+1 {n[1:4]} {n[4:7]} {n[7:9]} {n[9:]}" for n in numbers]
    assert phones_in(" ".join(spaced)) == spaced


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.text(), st.sampled_from([None, "RU", "DE"]), st.booleans())
def test_any_text_is_cut_into_parts_that_can_be_judged(
    text: str, region: str | None, strict: bool
) -> None:
    for number in phones_in(text, region, strict=strict):
        assert number.strip()
        normalise(number, region)


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.text("0123456789 +-().,\n", max_size=80))
def test_no_digits_of_a_valid_number_get_lost(text: str) -> None:
    lone = [part for part in text.split("\n") if isinstance(normalise(part, "RU"), Phone)]
    found = {normalise(number, "RU") for number in phones_in(text, "RU")}
    assert {normalise(part, "RU") for part in lone if "," not in part} <= found
