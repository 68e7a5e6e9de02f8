"""A list is worked on in pages that never hold the event loop for long."""

import pytest

from bot.domain.contacts import PAGE_ROWS, Row, head, pages
from bot.domain.contacts.table import PAGE_CHARACTERS
from bot.errors import BadInput
from tests.domain.contacts.lists import read


def rows(count: int, *cells: str) -> list[Row]:
    return [Row(line, list(cells)) for line in range(1, count + 1)]


def test_every_row_comes_once_in_pages_of_a_few_hundred() -> None:
    source = rows(1_001, "12025550101")
    found = list(pages(source))
    assert [row for page in found for row in page] == source
    assert max(map(len, found)) == PAGE_ROWS <= 250


def test_long_rows_make_short_pages() -> None:
    assert [len(page) for page in pages(rows(5, "x" * (PAGE_CHARACTERS // 2)))] == [2, 2, 1]


def test_so_do_rows_of_many_cells() -> None:
    assert max(len(page) for page in pages(rows(500, *["x"] * 200))) < PAGE_ROWS


def test_rows_are_taken_only_when_a_page_is_asked_for() -> None:
    def source():
        yield from rows(PAGE_ROWS, "1")
        raise AssertionError("read too far")

    assert len(next(pages(source()))) == PAGE_ROWS


def test_blank_rows_are_pages_too_and_come_to_an_end() -> None:
    blank = Row(1, [])
    with pytest.raises(BadInput, match="more than 100000 rows"):
        for page in pages(iter(lambda: blank, None)):
            assert len(page) <= PAGE_ROWS


def test_the_head_passes_over_blank_rows_and_reads_no_more_than_it_needs() -> None:
    table = read(b"\n" * 500 + b"phone\n" + b"12025550101\n" * 50_000 + b'"never closed')
    assert len(head(table)) == 50
    assert head(read(b"\n" * 5_000 + b"phone\n")) == []
