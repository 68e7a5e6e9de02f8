"""The first count of a workbook never finds less than the second, which takes it as it is."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.contacts import archive
from bot.errors import BadInput
from tests.domain.contacts.workbooks import edited, with_sheet_xml, workbook

PLAIN = workbook([["phone"], ["12025550101"]])

NAME = st.sampled_from(
    [b"A1", b"B20", b"AA999999", b"B0100001", b"XFD1048576", b"A01", b"a1", b"&#88;FD1", b""]
)
TAG = st.sampled_from(
    [
        *(b"c", b"x:c", b"y:c", b"rows:c", b"col", b"row", b"x:row"),
        *(b"si", b"sst", b"y:sst", b"row:sst"),
    ]
)
SPACE = st.sampled_from([b" ", b"\n", b"  ", b""])
END = st.sampled_from([b">", b"/>", b"><v>1</v></c>", b">12.50</x:si>", b"></si >", b" </sst>"])


@st.composite
def tags(draw: st.DrawFn) -> bytes:
    quote = draw(st.sampled_from([b'"', b"'"]))
    named = b"r=" + quote + draw(NAME) + quote
    other = draw(st.sampled_from([b"", b's="1" ', b'a="<row" ', b't="str"']))
    return b"<" + draw(TAG) + draw(SPACE) + other + named + draw(END)


def test_tags_whose_prefix_begins_like_a_row_are_seen_in_whatever_order_they_come() -> None:
    for letter in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        # The order of rows that were counted as one hangs on what else stands in the sheet.
        other = with_sheet_xml(PLAIN, b"<sheetData>", b"<!--%c--><sheetData>" % letter)
        data = with_sheet_xml(other, b"</sheetData>", b'<rows:c r="%c1"/></sheetData>' % letter)
        assert [bool(part.unnamed) for part in counted(data, roughly=True)].count(True) == 1
        with pytest.raises(BadInput):
            archive.check(data)


def counted(data: bytes, *, roughly: bool) -> list[archive._Part]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return list(archive._parts(packed, packed.infolist(), roughly=roughly))


@given(st.lists(tags(), max_size=12).map(b"".join), st.integers(1, 4))
def test_it_finds_at_least_as_much(xml: bytes, times: int) -> None:
    data = with_sheet_xml(PLAIN, b"</sheetData>", xml * times + b"</sheetData>")
    for rough, exact in zip(counted(data, roughly=True), counted(data, roughly=False), strict=True):
        assert (rough.is_sheet, rough.is_texts) == (exact.is_sheet, exact.is_texts)
        assert bool(rough.unnamed) == bool(exact.unnamed)
        assert rough.columns == exact.columns
        assert rough.cells >= exact.cells
        assert rough.last_row >= exact.last_row
        assert rough.longest_text >= exact.longest_text


@given(st.lists(st.text(st.sampled_from("a1 "), min_size=1, max_size=300), min_size=1))
def test_it_takes_no_shared_text_for_shorter_than_it_is(texts: list[str]) -> None:
    data = workbook([[text, "x"] for text in texts])
    assert longest_text(data, roughly=True) >= longest_text(data, roughly=False)


def longest_text(data: bytes, *, roughly: bool) -> int:
    parts = counted(data, roughly=roughly)
    return max(part.longest_text for part in parts if part.is_texts)


def test_a_usual_list_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[f"+1 202-555-{n:04d}", f"Client {n}", n / 4, None, "yes"] for n in range(9_999)]
    usual = workbook([["phone", "name", "sum", "note", "ok"], *rows])
    last = b'<row r="100001"><c r="J100001"><v>1</v></c></row></sheetData>'
    looks: list[bool] = []
    count = archive._parts

    def noted(*values: Any, roughly: bool) -> Iterator[archive._Part]:
        looks.append(roughly)
        return count(*values, roughly=roughly)

    monkeypatch.setattr(archive, "_parts", noted)
    archive.check(with_sheet_xml(usual, b"</sheetData>", last))
    assert looks == [True]


def test_what_is_too_much_by_the_first_count_alone_is_read() -> None:
    """A hundred columns and 10,000 rows: by its nines the sheet reaches down to row 99,999."""
    far = b'<row r="10000"><c r="CV10000"/></row></sheetData>'
    archive.check(with_sheet_xml(PLAIN, b"</sheetData>", far))


def test_a_table_of_texts_that_shows_at_its_end_what_it_is() -> None:
    """Today's calamine would refuse it, but nothing promises that it will."""
    rows = [["phone", "x"]] + [[f"1202555{n:04d}", "x"] for n in range(5_000)]

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith("sharedStrings.xml"):
            return content
        begin = content.index(b"<si>")
        long = content[begin:].replace(b">x<", b">" + b"x" * 3_000_000 + b"<", 1)
        return content[: content.index(b"<sst")] + long

    with pytest.raises(BadInput, match="unpacks to far more"):
        archive.check(edited(workbook(rows), change))


def test_streets_with_sst_in_their_names_are_no_shared_texts() -> None:
    """Programs that stream their rows write texts into the cells."""
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>Schlossstra\xc3\x9fe %d</t></is></c></row>'
    rows = b"".join(row % (n, n, n) for n in range(3, 20_000))
    archive.check(with_sheet_xml(PLAIN, b"</sheetData>", rows + b"</sheetData>"))
