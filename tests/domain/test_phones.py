"""Numbers as people write them become E.164 digits, or a problem that has a name."""

import pytest

from bot.domain.phones import Phone, PhoneProblem, mask, mask_written, normalise
from bot.texts import texts_for

ANNA = Phone("79123456789")


@pytest.mark.parametrize(
    "written",
    [
        "+7 912 345-67-89",
        "8 (912) 345-67-89",
        "89123456789",
        "9123456789",
        "79123456789",
        "+7(912)345.67.89",
        "79123456789.0",
        "79123456789,0",
        "7.9123456789E+10",
        "'+79123456789",
        "“+79123456789”",
        "«8 912 345 67 89»",
        "<tel:+79123456789|+7 912 345-67-89>",
        "<tel:89123456789>",
        "тел.: +7 912 345-67-89",
        "Моб. 8-912-345-67-89",
        "tel: +7 912 345 67 89",
        "\u202a+7 912 345‑67‑89\u202c",
        "+7\u00a0912\u00a0345\u00a067\u00a089",
        "＋７ ９１２ ３４５ ６７ ８９",
        "٧٩١٢٣٤٥٦٧٨٩",
        "  +7 912 345 67 89;\n",
        "8\u2212912\u2212345\u221267\u221289",
    ],
)
def test_a_russian_list_writes_one_number_in_many_ways(written: str) -> None:
    assert normalise(written, "RU") == ANNA


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", PhoneProblem.EMPTY),
        ("  \u200b ", PhoneProblem.EMPTY),
        ("нет", PhoneProblem.NOT_A_PHONE),
        ("+7 912 FLOWERS", PhoneProblem.NOT_A_PHONE),
        ("()-", PhoneProblem.NOT_A_PHONE),
        ("9" * 5_000, PhoneProblem.NOT_A_PHONE),
        ("\ud800", PhoneProblem.NOT_A_PHONE),
        ("7,916E+10", PhoneProblem.DIGITS_LOST),
        ("7.91612Е+10", PhoneProblem.DIGITS_LOST),
        ("7e10", PhoneProblem.DIGITS_LOST),
        ("+7 912 345-67-89 доб. 12", PhoneProblem.EXTENSION),
        ("+7 912 345-67-89 ext 5", PhoneProblem.EXTENSION),
        ("+7 912 345-67-89 (вн. 104)", PhoneProblem.EXTENSION),
        ("+7 912 345-67-89#5", PhoneProblem.EXTENSION),
        ("+79123456789x7", PhoneProblem.EXTENSION),
        ("345-67-89", PhoneProblem.TOO_SHORT),
        ("+7 912 345-67-8", PhoneProblem.TOO_SHORT),
        ("+1 202-555-01234", PhoneProblem.TOO_LONG),
        ("+89123456789", PhoneProblem.NO_COUNTRY_CODE),
        ("+999 123 45 67", PhoneProblem.NO_COUNTRY_CODE),
    ],
)
def test_what_cannot_be_dialled_says_why(written: str, problem: PhoneProblem) -> None:
    assert normalise(written, "RU") is problem


def test_every_problem_has_a_sentence_that_can_be_shown() -> None:
    t = texts_for("en")
    for problem in PhoneProblem:
        assert "{" not in t(problem.message, value="…")


def test_possible_but_in_no_number_plan_still_goes_out() -> None:
    assert normalise("+44 7700 900123") == Phone("447700900123", valid=False)


class TestNumbersOfOtherCountries:
    def test_are_understood_with_a_plus(self) -> None:
        assert normalise("+1 202-555-0123", "RU") == Phone("12025550123")

    def test_and_without_one_where_they_fit_nothing_at_home(self) -> None:
        assert normalise("16502530000", "RU") == Phone("16502530000")
        assert normalise("380501234567", "RU") == Phone("380501234567")

    def test_but_a_number_that_fits_at_home_stays_at_home(self) -> None:
        assert normalise("4951234567", "RU") == Phone("74951234567")

    def test_and_a_short_local_one_is_not_taken_for_a_far_island(self) -> None:
        assert normalise("29051234", "RU") is PhoneProblem.TOO_SHORT


class TestWithoutARegion:
    def test_full_digits_are_enough_as_the_calls_api_writes_them(self) -> None:
        assert normalise("79123456789") == ANNA
        assert normalise("0079123456789") == ANNA

    @pytest.mark.parametrize("written", ["9123456789", "4951234567", "345-67-89"])
    def test_a_national_number_is_not_guessed(self, written: str) -> None:
        assert normalise(written) is PhoneProblem.NO_COUNTRY_CODE

    def test_a_russian_leading_eight_is_not_dialled_in_vietnam(self) -> None:
        assert normalise("8 495 123-45-67") is PhoneProblem.NO_COUNTRY_CODE
        assert normalise("84951234567") is PhoneProblem.NO_COUNTRY_CODE
        assert normalise("+84 951 234 567") == Phone("84951234567")

    def test_a_number_outside_its_plan_goes_out_with_a_warning(self) -> None:
        assert normalise("447700900123") == Phone("447700900123", valid=False)


class TestMasking:
    def test_shows_the_country_and_two_digits(self) -> None:
        assert mask("79123456789") == "+7 •••-••-89"
        assert mask("12025550123") == "+1 •••-••-23"
        assert mask("380501234567") == "+380 •••-••-67"
        assert mask("0123") == "•••23"

    def test_a_repr_is_masked_too(self) -> None:
        assert repr(ANNA) == "Phone(+7 •••-••-89)"

    def test_what_was_written_keeps_two_digits_and_stays_short(self) -> None:
        assert mask_written("+7 912 345-67-8") == "+• ••• •••-•7-8"
        assert mask_written("нет") == "нет"
        assert mask_written("12") == "12"
        assert len(mask_written("9" * 5_000)) == 24
        assert "\u202e" not in mask_written("\u202e123")
