"""The machine's clock is set while the bot is at work, and people notice nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.scheduler.clock import ClockDuty
from tests.scenarios.office import ADMIN, CHANNEL, Office, opened

PATIENCE = 20.0

SetClock = Callable[[timedelta], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Set the bot's clock by so much; those of Slack and of the host are right."""
    monkeypatch.setattr(ClockDuty, "every", 0.5)

    def set_by(by: timedelta) -> None:
        monkeypatch.setattr(SystemClock, "now", lambda _: datetime.now(UTC) + by)

    return set_by


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Over Socket Mode: a signed request of an hour ago is refused, as it must be."""
    async with opened(tmp_path, slack={"mode": "socket"}, calls={"speed": 1000}) as made:
        yield made


@pytest.mark.parametrize("by", [timedelta(hours=-1), timedelta(hours=1)], ids=["back", "forward"])
async def test_an_hour_makes_nobody_wait(
    office: Office, set_clock: SetClock, by: timedelta
) -> None:
    slack = office.slack
    campaign = office.calls.create_campaign("Spring", weights={"nonexistentNumber": 1})
    await office.connect("spring", campaign)
    await slack.close_all(ADMIN)
    await slack.message(CHANNEL, "as of", timeout=PATIENCE)

    set_clock(by)
    preview = await office.tell(ADMIN, "add spring +12025550123, +12025550124", "would be added")
    await slack.click(ADMIN, "Add 2", preview)
    await slack.message(CHANNEL, "added 2 numbers", timeout=PATIENCE)
    await slack.message(CHANNEL, "no such number", timeout=PATIENCE)

    assert len(slack.messages(CHANNEL, containing="added 2 numbers")) == 1
    assert not campaign.books.added_twice()
