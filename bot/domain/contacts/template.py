"""A list to fill in: every column that has a meaning, and two rows that show how."""

from __future__ import annotations

import io

from bot.domain.contacts.export import Kind, XlsxWriter, open_writer

TEMPLATE_COLUMNS = (
    *("phone", "name", "startDateTime", "finishDateTime", "allowedDays", "allowedTime"),
    *("gmtZone", "maxAttempts", "retryIntervalInMinutes", "dialerPriority"),
)
TEMPLATE_ROWS = (
    ("12025550123", "Anna", "", "", "mon-fri", "09:00-18:00", "America/New_York", "3", "60", "1"),
    ("12025550124", "Иван", "2030-12-01 10:00", "2030-12-31", "", "", "", "", "", ""),
)
"""The numbers are of a range that is kept free for examples: nobody is called by mistake."""


def template_file(kind: Kind) -> bytes:
    """The template as a file. In XLSX all cells are text, so that Excel keeps each digit."""
    target = io.BytesIO()
    with open_writer(target, TEMPLATE_COLUMNS, kind) as table:
        if isinstance(table, XlsxWriter):
            table.keep_text(len(TEMPLATE_COLUMNS))
        table.write(TEMPLATE_ROWS)
    return target.getvalue()
