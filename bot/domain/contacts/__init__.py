"""Contact lists: files, pasted text and typed numbers in, contacts and named bad rows out.

``open_sheets`` (or ``read_text``) opens a list, ``choose_sheet`` says what its columns hold, and
``validate`` goes through it in pages.
"""

from bot.domain.contacts.columns import COLUMN_FIELD, ONE_PHONE, Column, ColumnGuess, Role
from bot.domain.contacts.export import Cell, Kind, TableWriter, open_writer
from bot.domain.contacts.files import open_sheets
from bot.domain.contacts.guess import guess_columns
from bot.domain.contacts.reading import Options
from bot.domain.contacts.rejects import reject_columns, reject_file, reject_rows
from bot.domain.contacts.rows import (
    PROBLEM_LABELS,
    WARNING_LABELS,
    BadRow,
    Contact,
    Counts,
    Page,
    Problem,
    RowProblem,
    Warned,
)
from bot.domain.contacts.sheets import choose_sheet
from bot.domain.contacts.table import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    PAGE_ROWS,
    Row,
    Table,
    head,
    pages,
)
from bot.domain.contacts.template import TEMPLATE_COLUMNS, TEMPLATE_ROWS, template_file
from bot.domain.contacts.typed import phones_in, read_text
from bot.domain.contacts.validation import Validation, validate

__all__ = [
    "COLUMN_FIELD",
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "ONE_PHONE",
    "PAGE_ROWS",
    "PROBLEM_LABELS",
    "TEMPLATE_COLUMNS",
    "TEMPLATE_ROWS",
    "WARNING_LABELS",
    "BadRow",
    "Cell",
    "Column",
    "ColumnGuess",
    "Contact",
    "Counts",
    "Kind",
    "Options",
    "Page",
    "Problem",
    "Role",
    "Row",
    "RowProblem",
    "Table",
    "TableWriter",
    "Validation",
    "Warned",
    "choose_sheet",
    "guess_columns",
    "head",
    "open_sheets",
    "open_writer",
    "pages",
    "phones_in",
    "read_text",
    "reject_columns",
    "reject_file",
    "reject_rows",
    "template_file",
    "validate",
]
