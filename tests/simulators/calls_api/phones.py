"""Fictional numbers of the stories."""

from typing import Final

ANNA: Final = "12025550101"
BORIS: Final = "12025550102"
CARL: Final = "12025550103"
DORA: Final = "12025550104"
# The phone library's own example of a Russian mobile number, abroad and at home.
RUSSIAN: Final = "79123456789"
RUSSIAN_AT_HOME: Final = "89123456789"
# Ofcom keeps these free for fiction: long enough, and in no range that is in use.
POSSIBLE_NOT_VALID: Final = "447700900123"


def many(count: int, first: int = 0) -> list[str]:
    """That many different numbers of one Russian range."""
    return [f"7912{serial:07d}" for serial in range(first, first + count)]


def rows(*phones: str, **fields: object) -> list[dict[str, object]]:
    """CallJobParameters of these phones, all with the same fields."""
    return [{"phone": phone, **fields} for phone in phones]
