"""The same list as a workbook until its preview."""

from __future__ import annotations

import io
from contextlib import AbstractAsyncContextManager

import xlsxwriter

from bench.phones import csv_of
from bench.preview import FIGURES, contest, stage_with
from bench.runner.rows import Row, Stage, scaled

__all__ = ["ROW", "contest", "stage"]


def _workbook_of(count: int) -> bytes:
    """What a spreadsheet program saves: texts in a table of their own, sums as numbers."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, text in enumerate(csv_of(count).decode().splitlines()):
            *texts, amount = text.split(",")
            sheet.write_row(line, 0, [*texts, float(amount) if line else amount])
    return file.getvalue()


def stage(scale: float) -> AbstractAsyncContextManager[Stage]:
    """The list is an XLSX file."""
    rows = scaled(100_000, scale)
    return stage_with("list.xlsx", _workbook_of(rows), rows)


ROW = Row(
    name="preview_workbook",
    work="XLSX of 100,000 rows → preview",
    against="calamine, a fast path for the numbers, one raw insert",
    figures=FIGURES,
    stage=stage,
    ours="bench.preview_workbook",
    floor="bench.floors.preview_workbook",
)
