"""What can go wrong with a database, and after which of it the work may be done again."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING, TypeGuard

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import CallboardError, Unclear
from bot.texts import N_

if TYPE_CHECKING:
    import psycopg


class DatabaseUnavailable(CallboardError):
    """The database did not let a transaction begin; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            N_("The bot's database does not answer. Nothing was changed; try again in a minute.")
        )


class CommitUnclear(Unclear):
    """The connection was lost while a transaction was being committed."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The bot's database broke off while it was saving. It may have been saved or not:"
                " look before you try again."
            )
        )


class DatabaseBrokeOff(Unclear):
    """The connection was lost in the midst of somebody's work."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The bot's database broke off meanwhile. What you asked for may have been done or"
                " not: look before you try again."
            )
        )


class SchemaTooNew(CallboardError):
    """The database holds a revision that this version of the bot does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            N_(
                "A newer version of Callboard has used this database (revision {revision})."
                " Nothing was changed; start that version or a later one."
            ),
            revision=revision,
        )


class MigrationBroke(CallboardError):
    """A migration would leave rows that refer to nothing."""

    def __init__(self, table: str, count: int) -> None:
        super().__init__(
            N_(
                "The database was not brought up to date: {count} rows of {table} would refer to"
                " nothing. Nothing was changed; please report this."
            ),
            table=table,
            count=count,
        )


# Class 08 are connection exceptions; 57P0x a server that shuts down, crashed or is starting;
# 53300 too many connections; 40001, 40P01 and 55P03 are transactions undone for another's sake.
_RETRYABLE_STATES = ("08", "57P01", "57P02", "57P03", "53300", "40001", "40P01", "55P03")
# A refused connection carries no state, so its words must do; waiting mends none of these.
_HOPELESS = ("authentication failed", "does not exist", "pg_hba.conf")
_SQLITE_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def cannot_begin(error: BaseException) -> bool:
    """Whether connecting or ``BEGIN`` may raise this; nothing else can be the matter then."""
    known = (DBAPIError, PoolTimeout, sqlite3.Error, OSError)
    return isinstance(error, known) or _is_of_psycopg(error)


def _is_of_psycopg(error: BaseException | None) -> TypeGuard[psycopg.Error]:
    # Where it is not loaded nothing is of its kind, and with SQLite it need not be: it takes 50 ms.
    driver = sys.modules.get("psycopg")
    return driver is not None and isinstance(error, driver.Error)


def is_transient(error: BaseException) -> bool:
    """Whether the transaction surely left no trace, and may well succeed if done again.

    :class:`CommitUnclear` is not: whoever can tell whether it was saved must look.
    """
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _is_transient_cause(error.orig)
    return _is_transient_cause(error)


def _is_transient_cause(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.OperationalError):
        # The lower byte is the primary code; SQLITE_BUSY_SNAPSHOT and the like are busy too.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE_BUSY
    if _is_of_psycopg(cause):
        if cause.sqlstate is None:
            hopeless = any(words in str(cause) for words in _HOPELESS)
            return isinstance(cause, sys.modules["psycopg"].OperationalError) and not hopeless
        return cause.sqlstate.startswith(_RETRYABLE_STATES)
    return isinstance(cause, OSError)


def in_words(error: BaseException) -> CallboardError | None:
    """The sentence for a database that went away during the work; ``None`` for any other error."""
    return DatabaseBrokeOff() if isinstance(error, DBAPIError) and is_transient(error) else None


def is_lost_connection(error: BaseException) -> bool:
    """Whether the connection broke, so that what was under way may have happened or not."""
    if isinstance(error, (OperationalError, InterfaceError)):
        return error.connection_invalidated
    return isinstance(error, OSError)
