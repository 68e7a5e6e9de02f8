"""Phones as addPhones takes them: digits with the country code, fit for the country's numbering."""

import re

import phonenumbers

from simulators.calls_api import errors

_DIGITS = re.compile(r"\d{5,18}", re.ASCII)
_RUSSIAN_LENGTH = 11
# Mobile numbers of Russia and all of North America: of one length, and no prefix to take off. The
# library would say the same of each, fifty times slower.
_SURELY_POSSIBLE = re.compile(r"79\d{9}|1[2-9]\d{9}", re.ASCII)


def read_phone(raw: object, numbering: str) -> tuple[str, str]:
    """The phone as the numbering plan has it, and as it was sent.

    ``numbering`` is how strictly the host reads the plans: "possible" looks at lengths, "valid"
    at the ranges in use as well.
    """
    sent = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    phone = canonical(sent) if _DIGITS.fullmatch(sent) else None
    if phone is None or (numbering == "valid" and not _is_valid(phone)):
        raise errors.typed("phone.bad.format", "Phone number has a bad format", phone=sent)
    return phone, sent


def canonical(phone: str) -> str | None:
    """The digits that the numbering plan has for it; None when no plan has room for it.

    In Russia a leading 8 is dialled at home for the country's 7.
    """
    if _is_possible(phone):
        return phone
    at_home = "7" + phone[1:]
    if len(phone) == _RUSSIAN_LENGTH and phone[0] == "8" and _is_possible(at_home):
        return at_home
    return None


def _is_possible(phone: str) -> bool:
    if _SURELY_POSSIBLE.fullmatch(phone):
        return True
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse("+" + phone))
    except phonenumbers.NumberParseException:
        return False


def _is_valid(phone: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse("+" + phone))
