"""A process of the bot: starts as the README says, tells its health, and ends in order."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.store.vault import new_key
from simulators.slack import LocalSlack

ROOT = Path(__file__).parents[2]


def environment(slack: LocalSlack, folder: Path, **changed: str) -> dict[str, str]:
    """What an operator writes into ``.env``."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    return (
        kept
        | {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.url,
            "DATABASE_URL": f"sqlite:///{folder / 'callboard.db'}",
            "SECRET_KEY": new_key(),
            "PORT": "0",
            "HOST": "127.0.0.1",
        }
        | changed
    )


@asynccontextmanager
async def process(
    *verb: str, env: dict[str, str], cwd: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot in a process of its own, ended by its id if it did not end by itself."""
    pipe = asyncio.subprocess.PIPE
    made = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *verb, env=env, cwd=cwd, stdout=pipe, stderr=pipe
    )
    try:
        yield made
    finally:
        if made.returncode is None:
            made.kill()
        await made.communicate()


async def connected(slack: LocalSlack) -> None:
    """Both Socket Mode connections stand."""
    await slack.until(lambda: len(slack.socket.connections) == 2)


async def test_it_serves_and_ends_on_sigterm(tmp_path: Path, unused_tcp_port: int) -> None:
    async with LocalSlack() as slack:
        env = environment(slack, tmp_path, PORT=str(unused_tcp_port))
        async with process("serve", env=env, cwd=tmp_path) as bot:
            await connected(slack)
            health = await asked(unused_tcp_port, "healthz")
            assert health == (200, '{"status": "alive"}')
            status, ready = await asked(unused_tcp_port, "readyz")
            assert (status, '"database": {"ok": true' in ready) == (200, True), ready
            assert "callboard" in (await asked(unused_tcp_port, "metrics"))[1]

            bot.send_signal(signal.SIGTERM)
            async with asyncio.timeout(40):
                assert await bot.wait() == 0


async def asked(port: int, path: str) -> tuple[int, str]:
    """What a page of the front answers, as soon as it listens."""
    async with aiohttp.ClientSession() as session:
        for attempt in range(100):
            try:
                async with session.get(f"http://127.0.0.1:{port}/{path}") as answer:
                    return answer.status, await answer.text()
            except aiohttp.ClientConnectionError:
                if attempt == 99:
                    raise
                await asyncio.sleep(0.05)
    raise AssertionError("unreachable")


async def test_a_second_process_on_one_file_is_refused(tmp_path: Path) -> None:
    async with LocalSlack() as slack:
        env = environment(slack, tmp_path)
        async with process("serve", env=env, cwd=tmp_path):
            await connected(slack)
            async with process("serve", env=env, cwd=tmp_path) as second:
                _, told = await second.communicate()
                assert second.returncode == 1
                assert b"Another Callboard" in told


async def test_a_killed_process_leaves_the_file_free(tmp_path: Path) -> None:
    async with LocalSlack() as slack:
        env = environment(slack, tmp_path)
        async with process("serve", env=env, cwd=tmp_path) as first:
            await connected(slack)
            first.kill()
            await first.wait()
        await slack.until(lambda: not slack.socket.connections)
        async with process("serve", env=env, cwd=tmp_path):
            await connected(slack)


@pytest.mark.parametrize("verb", [("worker",), ("serve", "--no-scheduler")])
async def test_sqlite_means_one_process(tmp_path: Path, verb: tuple[str, ...]) -> None:
    async with LocalSlack() as slack:
        async with process(*verb, env=environment(slack, tmp_path), cwd=tmp_path) as bot:
            _, told = await bot.communicate()
        assert bot.returncode == 1
        assert b"SQLite means one process" in told


async def test_wrong_settings_are_one_readable_list(tmp_path: Path) -> None:
    async with LocalSlack() as slack:
        env = environment(slack, tmp_path, SECRET_KEY="short", WATCH_SECONDS="soon")
        async with process("serve", env=env, cwd=tmp_path) as bot:
            _, told = await bot.communicate()
        assert bot.returncode == 1
        assert b"2 settings are wrong" in told
        assert b"Traceback" not in told


async def test_a_refused_token_ends_the_start_in_words(tmp_path: Path) -> None:
    async with LocalSlack() as slack:
        env = environment(slack, tmp_path, SLACK_BOT_TOKEN="xoxb-123456789-wrong")
        async with process("serve", env=env, cwd=tmp_path) as bot:
            _, told = await bot.communicate()
        assert bot.returncode == 1
        assert b"invalid_auth" in told
        assert b"Traceback" not in told
