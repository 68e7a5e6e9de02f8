"""Scenarios play over both simulators and real sockets."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog

from bot.logs import configure_logs
from tests.scenarios.office import ADMIN, Office, opened


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine quick work may take seconds, and would get a placeholder in some runs."""
    monkeypatch.setattr("handlers.submissions._QUICK", 12.0)


@pytest.fixture
def hurried(unhurried: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes a moment gets a placeholder."""
    monkeypatch.setattr("handlers.submissions._QUICK", 0.3)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office over Socket Mode, with a host of the current generation that dials fast."""
    async with opened(tmp_path, calls={"speed": 1000}) as made:
        yield made


@pytest.fixture
async def spring(office: Office) -> Office:
    """The office with a campaign in progress, which the admin has just connected."""
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.close_all(ADMIN)
    return office


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that the bot logs, as an operator with LOG_LEVEL=debug reads it."""
    root = logging.getLogger()
    before = (root.level, root.handlers[:], logging.raiseExceptions)
    stream = StringIO()
    configure_logs("debug", "json", stream=stream)
    # A module's logger that is kept at its first use would write to this stream for ever after.
    structlog.configure(cache_logger_on_first_use=False)
    yield stream
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    logging.raiseExceptions = before[2]
    structlog.reset_defaults()
