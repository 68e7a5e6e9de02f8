"""Which call jobs a request is about, and how to go on without members that the host lacks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.calls_api.errors import BadParameters, Fault, TooLarge
from bot.calls_api.refusals import MemberNotFound

T = TypeVar("T")

CHUNK = 1_000
"""How many members a request names: their rows decode in a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Call jobs by their IDs, by phones, or both. Its repr shows no phone."""

    ids: tuple[str, ...] = ()
    phones: tuple[str, ...] = field(default=(), repr=False)

    def wire(self) -> dict[str, list[str]]:
        if not (self.ids or self.phones):
            raise BadParameters([Fault("ids", "empty", "name at least one call job or phone")])
        parts = {"ids": list(self.ids), "phones": list(self.phones)}
        return {name: members for name, members in parts.items() if members}


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a host knows of some members: its answer for them, and those that it does not have."""

    asked: tuple[str, ...] = field(repr=False)
    answer: list[T] = field(repr=False)
    missing: tuple[str, ...] = field(default=(), repr=False)


def pieces(members: Sequence[str], size: int = CHUNK) -> Iterator[tuple[str, ...]]:
    """The members without repetitions, ``size`` at a time."""
    unique = tuple(dict.fromkeys(members))
    for start in range(0, len(unique), size):
        yield unique[start : start + size]


async def look_up(
    members: Sequence[str], ask: Callable[[tuple[str, ...]], Awaitable[list[T]]]
) -> AsyncIterator[Found[T]]:
    """Ask about members that the host may not have, or have too much to say about.

    One unknown member makes a host refuse all of the request. Members that its answer seems to
    name are asked about apart from the rest; if it names none, or all, the request is halved. Only
    what is refused when it stands alone is missing: an answer's text may mislead.
    """
    pending = [tuple(members)]
    while pending:
        asked = pending.pop()
        try:
            yield Found(asked, await ask(asked))
        except MemberNotFound as refusal:
            if len(asked) == 1:
                yield Found(asked, [], missing=asked)
            else:
                pending += _apart(asked, refusal.members) or _halves(asked)
        except TooLarge:
            if len(asked) == 1:
                raise
            pending += _halves(asked)


def _apart(asked: tuple[str, ...], named: frozenset[str]) -> list[tuple[str, ...]]:
    """The rest and the named ones, to be asked from the end; nothing if that divides nothing."""
    parts = [
        tuple(member for member in asked if member not in named),
        tuple(member for member in asked if member in named),
    ]
    return parts if all(parts) else []


def _halves(asked: tuple[str, ...]) -> list[tuple[str, ...]]:
    middle = len(asked) // 2
    return [asked[middle:], asked[:middle]]
