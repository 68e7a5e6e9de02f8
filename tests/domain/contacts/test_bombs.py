"""Workbooks that unpack into more than a machine holds are refused before they are opened.

calamine would abort the whole process on some of these, so a test that passes is the proof.
"""

import io
import resource
import zipfile
from collections.abc import Callable

import pytest

from bot.errors import BadInput
from tests.domain.contacts.lists import read
from tests.domain.contacts.workbooks import edited, with_sheet_xml, workbook

PLAIN = workbook([["phone"], ["12025550101"]])


def refused(data: bytes) -> str:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(BadInput, match=r"Nothing was changed\.") as error:
        read(data, "contacts.xlsx")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100_000, "KiB"
    return str(error.value)


def test_two_cells_in_far_corners() -> None:
    data = with_sheet_xml(PLAIN, b'<c r="A2"', b'<c r="XFD1048576"')
    assert "row 1048576 and across 16384 columns" in refused(data)


@pytest.fixture(scope="module")
def swollen() -> bytes:
    """A sheet of 260 MiB in an archive of one."""
    return with_sheet_xml(PLAIN, b"</sheetData>", b"<row/>" * (44 << 20) + b"</sheetData>")


def test_a_sheet_that_packs_a_hundredfold(swollen: bytes) -> None:
    assert len(swollen) < 2 << 20
    assert "unpacks to far more" in refused(swollen)


def test_a_part_that_lies_about_its_size(swollen: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(swollen)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    honest, small = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert swollen.count(honest) >= 2
    assert "unpacks to far more" in refused(swollen.replace(honest, small))


def test_a_long_text_shared_by_many_cells() -> None:
    rows = [["phone", "x"]] + [[f"1202555{n:04d}", "x"] for n in range(5_000)]

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b">x<", b">" + b"x" * 500_000 + b"<", 1)

    data = edited(workbook(rows), change)
    assert len(data) < 1 << 20
    assert "unpacks to far more" in refused(data)


@pytest.mark.parametrize(
    "hide",
    [
        lambda cell: cell.replace(b'"', b"'"),
        lambda cell: cell.replace(b"<c ", b"<c\n"),
        lambda cell: cell.replace(b"<c ", b"<y:c "),
        lambda cell: cell.replace(b"<c ", b"<x:c "),
        lambda cell: cell.replace(b"<c ", b'<c s="1" '),
        lambda cell: cell.replace(b"<c ", b'<c s="1"'),
        lambda cell: cell.replace(b"XFD", b"&#88;FD"),
        lambda cell: cell.replace(b' r="XFD1048576"', b""),
        lambda cell: cell.replace(b"XFD", b"xfd"),
    ],
)
def test_a_far_corner_written_in_a_tricky_way(hide: Callable[[bytes], bytes]) -> None:
    far = hide(b'<c r="XFD1048576"')
    refused(with_sheet_xml(PLAIN, b'<c r="A2"', far))


def test_a_sheet_in_another_alphabet_of_bytes() -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.decode().encode("utf-16") if name.endswith("sheet1.xml") else content

    refused(edited(PLAIN, change))


def test_a_tag_that_never_ends() -> None:
    refused(with_sheet_xml(PLAIN, b"</sheetData>", b'<c a="' + b"a" * (20 << 20)))


def test_too_many_parts() -> None:
    target = io.BytesIO(PLAIN)
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(1_001):
            archive.writestr(f"xl/media/{number}", b"")
    assert "unpacks to far more" in refused(target.getvalue())


def test_a_locked_part() -> None:
    data = bytearray(PLAIN)
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        names = [entry.filename.encode() for entry in archive.infolist()]
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(names[0]))
    data[at + 8] |= 1
    assert "password" in refused(bytes(data))


def test_a_damaged_workbook_inside_a_sound_archive() -> None:
    def change(name: str, content: bytes) -> bytes:
        return content[:-40] if name == "xl/workbook.xml" else content

    assert "cannot be read" in refused(edited(PLAIN, change))


def test_an_honest_sheet_with_one_far_formatted_cell_is_read() -> None:
    data = with_sheet_xml(
        PLAIN, b"</sheetData>", b'<row r="900000"><c r="C900000" s="1"/></row></sheetData>'
    )
    filled = [row.cells[0] for row in read(data, "contacts.xlsx").rows() if any(row.cells)]
    assert filled == ["phone", "12025550101"]
