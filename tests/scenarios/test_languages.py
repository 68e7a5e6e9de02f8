"""A person reads their own Slack language; a channel reads the one that it has set."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.scenarios.office import ADMIN, CHANNEL, Office

RUSSIAN = "boris"  # His Slack speaks Russian, and he lives in Moscow.


@pytest.fixture
async def spring(office: Office) -> AsyncIterator[Office]:
    """An office with a campaign in progress."""
    await office.connect("весна", office.calls.create_campaign("Весна"))
    await office.slack.close_all(ADMIN)
    yield office


async def test_a_russian_reads_russian_and_the_others_english(spring: Office) -> None:
    await spring.slack.command(RUSSIAN, CHANNEL, "/campaign status весна")
    told = await spring.slack.ephemeral(RUSSIAN, "*весна* — идёт обзвон")
    for label in ("На паузу", "Остановить", "Добавить номера", "Отчёт"):
        assert f"[{label}]" in told.text

    await spring.slack.command(ADMIN, CHANNEL, "/campaign status весна")
    await spring.slack.ephemeral(ADMIN, "*весна* — in progress")


async def test_help_and_errors_are_russian_while_commands_stay_as_typed(spring: Office) -> None:
    await spring.slack.command(RUSSIAN, CHANNEL, "/campaign help pause")
    shown = await spring.slack.ephemeral(RUSSIAN, "Поставить на паузу кампанию")
    assert "/campaign pause [NAME | all]" in shown.text
    assert "оператор" in shown.text

    await spring.slack.command(RUSSIAN, CHANNEL, "/campaign pase весна")
    await spring.slack.ephemeral(RUSSIAN, "Команды «pase» нет. Возможно, вы имели в виду «pause")

    await spring.slack.command(RUSSIAN, CHANNEL, "/campaign status лето")
    await spring.slack.ephemeral(RUSSIAN, "Кампании лето здесь нет.")


async def test_a_refusal_names_the_role_in_russian(spring: Office) -> None:
    await spring.slack.command(RUSSIAN, CHANNEL, "/campaign pause весна")

    await spring.slack.ephemeral(RUSSIAN, "нужна роль «оператор». Ничего не изменено.")


async def test_home_is_russian(spring: Office) -> None:
    await spring.slack.open_home(RUSSIAN)

    await spring.slack.home_with(RUSSIAN, "Ваши кампании")


async def test_a_channel_is_told_in_its_own_language(spring: Office) -> None:
    await _speak_russian(spring, CHANNEL)

    await spring.slack.command(ADMIN, CHANNEL, "/campaign pause весна")
    await spring.slack.ephemeral(ADMIN, "is paused.")

    await spring.slack.message(CHANNEL, "*весна* — на паузе")
    await spring.slack.say(ADMIN, CHANNEL, "@callboard resume весна")
    await spring.slack.message(CHANNEL, "Кампания *весна* возобновлена по команде")


async def _speak_russian(office: Office, channel: str) -> None:
    await office.slack.command(ADMIN, channel, "/campaign settings channel")
    await office.slack.modal_with(ADMIN, "Channel settings")
    await office.slack.submit(ADMIN, {"Language": "Русский"})
