"""Values for every argument of every function that makes blocks, chosen by its type.

A variant chooses among members, counts and what may be missing, so that a few of them reach most
of what a message may say. Everything that people write is Russian here: a word in Latin letters
that a Russian reader sees is then one of ours.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum
from itertools import count
from typing import Any, Literal, Union, get_args, get_origin
from zlib import crc32
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from slackblocks import Block

from bot.calls_api import Capabilities, Route
from bot.domain.cadence import Cadence
from bot.domain.hours import typed_hours
from bot.domain.rules import NO_RULES, Rules
from bot.errors import CallboardError, Refused
from bot.slack.blocks.kit import section
from bot.slack.slash import UsageError, Verb, help_rows
from bot.texts import N_, Mrkdwn, Sentence, Texts

LONG = "весенняя-распродажа-для-москвичей"[:32]
COUNTS = (1, 2, 5, 21, 100_000, 0)
AT = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)

# Arguments and fields whose text is one of a few words.
_WORDS: dict[str, tuple[str | None, ...]] = {
    "command": ("/campaign",),
    "host": ("https://хост.рф",),
    "zone": ("Europe/Moscow", "UTC+03:00"),
    "region": ("RU",),
    "language": ("ru", "en"),
    "verb": (None, "pause", "add", "digest"),
    "action": ("pause", "resume"),
    "error": ("is_archived", "not_in_channel", "ошибка"),
    "quiet_from": ("22:00",),
    "quiet_to": ("08:00",),
    "key": ("maxAttempts",),
    "reason": ("noAnswer", "canceled", "campaign.paused", "campaign.silent", "token"),
    "status": ("noAnswer", "canceled", "nonexistentNumber"),
    "outcome": ("done", "too_late"),
}
_GIVEN = {"now"}  # What may be missing elsewhere, and never is where it is shown.
# The ids that metadata carries begin at one, and a list of them holds one at least.
_LEAST: dict[Any, Any] = {int: 1, tuple[str, ...]: ("5665334669",)}
_CADENCES = (
    Cadence("weekly", time(9), (0, 3)),
    *(Cadence("daily", time(9)), Cadence("hourly"), Cadence("cron", cron="0 9 * * 1")),
)
_RULES = (
    NO_RULES,
    Rules(approve_above=5, approve_stop=True, approve_resume=True, approve_override=True),
    Rules(cap_day=1, cap_week=2, cap_month=5, daily_ceiling=100_000, pause_share=21),
    Rules(hours=typed_hours("mon-fri: 9-20")),
)
_PEOPLE_AND_PLACES = ("_id", "_by", "by", "channel", "thread", "user", "who", "owner")


def an_error() -> CallboardError:
    """A failure that a person can be told about."""
    return Refused(N_("There is no campaign {name} here."), name=LONG)


class Samples:
    """One variant of everything; ``t`` is the reader's texts, ``fewest`` the shortest sequence."""

    def __init__(self, t: Texts, variant: int, fewest: int = 0) -> None:
        self._variant = variant
        self._fewest = fewest
        self._ids = count(1)
        moscow = ZoneInfo("Europe/Moscow")
        self._known: dict[Any, Callable[[str], Any]] = {
            Texts: lambda name: t,
            str: _text,
            Mrkdwn: lambda name: Mrkdwn("слово"),
            int: self._number,
            float: lambda name: 0.425,
            bool: lambda name: bool(self._one((True, False), name)),
            type(None): lambda name: None,
            tzinfo: lambda name: moscow,
            ZoneInfo: lambda name: moscow,
            datetime: lambda name: AT,
            date: lambda name: AT.date(),
            time: lambda name: time(9),
            timedelta: lambda name: timedelta(minutes=34),
            Verb: lambda name: self._one(help_rows(), name),
            Cadence: lambda name: self._one(_CADENCES, name),
            Block: lambda name: section("слово"),
            Capabilities: lambda name: Capabilities(frozenset(list(Route)[: variant % 12])),
            CallboardError: lambda name: an_error(),
            Sentence: lambda name: an_error(),
            UsageError: lambda name: UsageError(N_("Say which campaign."), usage="pause"),
            Rules: lambda name: self._one(_RULES, name),
            Any: _text,
            object: _text,
        }

    def call(self, made: Callable[..., Any]) -> Any:
        """What the function makes of samples of its arguments."""
        hints = typing.get_type_hints(made)
        hints.pop("return", None)
        return made(**self._all(hints))

    def of(self, hint: Any, name: str) -> Any:
        """A value of this type for an argument or a field of this name."""
        origin, inside = get_origin(hint), get_args(hint)
        if name in _WORDS and str in (hint, *inside):
            return self._one(_WORDS[name], name)
        if origin in (Union, types.UnionType):
            choices = [one for one in inside if one is not types.NoneType or name not in _GIVEN]
            return self.of(self._one(choices, name), name)
        if origin is Literal:
            return self._one(inside, name)
        return self._several(origin, inside, name) if origin else self._single(hint, name)

    def _all(self, hints: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.of(hint, name) for name, hint in hints.items()}

    def _one(self, choices: Iterable[Any], name: str) -> Any:
        every = list(choices)
        return every[(self._variant + crc32(name.encode()) % 7) % len(every)]

    def _number(self, name: str) -> int:
        return next(self._ids) if name.endswith(("id", "index")) else self._one(COUNTS, name)

    def _several(self, origin: type, inside: tuple[Any, ...], name: str) -> Any:
        if issubclass(origin, Mapping):
            return {self.of(inside[0], name): self.of(inside[1], name)}
        if issubclass(origin, tuple) and inside[-1] is not Ellipsis:
            return tuple(self.of(one, name) for one in inside)
        length = max(self._variant % 3, self._fewest)
        made = [self.of(inside[0], name) for _ in range(length)]
        if issubclass(origin, frozenset | set):
            return origin(made)
        return tuple(made) if issubclass(origin, tuple) else made

    def _single(self, hint: type, name: str) -> Any:
        if hint in self._known:
            return self._known[hint](name)
        if issubclass(hint, Enum):
            return self._one(hint, name)
        if issubclass(hint, BaseModel):
            hints = {one: field.annotation for one, field in hint.model_fields.items()}
            fields = self._all(hints)
            return hint(**{one: fields[one] or _LEAST.get(kind) for one, kind in hints.items()})
        return hint(**self._all(typing.get_type_hints(hint)))


def _text(name: str) -> str:
    return "U0123456789" if name.endswith(_PEOPLE_AND_PLACES) else LONG
