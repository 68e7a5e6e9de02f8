"""What a press of a button costs until the card shows it: statements, transactions and requests.

The rounds of the scheduler's side stand still, and what they would do for the press is done by
hand, so that nothing else is counted.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from bot.app.parts import Parts
from bot.app.rendering import renderers
from bot.app.serving import running
from bot.scheduler.delivery import DeliveryDuty
from bot.slack.client import Poster, ReadBack, Uploads
from bot.tasks import Tasks
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from simulators.slack.messages import Message
from tests.counting import Asked, asked_of
from tests.scenarios.office import ADMIN, CHANNEL, Office, settings_for


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office with a campaign's card, whose bot serves Slack only."""
    database = make_url(f"sqlite:///{tmp_path / 'callboard.db'}")
    async with LocalSlack() as slack, CallsApi() as calls:
        made = Office(slack, calls, settings_for(slack, calls, database, watch_seconds=3_600))
        async with running(made.settings):
            await made.connect("spring", calls.create_campaign("Spring"))
            await slack.close_all(ADMIN)
            await slack.message(CHANNEL, "*spring*")
        async with running(made.settings, scheduler=False) as made.bot:
            yield made


async def test_a_press_costs_a_few_short_transactions_until_the_card_is_edited(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office.bot is not None
    card = await office.slack.message(CHANNEL, "*spring*")
    for button in ("Pause", "Resume"):
        office.calls.requests.counts.clear()
        with asked_of(office.bot.db) as press:
            await office.slack.click(ADMIN, button, card)
            await office.slack.until(partial(_has_asked_for_the_card, press))
        with asked_of(office.bot.db) as edit:
            asked = await _edited(office.bot, card, edit, monkeypatch)

        assert office.calls.requests.counts.total() == 3, "the state, the control, the state"
        # Who asks, and that it is new; the campaign; asked, sent, ended; and then, while the edit
        # is under way, whether a card shows it or the channel has to be told.
        assert press.transactions <= 7
        assert len(press) <= 18
        assert press.writing <= 4, "that it is new; asked, sent, ended"
        # The claim of the edit, and what the card shows.
        assert asked.transactions <= 2
        assert len(asked) <= 11
        assert asked.writing <= 1


def _has_asked_for_the_card(press: Asked) -> bool:
    """Whether the last thing was done that a press does."""
    return bool(press.statements) and press.statements[-1].startswith("SELECT card.id")


async def _edited(
    bot: Parts, card: Message, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> Asked:
    """Bring what is due to Slack; what was asked of the database until the edit went out."""
    before: list[Asked] = []
    update = Poster.update

    async def noted(*arguments: Any, **more: Any) -> Any:
        before.append(Asked(list(asked.statements), asked.transactions, asked.writing))
        return await update(*arguments, **more)

    monkeypatch.setattr(Poster, "update", noted)
    duty, shown = _duty(bot), card.text
    while await duty.step():
        pass
    await duty.finished()
    monkeypatch.undo()
    assert card.text != shown
    return before[0]


def _duty(bot: Parts) -> DeliveryDuty:
    async def lost(error: BaseException, name: str) -> None:
        raise error

    clients, desk = bot.clients, bot.services.desk
    made = renderers(bot.services)
    poster, read_back, uploads = Poster(clients), ReadBack(clients), Uploads(clients)
    return DeliveryDuty(desk, poster, read_back, uploads, made, Tasks(lost), bot.metrics, "by hand")
