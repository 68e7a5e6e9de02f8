"""CSV files of every kind that spreadsheets and people save."""

import pytest

from bot.domain.contacts import MAX_COLUMNS, Row
from bot.errors import BadInput
from tests.domain.contacts.lists import read


def cells(data: bytes) -> list[list[str]]:
    return [row.cells for row in read(data, "contacts.csv").rows() if any(row.cells)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    table = f"phone{delimiter}name\n12025550101{delimiter}Anna\n12025550102{delimiter}Ivan\n"
    assert cells(table.encode()) == [
        ["phone", "name"],
        ["12025550101", "Anna"],
        ["12025550102", "Ivan"],
    ]


def test_commas_inside_texts_do_not_make_columns() -> None:
    table = "phone;note\n12025550101;a, b, c\n12025550102;d, e\n12025550103;f\n"
    assert cells(table.encode())[1] == ["12025550101", "a, b, c"]


def test_excels_own_line_about_the_separator_is_obeyed() -> None:
    table = read(b"sep=|\r\nphone|a,b\r\n12025550101|x,y\r\n", "contacts.csv")
    assert list(table.rows()) == [
        Row(2, ["phone", "a,b"]),
        Row(3, ["12025550101", "x,y"]),
    ]


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
        *("cp1251", "cp866", "koi8_r", "mac_cyrillic"),
    ],
)
def test_cyrillic_survives_in_every_encoding(encoding: str) -> None:
    rows = [["телефон", "имя"], ["89123456789", "Мария Ёлкина"], ["89123456780", "Анна Щукина"]]
    text = "\r\n".join(";".join(row) for row in rows * 20)
    assert cells(text.encode(encoding)) == rows * 20


@pytest.mark.parametrize("text", ["телефон;имя\n89123456789;Аня\n", "НОМЕР;ФИО\n1;Ёж «Ух»\n"])
def test_a_short_windows_list_is_read_right(text: str) -> None:
    assert cells(text.encode("cp1251"))[0] == text.split("\n")[0].split(";")


def test_a_western_list_is_not_taken_for_a_russian_one() -> None:
    assert cells("phone;name\n1;Jürgen Groß\n2;François\n".encode("cp1252"))[1][1] == "Jürgen Groß"


def test_quotes_hold_delimiters_line_breaks_and_quotes() -> None:
    table = read(b'phone,note\n1,"a, ""b""\nc"\n\n2,d\n', "contacts.csv")
    assert list(table.rows()) == [
        Row(1, ["phone", "note"]),
        Row(2, ["1", 'a, "b"\nc']),
        Row(4, []),
        Row(5, ["2", "d"]),
    ]


def test_a_space_after_the_delimiter_does_not_break_quotes() -> None:
    assert cells(b'phone, name\n1, "Smith, John"\n')[1] == ["1", "Smith, John"]


def test_a_lone_quote_inside_a_text_is_just_a_sign() -> None:
    assert cells(b'phone,note\n1,5" disk\n')[1] == ["1", '5" disk']


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_break_counts(newline: str) -> None:
    table = read(newline.join(["phone", "1", "2"]).encode(), "contacts.csv")
    assert [row.line for row in table.rows() if row.cells] == [1, 2, 3]


def test_a_quote_that_is_never_closed_is_named_by_its_line() -> None:
    with pytest.raises(BadInput, match=r"opens in line 2 .* Nothing was changed"):
        cells(b'phone,note\n1,"never closed\n2,b\n3,c\n')


def test_so_is_one_in_a_long_file() -> None:
    with pytest.raises(BadInput, match="opens in line 2 "):
        cells(b'phone,note\n1,"never closed\n' + b"2,b\n" * 50_000)


def test_a_file_of_one_line_is_refused_before_it_becomes_millions_of_cells() -> None:
    with pytest.raises(BadInput, match=r"Line 1 .* no line breaks"):
        cells(b"1," * 2_000_000)


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(BadInput, match=r"Line 2 .* 201 columns"):
        cells(b"phone\n" + b"," * MAX_COLUMNS + b"1")


def test_rows_can_be_gone_through_again() -> None:
    table = read(b"phone\n1\n", "contacts.csv")
    assert list(table.rows()) == list(table.rows())


def test_a_quote_that_opens_in_the_first_of_many_long_lines_is_named() -> None:
    with pytest.raises(BadInput, match=r"opens in line 1 "):
        cells(b'phone,"note\n' + (b"x" * 9_000 + b"\n") * 60)


@pytest.mark.parametrize(
    "line", ['="12025550101",="00123",="a', '"=""12025550101""","=""00123""","=""a"']
)
def test_numbers_that_a_program_wrote_as_formulas_are_texts(line: str) -> None:
    row = cells(f"phone,code,note\n{line}\n".encode())[1]
    assert row == ["12025550101", "00123", '="a']
