"""Failures of Slack that a person can be told about.

::

    CallboardError
    └── SlackTrouble
        ├── SlackRefused   Slack said no: nothing was changed
        └── SlackSilent    no answer, or none to be understood: it may have happened
"""

from __future__ import annotations

from bot.errors import CallboardError
from bot.slack.client.outcomes import NotPosted, Unclear
from bot.slack.client.verdicts import judge
from bot.texts import N_


class SlackTrouble(CallboardError):
    """A call to Slack that failed. ``method`` and ``error`` are Slack's own words."""

    def __init__(self, message: str, /, *, method: str, error: str) -> None:
        super().__init__(message, method=method, error=error)
        self.method = method
        self.error = error


class SlackRefused(SlackTrouble):
    """Slack said no, so nothing was changed. ``permanent``: the same again can only fail again."""

    def __init__(self, method: str, refusal: NotPosted) -> None:
        message = N_("Slack refused {method} ({error}). Nothing was changed.")
        super().__init__(message, method=method, error=refusal.error)
        self.retry_after = refusal.retry_after
        self.fault = refusal.fault
        self.permanent = refusal.permanent


class SlackSilent(SlackTrouble):
    """Slack gave no answer that can be understood: whether it happened is not known."""

    def __init__(self, method: str, doubt: Unclear) -> None:
        message = N_(
            "Slack did not answer {method} ({error}), so it may or may not be done."
            " Look before you try again."
        )
        super().__init__(message, method=method, error=doubt.reason)


def trouble(method: str, error: Exception) -> SlackTrouble:
    """The failure of a call, named by its meaning."""
    verdict = judge(error)
    if isinstance(verdict, Unclear):
        return SlackSilent(method, verdict)
    return SlackRefused(method, verdict)
