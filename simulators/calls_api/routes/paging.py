"""Pages of reports by date and of unfinished call jobs."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from simulators.calls_api import errors
from simulators.calls_api.reading.policies import read_moment

T = TypeVar("T")

LAST_PAGE: Final = 199
BIGGEST_PAGE: Final = 200
DEFAULT_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Page:
    page: int
    size: int

    @property
    def first(self) -> int:
        return self.page * self.size

    def json(self) -> dict[str, int]:
        return {"page": self.page, "pageSize": self.size}


def read_page(raw: Any) -> Page:
    """A PageRequest; page 0–199 and pageSize 1–200."""
    if raw is None:
        raw = {}
    if not isinstance(raw, dict):
        raise errors.unreadable("The pagination is not an object")
    page, size = raw.get("page", 0), raw.get("pageSize", DEFAULT_PAGE)
    if type(page) is not int or not 0 <= page <= LAST_PAGE:
        raise errors.unreadable(f"page is from 0 to {LAST_PAGE}")
    if type(size) is not int or not 1 <= size <= BIGGEST_PAGE:
        raise errors.unreadable(f"pageSize is from 1 to {BIGGEST_PAGE}")
    return Page(page, size)


@dataclass(frozen=True, slots=True)
class Range:
    """Unix milliseconds, both ends belong to it; None is no end."""

    start: int | None
    end: int | None

    @property
    def is_open(self) -> bool:
        return self.start is None and self.end is None

    def holds(self, moment: int | None) -> bool:
        if moment is None:
            return self.is_open
        return (self.start is None or self.start <= moment) and (
            self.end is None or moment <= self.end
        )


def read_range(raw: dict[str, Any], name: str, *, ends_excluded: bool) -> Range:
    """The members ``…From`` and ``…To`` of a filter."""
    start, end = (
        None if raw.get(name + edge) is None else round(read_moment(raw[name + edge]) * 1000)
        for edge in ("From", "To")
    )
    return Range(start, end - 1 if ends_excluded and end is not None else end)


@dataclass(frozen=True, slots=True)
class Index(Generic[T]):
    """Rows sorted by a moment, oldest first."""

    rows: Sequence[T]
    moment: Callable[[T], int | None]

    def between(self, range_: Range) -> "Span[T]":
        """The rows of the range, found by bisection."""
        low = 0 if range_.start is None else bisect_left(self.rows, range_.start, key=self.moment)  # type: ignore[arg-type]
        high = (
            len(self.rows)
            if range_.end is None
            else bisect_right(self.rows, range_.end, key=self.moment)  # type: ignore[arg-type]
        )
        return Span(self.rows, low, max(low, high))


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    rows: Sequence[T]
    low: int
    high: int

    def __len__(self) -> int:
        return self.high - self.low

    def walk(self, *, newest_first: bool) -> Iterator[T]:
        span = range(self.low, self.high)
        return (self.rows[i] for i in (reversed(span) if newest_first else span))

    def page(self, page: Page, *, newest_first: bool) -> list[T]:
        first = min(self.low + page.first, self.high)
        last = min(first + page.size, self.high)
        if newest_first:
            first, last = self.high + self.low - last, self.high + self.low - first
            return list(self.rows[first:last])[::-1]
        return list(self.rows[first:last])


def select(
    begun: Index[T], ended: Index[T], ranges: tuple[Range, Range], page: Page, *, newest_first: bool
) -> list[T]:
    """A page of the rows that both ranges hold, by the index that leaves fewer to look at."""
    by_begin, by_end = begun.between(ranges[0]), ended.between(ranges[1])
    if ranges[1].is_open:
        return by_begin.page(page, newest_first=newest_first)
    if ranges[0].is_open:
        return by_end.page(page, newest_first=newest_first)
    if len(by_begin) < len(by_end):
        span, moment, other = by_begin, ended.moment, ranges[1]
    else:
        span, moment, other = by_end, begun.moment, ranges[0]
    walk = span.walk(newest_first=newest_first)
    held = (row for row in walk if other.holds(moment(row)))
    return list(islice(held, page.first, page.first + page.size))
