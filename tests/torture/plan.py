"""What one run of the torture is to do. Everything that it decides comes out of its seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

Engine = Literal["sqlite", "postgres"]
ENGINES: tuple[Engine, ...] = ("sqlite", "postgres")
KEYS = {"honoured": (True,), "ignored": (False,), "both": (True, False)}


@dataclass(frozen=True, slots=True)
class Plan:
    """One day on one engine.

    ``honours`` says which hosts there are: those that honour keys, those that ignore them. The
    day ends after ``kills``, or after ``seconds`` if that is sooner. ``patience`` is how many
    seconds everything may take to come to rest afterwards.
    """

    seed: int
    engine: Engine
    honours: tuple[bool, ...]
    kills: int
    seconds: float
    patience: float
    is_talkative: bool = False

    def dice(self, what: str) -> random.Random:
        """Dice of one's own, so that nobody's decisions hang on how often others threw."""
        return random.Random(f"{self.seed}/{self.engine}/{what}")


def short(
    seed: int, engine: Engine, honours: tuple[bool, ...] = (True, False), kills: int | None = None
) -> Plan:
    """The form that runs with all other tests."""
    return Plan(seed, engine, honours, kills or 40, seconds=18.0, patience=110.0)


def long(
    seed: int, engine: Engine, honours: tuple[bool, ...] = (True, False), kills: int | None = None
) -> Plan:
    """``make torture``. An incident that goes on for long speaks every five minutes."""
    count = kills or 200
    return Plan(seed, engine, honours, count, 60.0 + 8.0 * count, 480.0, is_talkative=True)
