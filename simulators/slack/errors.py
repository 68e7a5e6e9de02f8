"""The two ways in which the local Slack says no: to the app, and to a person."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """An answer ``{"ok": false, "error": name}``, with what Slack adds to it."""

    def __init__(self, name: str, **extra: Any) -> None:
        super().__init__(name)
        self.name = name
        self.extra = extra

    @classmethod
    def arguments(cls, *messages: str) -> ApiError:
        """``invalid_arguments`` with Slack's sentences about the arguments."""
        return cls(
            "invalid_arguments",
            response_metadata={"messages": [f"[ERROR] {message}" for message in messages]},
        )


class Refused(Exception):
    """Slack's client does not let the person do this; nothing reached the app."""


class ConfirmNeeded(Refused):
    """The element asks first; say ``confirm=True`` to go on, or ``False`` to turn back."""

    def __init__(self, dialog: dict[str, Any]) -> None:
        self.title = str(dialog["title"]["text"])
        self.text = str(dialog["text"]["text"])
        self.yes = str(dialog["confirm"]["text"])
        self.no = str(dialog["deny"]["text"])
        super().__init__(f"{self.title}: {self.text} [{self.yes}] [{self.no}]")
