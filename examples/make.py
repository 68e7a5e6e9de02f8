"""Makes contacts.csv and contacts.xlsx: the same list, as awkward as real lists are.

Run ``python examples/make.py`` after a change; a test checks that the files are those of this
script. All numbers are of ranges kept free for examples, or libphonenumber's own example numbers.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import xlsxwriter

HEADER = ["Телефон", "Имя", "city", "Сумма, ₽", "id", "allowedTime", "gmtZone", "DialerPriority"]

ROWS: list[list[str | float]] = [
    [
        "+7 912 345-67-89",
        "Анна «Аня» Петрова",
        "Санкт-Петербург",
        "1 500,00",
        "00017",
        "",
        "+3",
        1.0,
    ],
    ["8 (912) 345-67-89", "Анна ещё раз", "Санкт-Петербург", "1 500,00", "00017", "", "", ""],
    [12025550101.0, 'John "Jack" O\'Neil; Jr.', "New York", 99.5, "00018", "9:00-18:00", "", ""],
    ["+1 (202) 555-0102", "Zoë\nSecond line", "Boston, MA", "", "00019", "пн-пт: 10-17", "", 2.0],
    ["'+12025550103", "=HYPERLINK", "-1", "+7", "@id", "", "America/Chicago", ""],
    ["1 202 555 0104", "Ёлкина, Мария", "Нижний Новгород", "0", "0", "", "", ""],
    ["+44 7700 900123", "Out of every number plan", "London", "", "00020", "", "Europe/London", ""],
    ["7,916E+10", "Digits lost", "Москва", "", "00021", "", "", ""],
    ["+1 202 555 01", "Too short", "Москва", "", "00022", "", "", ""],
    ["+1 202-555-0105 ext. 7", "Has an extension", "Москва", "", "00023", "", "", ""],
    ["", "No number", "Москва", "", "00024", "", "", ""],
    ["+12025550106, +12025550107", "Two in one cell", "Москва", "", "00025", "", "", ""],
    ["+12025550108", "Bad hours", "Москва", "", "00026", "18:00-9:00", "", ""],
    ["+12025550109", "Bad priority", "Москва", "", "00027", "", "", 9.0],
    ["12025550101", "John again", "New York", 99.5, "00018", "", "", ""],
    ["нет", "Not a number", "Москва", "", "00028", "", "", ""],
    ["tel: +1 202 555 0110", "Emoji 🎉 is fine", "Казань", "", "00029", "", "", ""],
]

HERE = Path(__file__).parent


def as_csv() -> bytes:
    """Semicolons, a BOM, CRLF: what a Russian Excel saves."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADER)
    writer.writerows(ROWS)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    """Numbers as floats, as every spreadsheet keeps them."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    book.set_properties({"title": "Contacts", "created": datetime(2026, 1, 1)})
    sheet = book.add_worksheet("Контакты")
    for line, row in enumerate([HEADER, *ROWS]):
        sheet.write_row(line, 0, row)
    book.close()
    return target.getvalue()


if __name__ == "__main__":
    (HERE / "contacts.csv").write_bytes(as_csv())
    (HERE / "contacts.xlsx").write_bytes(as_xlsx())
