"""The fast path and libphonenumber never disagree, whatever is thrown at them."""

import phonenumbers
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain import phones
from bot.domain.numbering import is_region
from bot.domain.phones import Phone, PhoneProblem, mask, mask_written, normalise
from bot.domain.plain_phones import plain_phones

REGIONS = ["RU", "KZ", "US", "CA", "GB", "DE", "IT", "UA", "BY", "FR", "ES", "IN", "BR", "UZ", "GE"]


regions = st.sampled_from([None, *REGIONS])


def _example(region: str) -> str:
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    return phonenumbers.national_significant_number(number)


@st.composite
def near_numbers(draw: st.DrawFn) -> tuple[str, str | None]:
    """Numbers at the edges of a region's plan, with every prefix that people put in front."""
    region = draw(st.sampled_from(REGIONS))
    stem = _example(region)[: draw(st.integers(0, 10))]
    national = stem + draw(st.text("0123456789", min_size=1, max_size=12 - len(stem)))
    code = str(phonenumbers.country_code_for_region(region))
    prefix = draw(st.sampled_from(["", "0", "8", "1", code, "+" + code, "+" + code + " 8", "00"]))
    asked = draw(st.sampled_from([region, None, draw(st.sampled_from(REGIONS))]))
    return prefix + national, asked


@settings(deadline=None)
@given(near_numbers())
@example(("88005553535", "RU"))
@example(("0079123456789", None))
@example(("+77771234567", "RU"))
@example(("+390612345678", "IT"))
def test_the_fast_path_says_what_the_library_says(case: tuple[str, str | None]) -> None:
    written, region = case
    assert normalise(written, region) == phones._by_the_book(written, region)


@settings(deadline=None)
@given(st.lists(st.one_of(near_numbers().map(lambda case: case[0]), st.text(max_size=30))), regions)
@example(["", "89123456789", "79123456789"], None)
@example(["+7 912 345-67-89", "8\n9123456789", ""], "RU")
@example(["84951234567", "+84 91 234 56 78"], None)
@example(["+12025550101", "12025550101 " + " " * 200], "US")
def test_a_column_is_read_like_each_of_its_cells(cells: list[str], region: str | None) -> None:
    read = plain_phones(cells, region)
    assert len(read) == len(cells)
    for cell, digits in zip(cells, read, strict=True):
        assert not digits or Phone(digits) == normalise(cell, region)


@pytest.mark.parametrize("region", REGIONS)
def test_a_plain_column_is_read_whole(region: str) -> None:
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    full = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert plain_phones([written, full, "x", full], region) == [full[1:], full[1:], "", full[1:]]
    main = phonenumbers.region_code_for_country_code(number.country_code) == region
    assert plain_phones([full, full], None) == [full[1:] if main else ""] * 2


@settings(deadline=None)
@given(st.text(), st.sampled_from([None, *REGIONS]))
def test_any_text_is_a_number_or_a_named_problem(text: str, region: str | None) -> None:
    found = normalise(text, region)
    assert isinstance(found, Phone | PhoneProblem)
    if isinstance(found, Phone):
        assert found.digits.isascii() and found.digits.isdecimal()
        assert 4 <= len(found.digits) <= 17


@settings(deadline=None)
@given(st.sampled_from(REGIONS), st.sampled_from(list(range(6))))
def test_every_format_of_the_library_reads_back(region: str, style: int) -> None:
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    digits = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
    formats = [
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966),
        digits,
        "+" + digits,
        digits + ".0",
    ]
    assert normalise(formats[style], region) == Phone(digits)


@settings(deadline=None)
@given(st.from_regex(r"[1-9][0-9]{6,14}", fullmatch=True))
def test_a_masked_number_gives_at_most_five_digits_away(digits: str) -> None:
    assert sum(c.isdigit() for c in mask(digits)) <= 5
    assert sum(c.isdigit() for c in mask_written(digits)) <= 2


@pytest.mark.parametrize("region", REGIONS)
def test_the_regions_here_are_regions(region: str) -> None:
    assert is_region(region)
    assert not is_region(region.lower())
