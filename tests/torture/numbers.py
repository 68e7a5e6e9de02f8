"""Numbers of nobody, each used once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

_AREAS = (
    *(202, 206, 212, 213, 214, 215, 216, 301, 303, 305, 312, 313, 314, 401, 404, 412),
    *(415, 503, 504, 512, 602, 612, 617, 702, 713, 714, 801, 802, 901, 904, 907, 919),
)


def fresh() -> Iterator[str]:
    """American numbers of the exchange 555, in digits with the country's code."""
    for area, line in itertools.product(_AREAS, range(10_000)):
        yield f"1{area}555{line:04d}"


def take(numbers: Iterator[str], count: int) -> list[str]:
    """So many of them."""
    return list(itertools.islice(numbers, count))
