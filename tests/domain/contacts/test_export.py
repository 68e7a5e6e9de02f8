"""Tables that are written for people open in spreadsheets, and run nothing there."""

import csv
import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.contacts import open_writer
from bot.domain.contacts.export import Cell, Kind, XlsxWriter
from tests.domain.contacts.lists import read

KINDS: list[Kind] = ["csv", "xlsx"]


def written(kind: Kind, rows: list[list[object]], columns: list[str] | None = None) -> bytes:
    target = io.BytesIO()
    with open_writer(target, columns or ["a", "b"], kind, ZoneInfo("Europe/Moscow")) as table:
        for row in rows:
            table.write([row])
    return target.getvalue()


def cells(data: bytes) -> list[list[str]]:
    return [row.cells for row in read(data, "report").rows()]


@pytest.mark.parametrize("kind", KINDS)
def test_texts_and_numbers_come_back(kind: Kind) -> None:
    rows = [["Анна, «;»", 12], ['q"uo\nte', 0.5], ["007", None]]
    assert cells(written(kind, rows)) == [
        ["a", "b"],
        ["Анна, «;»", "12"],
        ['q"uo\nte', "0.5"],
        ["007", ""],
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cell", ["=1+1", "+79", "-x", "@a", "\t=1", "\r=1", "＝1"])
def test_no_cell_and_no_header_is_a_formula(kind: Kind, cell: str) -> None:
    data = written(kind, [[cell, "x"]], [cell, "b"])
    for row in cells(data):
        assert row[0].startswith("'")


texts = st.one_of(
    st.text(max_size=8), st.sampled_from(["a,b", 'q"', "two\nlines", "=1", "x" * 40_000])
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
figures = st.one_of(st.integers(), st.booleans(), st.floats(allow_nan=False), st.none())
of_a_kind = [texts, st.integers(), st.none(), st.one_of(texts, st.none()), st.booleans(), figures]
columns = st.integers(0, 12).flatmap(
    lambda rows: st.lists(
        st.sampled_from([*of_a_kind, moments, st.one_of(texts, figures, moments)]).flatmap(
            lambda cells: st.lists(cells, min_size=rows, max_size=rows)
        ),
        min_size=1,
        max_size=5,
    )
)


@pytest.mark.fuzz
@settings(deadline=None)
@given(columns)
def test_columns_are_the_same_table_as_their_rows(table: list[list[Cell]]) -> None:
    names = [f"c{number}" for number in range(len(table))]
    by_rows, by_columns = io.BytesIO(), io.BytesIO()
    with open_writer(by_rows, names, "csv", ZoneInfo("Asia/Kolkata")) as one:
        one.write(zip(*table, strict=True))
    with open_writer(by_columns, names, "csv", ZoneInfo("Asia/Kolkata")) as other:
        other.write_columns(table)
    assert by_columns.getvalue() == by_rows.getvalue()


def test_a_workbook_holds_texts_and_true_numbers_and_dates() -> None:
    moment = datetime(2026, 12, 1, 7, tzinfo=UTC)
    data = written("xlsx", [["=1+1", 3], [moment, True], [5665336642123456789, float("nan")]])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [[cell.data_type for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["s", "n"],
        ["d", "b"],
        ["s", "s"],
    ]
    assert sheet["A3"].value == datetime(2026, 12, 1, 10)
    assert sheet["A4"].value == "5665336642123456789"


def test_a_csv_is_told_apart_as_utf8_by_excel_and_times_are_local() -> None:
    data = written("csv", [["Анна", datetime(2026, 12, 1, 7, tzinfo=UTC)]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert "Анна,2026-12-01 10:00:00\r\n" in data.decode("utf-8-sig")


def test_rows_beyond_a_sheet_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.domain.contacts.export._SHEET_ROWS", 3)
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", [[n, n] for n in range(5)])))
    assert [[row[0] for row in sheet.values] for sheet in book] == [
        ["a", 0, 1],
        ["a", 2, 3],
        ["a", 4],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_callers_file_stays_open_and_closing_twice_is_harmless(kind: Kind) -> None:
    target = io.BytesIO()
    table = open_writer(target, ["a"], kind)
    table.close()
    table.close()
    assert not target.closed and target.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_that_fails_half_way_leaves_nothing_behind(kind: Kind) -> None:
    def rows():
        yield ["a"]
        raise RuntimeError

    with pytest.raises(RuntimeError), open_writer(io.BytesIO(), ["a"], kind) as table:
        table.write(rows())


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_any_text_can_be_written_and_is_safe(rows: list[list[str]]) -> None:
    for row in csv.reader(io.StringIO(written("csv", rows).decode("utf-8-sig"), newline="")):
        assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", rows)))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_a_workbook_needs_no_memory_for_its_rows() -> None:
    table = open_writer(io.BytesIO(), ["a"], "xlsx")
    assert isinstance(table, XlsxWriter)
    assert table._book.constant_memory
    table.close()
