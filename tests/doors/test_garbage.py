"""Payloads that Slack would never send change nothing and tell nothing."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from typing import Any

import hypothesis
import pytest
from sqlalchemy.engine import URL
from structlog.testing import capture_logs

from tests.doors.doors import every_door
from tests.doors.house import House, opened
from tests.doors.payloads import Knocker

JUNK: tuple[Any, ...] = (
    None,
    "",
    0,
    -1,
    [],
    {},
    "\x00\ud800\u202e<!channel>",
    "x" * 5_000,
    "9" * 400,
    {"id": {"id": []}},
    [[[]]],
    True,
    '{"campaign": 1}',
    "1); DROP TABLE campaign; --",
)
SEEDS = 2


def rounds() -> int:
    """How often every door gets garbage: so often that as much comes of it as of a property."""
    return max(4, hypothesis.settings.default.max_examples // SEEDS // len(list(every_door())))


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(SEEDS))
async def test_garbage_changes_nothing_and_tells_nothing(sqlite_url: URL, seed: int) -> None:
    draw = random.Random(seed)
    async with opened(sqlite_url) as house:
        who = Knocker(house, "nemo")
        before = await house.state()
        # Thousands of tracebacks are logged, which are not worth drawing; and a report with half a
        # surrogate pair in it cannot travel from the process that ran the test.
        with capture_logs(), silent():
            for door in every_door():
                for _ in range(rounds()):
                    await _knock(house, spoilt(door.payload(who, house.subjects), draw))
        assert await house.state() == before


@contextmanager
def silent() -> Iterator[None]:
    """The libraries' own logging is off inside the block."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


async def _knock(house: House, payload: dict[str, Any]) -> None:
    # What Bolt itself chokes on, both gates in front of it answer with a 500.
    with suppress(TypeError, AttributeError, LookupError, ValueError):
        answer = await house.knock(payload)
        assert answer.status in (200, 404), payload
        assert "spring" not in answer.body


def spoilt(payload: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """The payload with a few of its parts lost, or replaced by junk."""
    made = deepcopy(payload)
    for _ in range(draw.randint(1, 3)):
        draw.choice(_places(made))(draw.choice(JUNK) if draw.random() < 0.8 else _LOST)
    return made


_LOST = object()


def _places(part: Any) -> list[Callable[[Any], None]]:
    """How to change each place of a payload; what decides who asks stays as it is."""
    found: list[Callable[[Any], None]] = []
    pairs = list(part.items()) if isinstance(part, dict) else list(enumerate(part))
    for key, value in pairs:
        if key in ("user", "user_id", "team", "team_id"):
            continue
        found.append(_setter(part, key))
        if isinstance(value, dict | list):
            found += _places(value)
    return found


def _setter(part: Any, key: Any) -> Callable[[Any], None]:
    def set_(value: Any) -> None:
        if value is not _LOST:
            part[key] = value
        elif isinstance(part, dict):
            part.pop(key, None)

    return set_
