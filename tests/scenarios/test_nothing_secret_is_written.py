"""All that a process writes in a full day under DEBUG is searched, and its database file too."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.forgetting import spellings
from simulators.calls_api import CallsApi, SimCampaign
from simulators.slack import LocalSlack
from tests.app.test_serving import connected, environment
from tests.scenarios.office import ADMIN, CHANNEL

LOG = "written.jsonl"
ANNA, BELLA = "12025550123", "12025550124"
LIST = b"phone;name\n+1 (202) 555-0123;Anna\n+1 202 555 0124;Bella\n12;nobody\n"


@dataclass
class Day:
    """What is left of a day: the secrets that were about, and what was written."""

    token: str
    keys: tuple[str, ...]
    written: str
    database: bytes
    modes: set[int]

    @property
    def token_parts(self) -> list[str]:
        """The token, and whatever of it would help to guess it."""
        secret = self.token.rpartition(".")[2]
        return [self.token, secret, secret[:12], secret[-12:]]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A day of a process of its own, played once for all searches."""
    folder = tmp_path_factory.mktemp("day")
    # In a thread, because a loop of pytest-asyncio may be set in this one.
    with ThreadPoolExecutor(1) as pool:
        token, keys = pool.submit(asyncio.run, _played(folder)).result()
    written = (folder / LOG).read_text(errors="replace")
    files = sorted(folder.glob("callboard.db*"))
    database = b"".join(one.read_bytes() for one in files)
    modes = {one.stat().st_mode & 0o777 for one in files}
    return Day(token, keys, written, database, modes)


async def _played(folder: Path) -> tuple[str, tuple[str, ...]]:
    """The token and the keys that were about."""
    async with LocalSlack() as slack, CallsApi(speed=1000) as calls:
        campaign = calls.create_campaign("Spring")
        env = environment(
            slack,
            folder,
            LOG_LEVEL="debug",
            LOG_FORMAT="json",
            CALLS_HOSTS=calls.url,
            ADMIN_USERS=slack.user(ADMIN).id,
            WATCH_SECONDS="0.2",
        )
        async with _bot(env, folder / LOG):
            await connected(slack)
            await _full_day(slack, calls, campaign)
        return campaign.token, (env["SECRET_KEY"], slack.bot_token, slack.app_token)


@asynccontextmanager
async def _bot(env: dict[str, str], log: Path) -> AsyncIterator[None]:
    with log.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", env=env, cwd=log.parent, stdout=file, stderr=file
        )
        try:
            yield
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(30):
                await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def _full_day(slack: LocalSlack, calls: CallsApi, campaign: SimCampaign) -> None:
    await _connect(slack, calls, campaign)
    await _add(slack)
    await _go_wrong(slack, calls, campaign)
    await _answer(slack, "/campaign status nosuch", "There is no campaign")
    await _answer(slack, f"/campaign optout {ANNA}", "never be called again")
    await _answer(slack, f"/campaign find +{BELLA}", "")
    await _answer(slack, f"/campaign forget +{BELLA}", "Erased here")


async def _answer(slack: LocalSlack, text: str, containing: str) -> None:
    seen = len(slack.ephemerals(ADMIN, containing))
    await slack.enter(ADMIN, CHANNEL, text)
    await slack.until(lambda: len(slack.ephemerals(ADMIN, containing)) > seen)


async def _connect(slack: LocalSlack, calls: CallsApi, campaign: SimCampaign) -> None:
    await slack.command(ADMIN, CHANNEL, "/campaign connect")
    await slack.modal_with(ADMIN, "Token")
    filled = {"Name": "spring", "Host": calls.url, "Channels": [CHANNEL]}
    # A mistake shows the form again, with the token in it.
    await slack.submit(ADMIN, filled | {"Name": "pause", "Token": campaign.token})
    await slack.submit(ADMIN, filled | {"Token": campaign.token})
    await slack.modal_with(ADMIN, "is connected")
    await slack.close_all(ADMIN)


async def _add(slack: LocalSlack) -> None:
    await slack.command(ADMIN, CHANNEL, f"/campaign add spring +{ANNA}")
    preview = await slack.ephemeral(ADMIN, "would be added")
    await slack.click(ADMIN, "Add 1", preview)
    await slack.message(CHANNEL, "added 1 number")
    await slack.drop_file(ADMIN, CHANNEL, ("people.csv", LIST))
    await slack.message(CHANNEL, "would be added")


async def _go_wrong(slack: LocalSlack, calls: CallsApi, campaign: SimCampaign) -> None:
    """A secret is pasted, and hosts fail in ways whose errors might tell too much."""
    await _answer(slack, f"/campaign add {campaign.token}", "looks like a campaign's token")
    pasted = f"@callboard {campaign.url}/addPhone?phone={ANNA}"
    await _answer(slack, pasted, "looks like a campaign's token")
    for kind in ("500", "502", "cut_json", "drop_after_processing"):
        calls.fault(kind, times=1)
        await _answer(slack, "/campaign status spring", "spring")
    calls.fault("500", route="control/pause", times=1)
    await slack.command(ADMIN, CHANNEL, "/campaign pause spring")
    await slack.ephemeral(ADMIN, "was lost")
    campaign.outside("change_token")
    await slack.message(CHANNEL, "token")


def test_no_token_and_no_key_is_written(day: Day) -> None:
    for secret in (*day.token_parts, *day.keys):
        assert secret not in day.written


def test_no_full_number_is_written(day: Day) -> None:
    for phone in (ANNA, BELLA):
        for written in (*spellings(phone), phone[1:], "(202) 555-0123", "+1 202 555 0124"):
            assert written not in day.written
    assert not re.search(r"2025550\d{3}", re.sub(r"[^\d\n]", "", day.written))


def test_the_bot_was_really_heard(day: Day) -> None:
    for event in ("ready", "told", "post_sent", "stopped"):
        assert f'"event":"{event}"' in day.written
    assert "Traceback" not in day.written


def test_the_database_is_for_the_bots_own_user(day: Day) -> None:
    assert day.modes == {0o600}


def test_the_database_file_holds_no_token_and_no_key(day: Day) -> None:
    for secret in (*day.token_parts, *day.keys):
        assert secret.encode() not in day.database
    assert BELLA.encode() not in day.database
