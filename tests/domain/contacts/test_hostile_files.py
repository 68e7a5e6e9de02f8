"""Files made to hurt, and files that are not what they are called, get a clear sentence."""

import io
import zipfile
from pathlib import Path

import pytest

from bot.domain.contacts import MAX_BYTES
from bot.errors import BadInput
from tests.domain.contacts.lists import read
from tests.domain.contacts.workbooks import workbook

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def refused(data: bytes, name: str = "contacts.csv") -> str:
    with pytest.raises(BadInput) as error:
        for _ in read(data, name).rows():
            pass
    sentence = str(error.value)
    assert "Nothing was changed." in sentence
    return sentence


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0"])
def test_an_empty_file(data: bytes) -> None:
    assert refused(data) == "contacts.csv is empty. Nothing was changed."


def test_a_file_that_is_too_large() -> None:
    assert "larger than 10 MB" in refused(b"1\n" * (MAX_BYTES // 2 + 1))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\x01\0", "GIF"),
        (b"BM6\0\0\0\0\0", "BMP"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x1f\x8b\x08", "GZIP"),
        (b"<!DOCTYPE html><table>", "HTML"),
        (b'<?xml version="1.0"?>', "XML"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_kind_of_file_renamed_to_csv(data: bytes, kind: str) -> None:
    assert f"a file of the kind {kind}" in refused(data)


def test_a_header_may_begin_like_a_bitmap() -> None:
    assert next(read(b"BM id;phone\n1;12025550101\n").rows()).cells == ["BM id", "phone"]


def test_a_workbook_called_csv_is_a_workbook_all_the_same() -> None:
    table = read(workbook([["phone"], ["12025550101"]]), "contacts.csv")
    assert [row.cells for row in table.rows()] == [["phone"], ["12025550101"]]


def test_a_csv_called_xlsx_is_read_all_the_same() -> None:
    assert next(read(b"phone\n", "contacts.xlsx").rows()).cells == ["phone"]


def test_nul_bytes_are_named_by_their_line() -> None:
    assert "line 3 holds NUL bytes" in refused(b"phone\n12025550101\n1202\x005550102\n" * 9)


def test_a_broken_byte_in_utf8_is_named_by_its_line() -> None:
    text = "телефон;имя\n" + "89123456789;Анна\n" * 3
    broken = text.encode() + b"89123456789;\xd0\n" + text.encode() * 10
    assert "line 5 holds a byte" in refused(broken)


def test_a_lone_surrogate_in_utf16_is_refused() -> None:
    data = "phone;name\n1;x".encode("utf-16") + b"\x00\xd8" + "\n2;y\n".encode("utf-16-le")
    assert "not the utf-16" in refused(data)


def test_an_old_excel_file() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "Excel 97–2003" in refused(ole + "Workbook".encode("utf-16-le"), "list.xls")


def test_a_workbook_with_a_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert "password" in refused(ole + "EncryptedPackage".encode("utf-16-le"), "list.xlsx")


def _zip(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\0" * 100,
        workbook([["phone"]])[:900],
        _zip(word__document=b"<w:document/>"),
        _zip(sheet=b"<sheetData/>"),
        _zip(sheet=b"<sheetData/>", **{"content.xml": b"<office:document-content/>"}),
    ],
    ids=["zeros", "cut", "word", "sheet", "ods"],
)
def test_an_archive_that_is_no_workbook(data: bytes) -> None:
    assert "cannot be read" in refused(data, "contacts.xlsx")


def test_the_name_of_a_file_is_shown_without_its_tricks() -> None:
    sentence = refused(b"", "\u202egnp.\n" + "x" * 500)
    assert "\u202e" not in sentence and "\n" not in sentence and len(sentence) < 100


def test_a_refusal_tells_nothing_of_the_disk(tmp_path: Path) -> None:
    assert str(tmp_path) not in refused(PNG)


def test_a_byte_that_no_encoding_knows() -> None:
    text = "телефон;имя\n89123456789;Анна\n".encode("cp1251") * 2_000
    assert "line 1 holds a byte" in refused(text + b"89123456780;\x98\n")
