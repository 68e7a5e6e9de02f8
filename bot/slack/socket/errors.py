"""What keeps Socket Mode from starting."""

from __future__ import annotations

from bot.errors import CallboardError
from bot.texts import N_


class AppTokenRefused(CallboardError):
    """Slack does not take the app token: a start error, since trying again cannot help."""

    def __init__(self, error: str) -> None:
        message = N_(
            "Slack refused SLACK_APP_TOKEN ({error}). Under Basic Information of the app, make an"
            " app-level token with the scope connections:write, see that Socket Mode is on, and"
            " set the token."
        )
        super().__init__(message, error=error)
        self.error = error
