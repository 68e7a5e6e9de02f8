"""Pages of reports by date: how many rows a host gives at a time, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass as plain_dataclass
from dataclasses import field
from typing import Generic, TypeVar

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel
from pydantic.dataclasses import dataclass

LAST_PAGE = 199
LARGEST_PAGE = 200

T = TypeVar("T")

_NOUN = ConfigDict(alias_generator=to_camel, validate_by_name=True)


@plain_dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page: ``page`` 0–199, ``size`` 1–200 rows."""

    page: int = 0
    size: int = LARGEST_PAGE

    def __post_init__(self) -> None:
        if not (0 <= self.page <= LAST_PAGE and 1 <= self.size <= LARGEST_PAGE):
            raise ValueError("a page is 0 to 199, and has 1 to 200 rows")

    def wire(self) -> dict[str, int]:
        return {"page": self.page, "pageSize": self.size}


@dataclass(frozen=True, slots=True, config=_NOUN)
class _Place:
    """What a host says that it gave; it may cut ``page_size`` down."""

    page: int | None = None
    page_size: int | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page as it came."""

    items: list[T]
    pagination: _Place | None = None

    def is_full(self, asked: PageRequest) -> bool:
        """Whether more may follow: the page has as many rows as the host gives at a time."""
        given = self.pagination and self.pagination.page_size
        size = min(given, asked.size) if given and given > 0 else asked.size
        return len(self.items) >= size

    def is_page(self, asked: PageRequest) -> bool:
        """False if the host says that it gave another page than the one that was asked for."""
        return not self.pagination or self.pagination.page in (None, asked.page)


@plain_dataclass(frozen=True, slots=True)
class ReportPage(Generic[T]):
    """Rows of a walk through pages.

    ``beyond`` tells that the host holds more rows of this kind than its pages reach and that no
    date divides them: look those up by the call job IDs that are known.
    """

    rows: list[T] = field(repr=False)
    beyond: bool = False
