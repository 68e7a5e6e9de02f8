"""What is remembered: one database, in a file or on a server, and how it is written and read."""

from bot.store.engine import Database, open_database
from bot.store.failures import CommitUnclear, DatabaseUnavailable, is_transient

__all__ = ["CommitUnclear", "Database", "DatabaseUnavailable", "is_transient", "open_database"]
