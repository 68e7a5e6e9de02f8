"""Contact lists: files, pasted text and typed numbers in, contacts and named bad rows out.

``read`` (or ``read_text``) opens a list, ``guess_columns`` says what its columns hold, and
``validate`` goes through it in pages.
"""

from bot.domain.contacts.columns import ONE_PHONE, Column, ColumnGuess, Role
from bot.domain.contacts.files import read
from bot.domain.contacts.guess import guess_columns
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
from bot.domain.contacts.typed import phones_in, read_text
from bot.domain.contacts.validation import Options, Validation, validate

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "ONE_PHONE",
    "PAGE_ROWS",
    "PROBLEM_LABELS",
    "WARNING_LABELS",
    "BadRow",
    "Column",
    "ColumnGuess",
    "Contact",
    "Counts",
    "Options",
    "Page",
    "Problem",
    "Role",
    "Row",
    "RowProblem",
    "Table",
    "Validation",
    "Warned",
    "guess_columns",
    "head",
    "pages",
    "phones_in",
    "read",
    "read_text",
    "validate",
]
