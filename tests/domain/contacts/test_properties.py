"""Whatever bytes come in, rows or a sentence come out; honest tables come through unharmed."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import BadInput
from tests.domain.contacts.lists import outcome
from tests.domain.contacts.workbooks import workbook

WORKBOOK = workbook([["phone", "имя"], ["12025550101", "Анна"]])

names = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Cn", "Zl", "Zp"]),
    min_size=1,
    max_size=12,
)
tables = st.lists(st.tuples(st.integers(0, 99), names), min_size=1, max_size=20)


def judged(data: bytes) -> None:
    try:
        found = outcome(data, region="RU")
    except BadInput as refused:
        assert str(refused)
        return
    assert found.counts.total == len(found.contacts) + len(found.bad)
    assert len(set(found.phones)) == len(found.phones)
    assert all(found.sentences)


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b'\r\n;\r\n"\r\r\n')
@example(b"\xff\xfe\x00\xd8\n\x00")
@example(b"sep=\n1")
def test_any_bytes_are_judged(data: bytes) -> None:
    judged(data)


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.text(alphabet="phone,;\"'\t\r\n 0123456789+=.|\u202e\ufeffтел", max_size=200))
@example('phone,"')
@example("sep=;\nphone;x")
def test_anything_like_a_table_is_judged(text: str) -> None:
    for encoding in ("utf-8", "utf-16", "utf-8-sig"):
        judged(text.encode(encoding))


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255))
def test_a_workbook_with_one_broken_byte_is_judged(at: int, byte: int) -> None:
    judged(WORKBOOK[:at] + bytes([byte]) + WORKBOOK[at + 1 :])


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.integers(0, len(WORKBOOK)))
def test_a_workbook_that_was_cut_off_is_judged(size: int) -> None:
    judged(WORKBOOK[:size])


@pytest.mark.fuzz
@settings(deadline=None)
@given(
    tables,
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_csv_comes_through(
    table: list[tuple[int, str]], delimiter: str, encoding: str, newline: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerow(["phone", "name"])
    writer.writerows((f"+1 202-555-{number:04d}", name) for number, name in table)
    found = outcome(text.getvalue().encode(encoding))
    first = dict(reversed(table))
    assert {int(c.phone[-4:]): c.payload["name"] for c in found.contacts} == first
    assert found.counts.duplicates == len(table) - len(first)


@pytest.mark.fuzz
@settings(deadline=None)
@given(tables)
def test_a_workbook_comes_through(table: list[tuple[int, str]]) -> None:
    rows = [(12025550000 + number, name) for number, name in table]
    found = outcome(workbook([("phone", "name"), *rows], strings_to_formulas=False))
    first = dict(reversed(table))
    assert {int(c.phone[-4:]): c.payload["name"] for c in found.contacts} == first
