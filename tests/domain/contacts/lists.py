"""Short ways to put a list through the whole of reading, guessing and validating."""

from typing import Any, NamedTuple

from bot.domain.contacts import (
    BadRow,
    ColumnGuess,
    Contact,
    Counts,
    Options,
    Table,
    Validation,
    guess_columns,
    head,
    open_sheets,
    pages,
)


class Outcome(NamedTuple):
    """All pages of a list put together."""

    contacts: list[Contact]
    bad: list[BadRow]
    counts: Counts
    guess: ColumnGuess

    @property
    def phones(self) -> list[str]:
        return [contact.phone for contact in self.contacts]

    @property
    def problems(self) -> list[tuple[int, str]]:
        return [(row.line, row.problem.value) for row in self.bad]

    @property
    def sentences(self) -> list[str]:
        return [row.message.format(**row.values) for row in self.bad]


def read(data: bytes, filename: str = "") -> Table:
    """The only sheet of a file, or its first."""
    return next(iter(open_sheets(data, filename).values()))


def outcome(data: bytes | str, guess: ColumnGuess | None = None, **options: Any) -> Outcome:
    """What becomes of a file; the options are those of :class:`Options`."""
    table = read(data.encode() if isinstance(data, str) else data, "contacts.csv")
    guess = guess or guess_columns(head(table), options.get("region"))
    validation = Validation(guess, Options(**options))
    contacts: list[Contact] = []
    bad: list[BadRow] = []
    for page in map(validation.page, pages(table.rows())):
        contacts += page.contacts
        bad += page.bad
    return Outcome(contacts, bad, validation.counts, guess)
