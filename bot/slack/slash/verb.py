"""A row of the table of verbs: all that parser, help, errors and suggestions know of a verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from bot.slack.slash.arguments import Arguments
from bot.slack.slash.intents import Intent

Role = Literal["viewer", "operator", "admin"]
Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb.

    ``usage``, ``examples`` and ``runnable`` are texts after the slash command's own word;
    ``runnable`` does something useful as it stands, for a button. ``summary`` is a message id.
    ``hints`` are words people try for it: they are only suggested from. The row without a verb is
    what the command does alone.
    """

    verb: str
    usage: str
    summary: str
    role: Role
    read: Callable[[Arguments], Intent] = field(repr=False)
    examples: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    runnable: str | None = None
    available: bool = True


def read_named(intent: Callable[[str | None], Named]) -> Callable[[Arguments], Named]:
    """The reader of a verb that takes a campaign's name or nothing."""

    def read(arguments: Arguments) -> Named:
        name = arguments.take_name()
        arguments.finish()
        return intent(name)

    return read
