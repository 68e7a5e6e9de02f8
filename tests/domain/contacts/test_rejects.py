"""Bad rows come back as a file that a person mends and sends again."""

import io

import openpyxl
import pytest

from bot.domain.contacts import guess_columns, head, reject_file
from bot.domain.contacts.export import Kind
from bot.texts import texts_for
from tests.domain.contacts.lists import outcome, read

T = texts_for("en")
LIST = (
    "Телефон;Имя;maxAttempts;\n"
    "+1 202 555 01;=Анна;;x\n"
    "+12025550102;-Ivan;99;\n"
    "+12025550103;good;;\n"
    "+12025550103;twice;;\n"
)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_row_has_its_line_its_reason_and_its_cells(kind: Kind) -> None:
    found = outcome(LIST)
    rows = [row.cells for row in read(reject_file(found.guess, found.bad, T, kind)).rows()]
    assert rows[0] == ["line", "reason", "Телефон", "Имя", "maxAttempts", "column4"]
    assert rows[1][0] == "2" and "too short" in rows[1][1]
    assert rows[2][1:] == [
        "maxAttempts: “99” is not a whole number from 1 to 50.",
        "'+12025550102",
        "'-Ivan",
        "99",
        "",
    ]
    assert rows[3][:2] == ["5", "The same number as in line 4."]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_mended_and_sent_again_it_is_read_as_the_list_it_was(kind: Kind) -> None:
    found = outcome(LIST)
    data = reject_file(found.guess, found.bad, T, kind)
    if kind == "csv":
        data = data.decode("utf-8-sig").replace("'+1 202 555 01,", "+1 202 555 0101,").encode()
        data = data.replace(b",99,", b",9,")
    else:
        book = openpyxl.load_workbook(io.BytesIO(data))
        book.active["C2"], book.active["E3"] = "+1 202 555 0101", 9
        target = io.BytesIO()
        book.save(target)
        data = target.getvalue()
    again = outcome(data)
    assert again.guess.guarded
    assert [(c.phone, dict(c.payload), dict(c.policy)) for c in again.contacts] == [
        ("12025550101", {"Имя": "=Анна", "column4": "x"}, {}),
        ("12025550102", {"Имя": "-Ivan", "column4": ""}, {"maxAttempts": 9}),
        ("12025550103", {"Имя": "twice", "column4": ""}, {}),
    ]


def test_a_list_without_a_header_gets_one() -> None:
    found = outcome("Anna;12025550101\nIvan;12025550102\nOleg;12\n")
    data = reject_file(found.guess, found.bad, T)
    assert data.decode("utf-8-sig").startswith("line,reason,column1,phone\r\n")
    assert guess_columns(head(read(data)), "RU").phone
