"""XLSX files: the numbers of a spreadsheet become the texts that a person sees there."""

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from bot.domain.contacts import Row, read
from bot.domain.contacts.workbook import WorkbookTable
from bot.errors import BadInput
from tests.domain.contacts.workbooks import workbook


def rows(data: bytes) -> list[Row]:
    return [row for row in read(data, "contacts.xlsx").rows() if any(row.cells)]


def test_numbers_lose_nothing_and_gain_nothing() -> None:
    data = workbook([[79123456789, 0.1, -3, 1e21, "00123", "", True, 99.50]])
    assert rows(data) == [
        Row(1, ["79123456789", "0.1", "-3", "1000000000000000000000", "00123", "", "TRUE", "99.5"])
    ]


def test_dates_and_times_become_iso(tmp_path) -> None:
    book = openpyxl.Workbook()
    book.active.append(
        [date(2026, 12, 1), datetime(2026, 12, 1, 10, 30), time(9, 5), timedelta(hours=30)]
    )
    book.save(tmp_path / "dates.xlsx")
    [row] = rows((tmp_path / "dates.xlsx").read_bytes())
    assert row.cells[1:3] == ["2026-12-01T10:30:00", "09:05"]
    assert row.cells[0].startswith("2026-12-01")


def test_lines_are_those_of_the_spreadsheet() -> None:
    data = workbook([[], [], ["", "phone"], [], ["", "12025550101"]])
    assert rows(data) == [Row(3, ["", "phone"]), Row(5, ["", "12025550101"])]


def test_the_first_visible_sheet_with_rows_is_taken() -> None:
    table = WorkbookTable(workbook([["hidden"]], [], [["phone"], ["12025550101"]], hidden=0))
    assert table.sheet == "Sheet3"
    assert [row.cells for row in table.rows()] == [["phone"], ["12025550101"]]


def test_formulas_give_their_value_and_errors_give_nothing() -> None:
    data = workbook([["phone", "n"], ["12025550101", "=1/0"]])
    assert rows(data)[1].cells[0] == "12025550101"


def test_files_written_in_constant_memory_are_read_as_well() -> None:
    data = workbook([["phone", "имя"], ["12025550101", "Анна & <b>"]], constant_memory=True)
    assert rows(data)[1].cells == ["12025550101", "Анна & <b>"]


def test_a_workbook_without_rows_says_so() -> None:
    with pytest.raises(BadInput, match="no rows"):
        read(workbook([]), "contacts.xlsx")


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(BadInput, match="201 columns"):
        rows(workbook([["x"] * 201]))
