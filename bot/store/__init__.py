"""What is remembered: one database, in a file or on a server, and how it is written and read."""

from bot.store.engine import Database, open_database
from bot.store.failures import CommitUnclear, DatabaseUnavailable, is_transient
from bot.store.locking import AlreadyServed, one_process
from bot.store.vault import Fingerprints, Vault, VaultError
from bot.store.wakeups import Wakeups, open_wakeups

__all__ = [
    "AlreadyServed",
    "CommitUnclear",
    "Database",
    "DatabaseUnavailable",
    "Fingerprints",
    "Vault",
    "VaultError",
    "Wakeups",
    "is_transient",
    "one_process",
    "open_database",
    "open_wakeups",
]
