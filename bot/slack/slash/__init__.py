"""The command language: texts after ``/campaign`` or a mention become typed intents.

:func:`parse` gives one of :data:`Intent` or raises :class:`UsageError`; the table behind it is
:data:`VERBS`, which help is made from (:func:`help_rows`, :func:`help_for`).
"""

from bot.slack.slash.intents import (
    Access,
    Add,
    Again,
    Alerts,
    Audit,
    Batches,
    Cancel,
    Card,
    Connect,
    Control,
    Digest,
    Disconnect,
    Find,
    Forget,
    Help,
    Intent,
    Mute,
    OptOut,
    Overview,
    Report,
    Settings,
    Status,
    Subject,
    Use,
)
from bot.slack.slash.outcomes import ALERT_KINDS, OUTCOMES
from bot.slack.slash.parse import help_for, help_rows, parse, verb_of
from bot.slack.slash.secrets import looks_secret
from bot.slack.slash.table import RESERVED, VERBS
from bot.slack.slash.usage import UsageError
from bot.slack.slash.verb import Verb
from bot.slack.slash.words import strip_mention

__all__ = [
    "ALERT_KINDS",
    "OUTCOMES",
    "RESERVED",
    "VERBS",
    "Access",
    "Add",
    "Again",
    "Alerts",
    "Audit",
    "Batches",
    "Cancel",
    "Card",
    "Connect",
    "Control",
    "Digest",
    "Disconnect",
    "Find",
    "Forget",
    "Help",
    "Intent",
    "Mute",
    "OptOut",
    "Overview",
    "Report",
    "Settings",
    "Status",
    "Subject",
    "UsageError",
    "Use",
    "Verb",
    "help_for",
    "help_rows",
    "looks_secret",
    "parse",
    "strip_mention",
    "verb_of",
]
