"""Numbers that nobody has."""

from __future__ import annotations


def phones(count: int, first: int = 0) -> list[str]:
    """Russian mobile numbers of a range that no operator uses for people."""
    return [f"7912{number:07d}" for number in range(first, first + count)]
