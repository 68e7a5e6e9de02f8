"""The verbs about people and their call jobs: rows of the table, and how they are read."""

from __future__ import annotations

from datetime import timedelta
from typing import NoReturn, cast

from bot.domain.spans import parse_span
from bot.slack.slash.arguments import Arguments
from bot.slack.slash.intents import Add, Again, Batches, Cancel, FileFormat, Find, Report
from bot.slack.slash.outcomes import OUTCOMES, read_listed
from bot.slack.slash.phones import Called
from bot.slack.slash.usage import nearest
from bot.slack.slash.verb import Verb, read_named
from bot.slack.slash.words import Word
from bot.texts import N_

_LONGEST_LOOK_BACK = timedelta(days=366)


def read_add(arguments: Arguments) -> Add:
    name = arguments.take_name()
    return Add(name, arguments.take_phones())


def read_again(arguments: Arguments) -> Again:
    name = arguments.take_name()
    outcomes = read_listed(arguments, OUTCOMES, "since")
    if not outcomes:
        _lack_outcomes(arguments, name)
    since = None
    if arguments.take_keyword("since"):
        since = parse_span(" ".join(arguments.take_texts()), _LONGEST_LOOK_BACK)
    return Again(name, outcomes, since)


def read_report(arguments: Arguments) -> Report:
    name = arguments.take_name()
    file = arguments.take_keyword("file")
    chosen = arguments.take_keyword("csv", "xlsx")
    if file or chosen:
        arguments.finish()
        return Report(name, file=True, format=cast("FileFormat | None", chosen))
    called = arguments.take_called()
    return Report(name, called.phones, called.jobs)


def read_cancel(arguments: Arguments) -> Cancel:
    name = arguments.take_name()
    called = arguments.take_called()
    if called == Called((), ()):
        arguments.lack(N_("Say which phones or call jobs (#5665334669)."))
    return Cancel(name, called.phones, called.jobs)


def read_find(arguments: Arguments) -> Find:
    return Find(arguments.take_one_phone())


def _lack_outcomes(arguments: Arguments, name: str | None) -> NoReturn:
    """What was taken for a name may be an outcome misspelt."""
    if name and nearest(name, arguments.verb.keywords):
        arguments.refuse(Word(name))
    arguments.lack(N_("Say which outcomes, such as noAnswer,notDone."))


PHONE_VERBS: tuple[Verb, ...] = (
    Verb(
        "add",
        "add [NAME] [PHONE…]",
        N_("Add phones: shows what will be called, then adds. Without phones, a window."),
        "operator",
        read_add,
        examples=("add", "add spring"),
        hints=("call", "dial", "upload", "import"),
        runnable="add",
    ),
    Verb(
        "again",
        "again [NAME] OUTCOME… [since 2d]",
        N_("Add those with an outcome once more: shows whom, then adds."),
        "operator",
        read_again,
        examples=("again spring noAnswer", "again spring noAnswer,notDone since 2d"),
        keywords=("since", *OUTCOMES),
        hints=("retry", "redial", "recall", "repeat"),
    ),
    Verb(
        "report",
        "report [NAME] [PHONE or #JOB… | file [csv | xlsx]]",
        N_("The summary of a campaign, the rows of phones or call jobs, or all as a file."),
        "viewer",
        read_report,
        examples=("report spring", "report spring #5665334669", "report spring file"),
        keywords=("file", "csv", "xlsx"),
        hints=("results", "stats", "statistics", "export", "download"),
        runnable="report",
    ),
    Verb(
        "find",
        "find PHONE",
        N_("One person in all campaigns that you may see."),
        "viewer",
        read_find,
        hints=("search", "lookup", "who", "phone"),
    ),
    Verb(
        "cancel",
        "cancel [NAME] PHONE or #JOB…",
        N_("Cancel call jobs; it asks first if there are several."),
        "operator",
        read_cancel,
        examples=("cancel spring #5665334669",),
        hints=("drop", "withdraw"),
    ),
    Verb(
        "batches",
        "batches [NAME]",
        N_("What was added, by whom and how far it got, with Undo."),
        "viewer",
        read_named(Batches),
        examples=("batches spring",),
        hints=("history", "undo", "uploads", "receipts"),
        runnable="batches",
    ),
)
