"""XLSX files: the numbers of a spreadsheet become the texts that a person sees there."""

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from bot.domain.contacts import Row, choose_sheet, open_sheets
from bot.errors import BadInput
from tests.domain.contacts.lists import read
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


def test_no_line_of_a_long_list_that_begins_in_the_middle_is_lost_or_moved() -> None:
    people = [
        Row(line, ["", "", f"1202555{line:04d}", "ill" if line == 400 else str(line), "5.5"])
        for line in range(4, 1_004)
    ]
    written = [
        ["", "", row.cells[2], "ill" if row.line == 400 else row.line, 5.5] for row in people
    ]
    data = workbook([[], [], ["", "", "phone", "age", "sum"], *written])
    assert rows(data) == [Row(3, ["", "", "phone", "age", "sum"]), *people]


CONTACTS = [["phone"], ["12025550101"]]


def test_hidden_and_empty_sheets_are_passed_over() -> None:
    sheets = open_sheets(workbook([["hidden"]], [], CONTACTS, hidden=0))
    assert list(sheets) == ["Sheet3"]
    assert [row.cells for row in sheets["Sheet3"].rows()] == CONTACTS


def test_a_cover_before_the_contacts_is_passed_over() -> None:
    table, guess = choose_sheet(open_sheets(workbook([["Spring sale"]], CONTACTS)))
    assert [row.cells for row in table.rows()] == CONTACTS
    assert (guess.sheet, guess.unread) == ("Sheet2", ("Sheet1",))


def test_the_first_of_two_lists_is_taken_and_the_other_is_named() -> None:
    _, guess = choose_sheet(open_sheets(workbook(CONTACTS, CONTACTS, [])))
    assert (guess.sheet, guess.unread) == ("Sheet1", ("Sheet2",))


def test_sheets_without_any_phone_say_what_is_wrong() -> None:
    with pytest.raises(BadInput, match="No column of this list holds phone numbers"):
        choose_sheet(open_sheets(workbook([["name"], ["Anna"]], [["sum"], ["12"]])))


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
