"""The stage of the demo: both simulators in this process, the bot in one of its own."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from simulators.calls_api import CallsApi, SimCampaign
from simulators.slack import LocalSlack

CHANNEL = "calls"
ADMIN, SECOND_ADMIN, OPERATOR = "ada", "dina", "boris"
ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0


class Stage:
    """Starts everything on free loopback ports in a folder of its own, and takes it down."""

    def __init__(self, *, port: int = 0, speed: float = 60.0) -> None:
        self.slack = LocalSlack(port=port)
        self.calls = CallsApi(speed=speed)
        self._folder = Path(tempfile.mkdtemp(prefix="callboard-demo-"))
        self._bot: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.slack.start()
        await self.calls.start()
        self.slack.calls_url = self.calls.url
        self._bot = await self._start_bot()
        await self._until_ready()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bot is not None and self._bot.returncode is None:
            self._bot.send_signal(signal.SIGTERM)
            await self._bot.wait()
        await self.calls.close()
        await self.slack.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def settings(self) -> dict[str, str]:
        """The bot's environment: what an operator would write into ``.env``."""
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": self.slack.url,
            "CALLS_HOSTS": self.calls.url,
            "ADMIN_USERS": ",".join(self.slack.user(one).id for one in (ADMIN, SECOND_ADMIN)),
            "DATABASE_URL": f"sqlite:///{self._folder / 'callboard.db'}",
            "SECRET_KEY": _new_key(),
            "WATCH_SECONDS": "1",
            "ALERT_GROUP_SECONDS": "2",
            "SETTLE_SECONDS": "5",
            "PORT": "0",
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "warning"),
        }

    async def _start_bot(self) -> asyncio.subprocess.Process:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", cwd=ROOT, env=kept | self.settings()
        )

    async def _until_ready(self) -> None:
        """Ready is when both of its Socket Mode connections stand."""
        assert self._bot is not None
        ended = asyncio.create_task(self._bot.wait())
        ready = asyncio.create_task(
            self.slack.until(lambda: len(self.slack.socket.connections) >= 2, START_SECONDS)
        )
        await asyncio.wait({ended, ready}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            ready.cancel()
            raise SystemExit("The bot ended before it was ready; its reason stands above.")
        ended.cancel()
        await ready

    async def seed(self) -> None:
        """Two campaigns, connected as an admin does it, of which one is calling; an operator."""
        for name, title in (("spring", "Spring offer"), ("survey", "Customer survey")):
            campaign = self.calls.create_campaign(title)
            await self.connect(name, campaign)
            if name == "spring":
                campaign.add(f"120255501{number:02}" for number in range(100))
        await self.slack.command(ADMIN, CHANNEL, f"/campaign access grant @{OPERATOR} operator")

    async def connect(self, name: str, campaign: SimCampaign) -> None:
        """Fill in the connect form."""
        slack = self.slack
        await slack.command(ADMIN, CHANNEL, "/campaign connect")
        await slack.modal_with(ADMIN, "Token")
        filled = {
            "Name": name,
            "Host": self.calls.url,
            "Token": campaign.token,
            "Channels": [CHANNEL],
        }
        await slack.submit(ADMIN, filled)
        await slack.modal_with(ADMIN, "is connected")
        await slack.close_all(ADMIN)

    async def ended(self) -> None:
        """Wait until the bot ends by itself."""
        assert self._bot is not None
        await self._bot.wait()


def _new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()
