"""What came of erasing a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import phonenumbers

from bot.domain.numbering import country_code_of
from bot.domain.optouts import Left

FORGOTTEN = "forgotten"
"""The reason that rows of lists are left out for when their person was erased."""

PSEUDONYM = f"{FORGOTTEN}-"
"""How every pseudonym begins, and no number."""

_FORMATS = (
    phonenumbers.PhoneNumberFormat.INTERNATIONAL,
    phonenumbers.PhoneNumberFormat.NATIONAL,
    phonenumbers.PhoneNumberFormat.RFC3966,
)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Call jobs and rows that no longer tell whose they were; see also :class:`Left`.

    ``under_way`` are rows that are being sent at this moment, which recovery still needs.
    """

    jobs: int
    rows: int
    under_way: int = 0
    canceled: int = 0
    left: list[Left] = field(default_factory=list)
    opted_out: bool = False


def pseudonym(random: str) -> str:
    """What stands in the place of a number: call jobs of one person stay those of one person."""
    return f"{PSEUDONYM}{random}"


def spellings(digits: str) -> tuple[str, ...]:
    """The ways in which a number may stand in a text: its digits, and as its country writes it."""
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return (digits,)
    written = [phonenumbers.format_number(number, one) for one in _FORMATS]
    return tuple(dict.fromkeys([digits, *written]))


def mentions(cells: Iterable[object], digits: str) -> bool:
    """Whether a cell of a row holds the number, however it is written there."""
    national = digits.removeprefix(country_code_of(digits) or "")
    return any(national in re.sub(r"\D", "", str(cell)) for cell in cells)
