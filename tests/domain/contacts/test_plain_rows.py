"""What is read many rows at a time is what is read row by row: the quick way is no way around."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.contacts import Column, ColumnGuess, Options, Role, Row, Validation
from bot.domain.contacts.delimited import DelimitedTable
from bot.domain.contacts.reading import RowReader
from bot.errors import BadInput
from tests.domain.contacts.lists import Outcome, outcome

COLUMNS = (
    Column(0, "name", Role.PAYLOAD, "name"),
    Column(1, "phone", Role.PHONE, ""),
    Column(2, "", Role.PAYLOAD, "column3"),
)
PRIORITY = Column(3, "dialerPriority", Role.POLICY, "dialerPriority")

phones = st.one_of(
    st.integers(0, 20).map(lambda last: f"+7 912 345-67-{last:02d}"),
    st.sampled_from(["", "8 (912) 345-67-01", "9123456702", "+12025550101", "x", "+7\u00a0912"]),
)
texts = st.sampled_from(["", "Анна", "a\u202eb", "two\nlines", "'=1", "'x"])
tables = st.lists(
    st.lists(st.one_of(phones, texts, st.sampled_from(["1", "9"])), max_size=5).flatmap(
        lambda cells: phones.map(lambda phone: [*cells[:1], phone, *cells[1:]])
    ),
    max_size=30,
)


@contextmanager
def one_by_one() -> Iterator[None]:
    """No row is plain."""
    with patch.object(RowReader, "plain_numbers", lambda self, rows: [""] * len(rows)):
        yield


def judged(table: list[list[str]], guess: ColumnGuess, options: Options, size: int) -> Outcome:
    validation = Validation(guess, options)
    rows = [Row(line, cells) for line, cells in enumerate(table, start=1)]
    pages = [validation.page(rows[at : at + size]) for at in range(0, len(rows), size)]
    contacts = [one for page in pages for one in page.contacts]
    return Outcome(contacts, [one for page in pages for one in page.bad], validation.counts, guess)


@pytest.mark.fuzz
@settings(deadline=None)
@given(
    tables,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["RU", "US", None]),
    st.sampled_from([{}, {"finishDateTime": "2020-01-01T00:00:00.000Z"}]),
    st.integers(1, 31),
)
def test_a_page_is_judged_like_each_of_its_rows(
    table: list[list[str]],
    has_policy: bool,
    guarded: bool,
    region: str | None,
    policy: dict[str, str],
    size: int,
) -> None:
    guess = ColumnGuess((*COLUMNS, PRIORITY) if has_policy else COLUMNS, guarded=guarded)
    now = datetime(2026, 11, 2, tzinfo=UTC)
    options = Options(region=region, policy=policy, payload={"city": "Томск"}, now=now)
    with one_by_one():
        careful = judged(table, guess, options, len(table) or 1)
    assert judged(table, guess, options, size) == careful


def test_rows_that_are_odd_do_not_disturb_those_around_them() -> None:
    rows = [f"+7 912 345-{at // 100:02d}-{at % 100:02d};{at}" for at in range(1_000)]
    rows[300:303] = ["нет;x", rows[17], "+1 202 555 01;y"]
    rows[700] = "8 912 345 07 00;a\u202eb"
    found = outcome("phone;n\n" + "\n".join(rows), region="RU")
    assert [line for line, _ in found.problems] == [302, 303, 304, 702]
    assert [one.position for one in found.contacts] == list(range(996))
    assert all(int(one.payload["n"]) == one.line - 2 for one in found.contacts)


@pytest.mark.fuzz
@settings(deadline=None)
@given(
    st.text(alphabet='phone,;"\r\n 0123456789=\t|\0é', max_size=300).map(str.encode),
    st.sampled_from([b"", b"phone;name\n" * 70, b"sep=;\n", b'phone;"two\nlines"\n' * 70]),
    st.sampled_from([1, 10, 50_000]),
)
@example(b"a\rb\r\n\r\n", b"", 1)
def test_lines_without_quotes_are_the_records_that_they_are(
    rest: bytes, first: bytes, part: int
) -> None:
    with patch("bot.domain.contacts.delimited._PART", part):
        quick = _rows(first + rest)
    with patch.object(DelimitedTable, "_plain", lambda self, lines: None):
        assert _rows(first + rest) == quick


def _rows(data: bytes) -> list[Row] | str:
    try:
        return list(DelimitedTable(data).rows())
    except BadInput as refused:
        return str(refused)
