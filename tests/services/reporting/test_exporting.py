"""A report as a file: every column of the script's in its order, masked for whom it must be."""

from __future__ import annotations

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from bot.domain.campaigns import Campaign
from bot.domain.contacts.export import Kind
from bot.services.reporting.exporting import Exporter
from bot.services.reporting.table import COLUMNS, Export, table_columns
from bot.store import Database, reports
from bot.store.reports import FilePage
from tests.clocks import START, ManualClock
from tests.desks import a_desk
from tests.services.books import ANSWERED, UNANSWERED, Books


@pytest.fixture
async def books(database: Database, clock: ManualClock) -> Books:
    return Books(await a_desk(database, clock))


async def exported(
    books: Books,
    campaign: Campaign,
    path: Path,
    *,
    kind: Kind = "csv",
    masked: bool = False,
    page_rows: int = 2,
    zone: Any = UTC,
) -> list[list[Any]]:
    """The file's rows, its header first."""
    exporter = Exporter(books.desk.db, page_rows)
    count = await exporter.write(Export(campaign.id, kind, masked, zone), path)
    if kind == "xlsx":
        with path.open("rb") as file:
            sheet = openpyxl.load_workbook(file).active
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    else:
        text = await asyncio.to_thread(path.read_text, "utf-8-sig")
        rows = [*csv.reader(io.StringIO(text))]
    assert len(rows) == count + 1
    return rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report"


async def test_the_scripts_columns_come_in_its_own_order(books: Books, path: Path) -> None:
    spring = await books.campaign()
    written = {"Zeta": "last letter first", "Rating": 5, "Интерес": "да", "Aim": None}
    await books.finished(spring, report_data=written)
    await books.finished(spring, UNANSWERED, 2)

    header, first, second, _ = await exported(books, spring, path)

    assert header == [*COLUMNS, "Zeta", "Rating", "Интерес", "Aim"]
    assert first[len(COLUMNS) :] == ["last letter first", "5", "да", ""]
    assert second[len(COLUMNS) :] == ["", "", "", ""]
    assert first[:5] == ["5665000001", "79120000001", ANSWERED, "2", "30"]


async def test_a_column_that_comes_late_is_in_every_row_and_stands_last(
    books: Books, path: Path
) -> None:
    spring = await books.campaign()
    await books.finished(spring, number=5, report_data={"b": 1})
    await books.finished(spring, report_data={"a": 2, "b": 3})
    await books.finished(spring, number=4, report_data={"c": 4})

    rows = await exported(books, spring, path)

    assert rows[0][len(COLUMNS) :] == ["b", "a", "c"]
    assert [row[len(COLUMNS) :] for row in rows[4:8]] == [
        *[["1", "", ""]] * 2,
        ["3", "2", ""],
        ["", "", "4"],
    ]
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_masked_file_gives_no_number_away(books: Books, path: Path, kind: Kind) -> None:
    spring = await books.campaign()
    said = {"Text": "call +7 912 000-00-01 back", "Digits": 79120000001, "In": {"x": "79120000001"}}
    await books.finished(spring, report_data=said)

    _, row = await exported(books, spring, path, kind=kind, masked=True)

    assert row[1] == "7 •••-••-01"
    assert not any("912" in str(cell) for cell in row[1:])
    assert row[-3:] == ["call •••01 back", "•••01", '{"x":"•••01"}']


async def test_a_masked_file_hides_the_number_as_its_country_writes_it(
    books: Books, path: Path
) -> None:
    spring = await books.campaign()
    said = {"Text": "her 20-000-001", "Digits": 20000001, "Sum": 20000002}
    await books.finished(spring, report_data=said, tag_name="for 79120000001")

    _, row = await exported(books, spring, path, masked=True)

    assert row[COLUMNS.index("tagName")] == "for •••01"
    assert row[-2:] == ["•••01", "20000002"]


async def test_what_a_script_wrote_is_no_formula_and_no_loss(books: Books, path: Path) -> None:
    spring = await books.campaign()
    said = {"=cmd()": "=1+1", "jobStatus": "mine", "Nested": {"b": [1, 2]}, "Flag": True}
    await books.finished(spring, report_data=said)

    header, row = await exported(books, spring, path)

    assert header[len(COLUMNS) :] == ["'=cmd()", "jobStatus (reportData)", "Nested", "Flag"]
    assert row[len(COLUMNS) :] == ["'=1+1", "mine", '{"b":[1,2]}', "True"]


async def test_what_a_script_wrote_comes_through_whatever_is_in_it(
    books: Books, path: Path
) -> None:
    spring = await books.campaign()
    odd = {'a "b", c': 'x\n"y"\\', "Ключ": "\u2028 🙂 {[,null", "n": 2**63 - 1, "": [None, "1,2"]}
    for said in (odd, None, {}, odd):
        await books.finished(spring, report_data=said, tag_name='t "1",\n')

    header, *rows = await exported(books, spring, path)

    read = ['x\n"y"\\', "\u2028 🙂 {[,null", str(2**63 - 1), '[null,"1,2"]']
    assert header[len(COLUMNS) :] == list(odd)
    assert [row[len(COLUMNS) :] for row in rows] == [read, [""] * 4, [""] * 4, read]
    assert {row[COLUMNS.index("tagName")] for row in rows} == {'t "1",\n'}


@pytest.mark.parametrize(("kind", "as_read"), [("csv", str), ("xlsx", str)])
async def test_times_are_of_the_readers_zone(
    books: Books, path: Path, kind: Kind, as_read: type[str]
) -> None:
    spring = await books.campaign()
    await books.finished(spring, at=START + timedelta(hours=14, seconds=7))

    _, row = await exported(books, spring, path, kind=kind, zone=ZoneInfo("Asia/Kolkata"))

    assert as_read(row[5]) == "2026-11-02 14:30:00"
    assert as_read(row[6])[:19] == "2026-11-03 04:30:07"


@pytest.mark.parametrize("zone", ["Europe/Moscow", "America/St_Johns", "Australia/Lord_Howe"])
def test_a_time_in_a_file_is_what_a_clock_there_shows(zone: str) -> None:
    """Through every change of the clocks of ten years, to the second."""
    began = round(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
    seconds = [began + step * 3_599 for step in range(10 * 365 * 24)]
    export = Export(1, "csv", masked=False, zone=ZoneInfo(zone))
    rows = [("1", "2", "", 1, 1, at * 1_000 + 999, None, None, None) for at in seconds]
    page = FilePage("1", [*zip(*rows, strict=True)], [None] * len(rows))

    written = table_columns(export, [], page)

    clock = [datetime.fromtimestamp(at, ZoneInfo(zone)) for at in seconds]
    assert list(written[5]) == [f"{at:%Y-%m-%d %H:%M:%S}" for at in clock]
    assert set(written[6]) == {""}


async def test_a_campaign_without_call_jobs_makes_a_table_of_none(books: Books, path: Path) -> None:
    assert await exported(books, await books.campaign(), path) == [list(COLUMNS)]


async def test_other_campaigns_rows_stay_out(books: Books, path: Path) -> None:
    spring, autumn = await books.campaign("spring"), await books.campaign("autumn")
    await books.finished(spring, number=3)
    await books.finished(autumn, number=3)

    assert len(await exported(books, spring, path)) == 4


async def test_no_more_rows_are_held_than_a_page(
    books: Books, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory does not grow with the list: each read asks for a page, and goes on by key."""
    spring = await books.campaign()
    await books.finished(spring, number=25)
    asked: list[tuple[str, int]] = []
    read = reports.file_page

    async def watched(tx: Any, campaign_id: int, after: str, limit: int) -> Any:
        page = await read(tx, campaign_id, after, limit)
        asked.append((after, len(page)))
        return page

    monkeypatch.setattr(reports, "file_page", watched)
    await exported(books, spring, path, page_rows=10)

    assert [size for _, size in asked] == [10, 10, 5, 0]
    assert [after for after, _ in asked] == sorted({after for after, _ in asked})
