"""Telephone numbers: as people write them in, as E.164 digits out, masked where they are shown.

Phones are kept as the Calls API wants them: digits with the country code, no plus. The rules are
those of libphonenumber: a number that is *not possible* is an error, one that is *possible but not
valid* still goes out with a warning, because number plans lag behind the numbers in use.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumber, ValidationResult

from bot.domain.numbering import (
    calling_code,
    country_code_of,
    is_region,
    national_pattern,
    written_pattern,
)
from bot.domain.phone_text import plain_signs
from bot.texts import N_

__all__ = ["Phone", "PhoneProblem", "is_region", "mask", "mask_written", "normalise"]


class Phone(NamedTuple):
    """A number that can be dialled. ``digits`` are E.164 without the plus."""

    digits: str
    valid: bool = True
    """False: possible, but in no number plan that this library knows."""

    def __repr__(self) -> str:
        return f"Phone({mask(self.digits)})"


class PhoneProblem(StrEnum):
    """Why a text is no number that can be dialled."""

    EMPTY = "no_phone"
    NOT_A_PHONE = "not_a_phone"
    NO_COUNTRY_CODE = "no_country_code"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    EXTENSION = "extension"
    DIGITS_LOST = "digits_lost"

    @property
    def message(self) -> str:
        """The message id of the sentence that says so; it takes ``{value}``, which is masked."""
        return _MESSAGES[self]


_MESSAGES = {
    PhoneProblem.EMPTY: N_("There is no phone number."),
    PhoneProblem.NOT_A_PHONE: N_("“{value}” is not a phone number."),
    PhoneProblem.NO_COUNTRY_CODE: N_(
        "“{value}” has no country code that exists: write it with + and the country code, "
        "or set the campaign's region."
    ),
    PhoneProblem.TOO_SHORT: N_("“{value}” is too short for a phone number of its country."),
    PhoneProblem.TOO_LONG: N_("“{value}” is too long for a phone number of its country."),
    PhoneProblem.EXTENSION: N_("“{value}” has an extension, which a campaign cannot dial."),
    PhoneProblem.DIGITS_LOST: N_(
        "“{value}” was turned into a rounded number by a spreadsheet and its last digits are "
        "lost: format the column as text and type the number again."
    ),
}

_EXTENSION = re.compile(
    r"\d[\s,;.(-]*(?:#|;?\s*ext(?:ension)?|extn|x|доб(?:авочный)?|вн(?:утр)?)[\s.:=#]*\d{1,7}\)?$",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"(\+?\d)[.,]?(\d*)[eEеЕ]\+?(\d{1,3})")
_FLOAT = re.compile(r"(\+?\d+)[.,]0+")
_WRITTEN = re.compile(r"\+?[\d\s().\-/]*")
SEPARATORS = str.maketrans("", "", " -()\u00a0\u2011\u2013")
LONGEST = 200
_SHORTEST_FULL = 11
"""Digits without a plus are tried as a full number from here on: fewer may be a national number."""


def normalise(text: str, region: str | None = None) -> Phone | PhoneProblem:
    """The number in this text, or why there is none.

    ``region`` is the ISO 3166 country of numbers written without a country code. A full number of
    another country is understood without its plus too, if it is valid there.
    """
    bare = text.translate(SEPARATORS) if len(text) <= LONGEST else ""
    quick = _fast_written(bare, region) if region else None
    if not quick and (bare[:1] == "+" or (not region and _may_be_full(bare, region))):
        quick = _fast_full(bare)
    return quick or _by_the_book(text, region)


def mask(digits: str) -> str:
    """A number as others may see it: its country code and its last two digits, no more."""
    return mask_head(digits[:3]) + digits[-2:]


@lru_cache(maxsize=1_024)
def mask_head(first_digits: str) -> str:
    """What a mask begins with, before the last two digits, by the first three of a number."""
    code = country_code_of(first_digits)
    return f"+{code} •••-••-" if code else "•••"


def mask_written(text: str, longest: int = 24) -> str:
    """Text that was meant as a number, short and with all digits but the last two hidden."""
    shown = "".join(c if c.isprintable() else " " for c in text[-100:]).strip()
    hidden = max(0, sum(c.isdigit() for c in shown) - 2)
    masked = re.sub(r"\d", "•", shown, count=hidden) if hidden else shown
    return masked if len(masked) <= longest else "…" + masked[1 - longest :]


def _fast_written(bare: str, region: str) -> Phone | None:
    match = written_pattern(region).fullmatch(bare)
    if match and match.lastindex:
        return Phone(calling_code(region) + match[match.lastindex])
    return None


def _fast_full(bare: str) -> Phone | None:
    digits = bare.removeprefix("+")
    code = country_code_of(digits)
    if code and national_pattern(code).fullmatch(digits, len(code)):
        return Phone(digits)
    return None


def _by_the_book(text: str, region: str | None) -> Phone | PhoneProblem:
    written = plain_signs(text) if len(text) <= LONGEST else text
    if not written:
        return PhoneProblem.EMPTY
    if len(written) > LONGEST:
        return PhoneProblem.NOT_A_PHONE
    if scientific := _SCIENTIFIC.fullmatch(written):
        return _from_scientific(*scientific.groups(), region=region)
    if floating := _FLOAT.fullmatch(written):
        written = floating[1]
    if _EXTENSION.search(written):
        return PhoneProblem.EXTENSION
    if not _WRITTEN.fullmatch(written) or not any(map(str.isdigit, written)):
        return PhoneProblem.NOT_A_PHONE
    return _parsed(written, region)


def _from_scientific(
    first: str, decimals: str, exponent: str, *, region: str | None
) -> Phone | PhoneProblem:
    if len(decimals) != int(exponent):
        return PhoneProblem.DIGITS_LOST
    return normalise(first + decimals, region)


def _parsed(written: str, region: str | None) -> Phone | PhoneProblem:
    if written.startswith("00") and not region:
        written = "+" + written[2:]
    found = _library(written, region)
    if written.startswith("+") or not _may_be_full(written, region):
        return found
    full = _library("+" + written, None)
    return full if _is_better(full, found, region) else found


def _is_better(full: Phone | PhoneProblem, found: Phone | PhoneProblem, region: str | None) -> bool:
    """Whether digits without a plus are rather a full number than one of the region.

    Where lengths vary (Germany) a full number of the region itself may look like a national one.
    """
    if not isinstance(full, Phone) or not region:
        return isinstance(full, Phone)
    at_home = full.digits.startswith(calling_code(region))
    return full.valid and (at_home or not isinstance(found, Phone))


def _may_be_full(written: str, region: str | None) -> bool:
    """Long enough; and without a region no Russian ``8 495 …``, which is Vietnam's code too."""
    digits = re.sub(r"\D", "", written)
    trunk = not region and len(digits) == _SHORTEST_FULL and digits[0] == "8"
    return len(digits) >= _SHORTEST_FULL and not trunk


def _library(written: str, region: str | None) -> Phone | PhoneProblem:
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException as error:
        return _parse_problem(error.error_type)
    return _judged(number)


def _parse_problem(kind: int) -> PhoneProblem:
    wrong = phonenumbers.NumberParseException
    return {
        wrong.INVALID_COUNTRY_CODE: PhoneProblem.NO_COUNTRY_CODE,
        wrong.TOO_SHORT_AFTER_IDD: PhoneProblem.TOO_SHORT,
        wrong.TOO_SHORT_NSN: PhoneProblem.TOO_SHORT,
        wrong.TOO_LONG: PhoneProblem.TOO_LONG,
    }.get(kind, PhoneProblem.NOT_A_PHONE)


def _judged(number: PhoneNumber) -> Phone | PhoneProblem:
    if number.extension:
        return PhoneProblem.EXTENSION
    verdict = phonenumbers.is_possible_number_with_reason(number)
    if verdict == ValidationResult.TOO_LONG:
        return PhoneProblem.TOO_LONG
    if verdict != ValidationResult.IS_POSSIBLE:
        return PhoneProblem.TOO_SHORT
    digits = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
    return Phone(digits, phonenumbers.is_valid_number(number))
