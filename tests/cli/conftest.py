"""A terminal, and what the bot would meet from there: a Slack and a host."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.vault import new_key
from simulators.calls_api import CallsApi
from simulators.slack import LocalSlack
from tests.cli.terminal import Terminal


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack() as made:
        yield made


@pytest.fixture
async def calls() -> AsyncIterator[CallsApi]:
    async with CallsApi(speed=0) as made:
        yield made


@pytest.fixture
def terminal(
    slack: LocalSlack, calls: CallsApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A terminal whose settings are complete and right, in a folder without a database."""
    monkeypatch.chdir(tmp_path)
    return Terminal(
        tmp_path,
        {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.url,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'callboard.db'}",
            "SECRET_KEY": new_key(),
            "CALLS_HOSTS": calls.url,
        },
    )
