"""The errors of the Calls API in its two envelopes.

Everything but control answers ``{"type", "message", …}``; control answers
``{"error", "message"?, "args"?}``. The documents name no answer for a body that cannot be read
or a field out of range that has no error of its own: 422 keeps every documented status to its
documented shape.
"""

from typing import Any


class HostError(Exception):
    """A refusal: ``status`` and the JSON object of the answer."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(status, body.get("type") or body.get("error"))
        self.status = status
        self.body = body

    @property
    def code(self) -> str:
        return str(self.body.get("type") or self.body.get("error"))


def typed(code: str, message: str, *, status: int = 400, **more: Any) -> HostError:
    return HostError(status, {"type": code, "message": message, **more})


def invalid_token() -> HostError:
    return typed("invalid.token", "Campaign with such token was not found", status=404)


def unreadable(message: str) -> HostError:
    return typed("bad.request", message, status=422)


def wrong_state(state: str) -> HostError:
    """The campaign no longer takes phones. ``state`` is in capitals, as errors carry it."""
    return typed(
        "invalid.call.task.state",
        f"Phones cannot be added to a campaign in state {capitals(state)}",
        state=capitals(state),
    )


def wrong_control(action: str, state: str) -> HostError:
    return HostError(
        400,
        {
            "error": "invalid.campaign.state",
            "message": f"Cannot {action} a campaign in state {capitals(state)}",
            "args": {"state": capitals(state)},
        },
    )


def capitals(word: str) -> str:
    """IN_PROGRESS for inProgress."""
    return "".join("_" + letter if letter.isupper() else letter for letter in word).upper()
