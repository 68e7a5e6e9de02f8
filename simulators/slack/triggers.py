"""Triggers: each act of a person lets the app open one modal within three seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulators.slack.errors import ApiError
from simulators.slack.ids import secret
from simulators.slack.pace import Pace
from simulators.slack.people import User


@dataclass
class Trigger:
    """Who acted, when, where, and whether the app has used it up."""

    user: User
    made_at: float
    origin: Any = None
    used: bool = False


class Triggers:
    """All triggers that were given out."""

    def __init__(self, pace: Pace, seconds: float) -> None:
        self._pace = pace
        self.seconds = seconds
        self._all: dict[str, Trigger] = {}

    def new(self, user: User, origin: Any = None) -> str:
        """A trigger_id for what this person has just done."""
        stamp = f"{self._pace.now():.4f}".replace(".", "")
        name = f"{stamp}.{len(self._all) + 1}.{secret()}"
        self._all[name] = Trigger(user, self._pace.now(), origin)
        return name

    def exchange(self, name: str) -> Trigger:
        """Use a trigger up; Slack's errors for one that is unknown, used, or too old."""
        trigger = self._all.get(name)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._pace.now() - trigger.made_at > self.seconds:
            raise ApiError("expired_trigger_id")
        trigger.used = True
        return trigger
