"""A whole office for scenarios: a Slack, a Calls API host, and the bot between them.

The bot is the real one: it meets both through base URLs only.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy.engine import URL, make_url

from bot.app.parts import Parts
from bot.app.serving import running
from bot.settings import Settings
from bot.store.vault import new_key
from simulators.calls_api import CallsApi, SimCampaign
from simulators.slack import LocalSlack, Message

ADMIN, OPERATOR, VIEWER = "ada", "carol", "carol"
CHANNEL = "calls"


@dataclass(slots=True)
class Office:
    """What a scenario plays with. ``bot`` is set while the bot runs."""

    slack: LocalSlack
    calls: CallsApi
    settings: Settings
    bot: Parts | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The base URL to type into the connect form."""
        return self.calls.url

    async def tell(
        self, who: str, text: str, answer: str, channel: str = CHANNEL, seconds: float = 15.0
    ) -> Message:
        """Type a command, and wait for a new answer to it that says this."""
        before = len(self.slack.ephemerals(who, answer))
        await self.slack.command(who, channel, f"/campaign {text}")
        new = await self.slack.until(lambda: self.slack.ephemerals(who, answer)[before:], seconds)
        return new[-1]

    async def connect(
        self, name: str, campaign: SimCampaign, channel: str = CHANNEL, **fields: Any
    ) -> None:
        """Connect a campaign as an admin does: by the form."""
        await self.slack.command(ADMIN, channel, "/campaign connect")
        await self.slack.modal_with(ADMIN, "Token")
        await self.slack.submit(
            ADMIN,
            {
                "Name": name,
                "Host": self.host,
                "Token": campaign.token,
                "Channels": [channel],
                **fields,
            },
        )
        await self.slack.modal_with(ADMIN, "is connected")


def settings_for(slack: LocalSlack, calls: CallsApi, database: URL, **changed: Any) -> Settings:
    """The settings that an operator of this office would write into ``.env``."""
    values: dict[str, Any] = {
        "slack_bot_token": SecretStr(slack.bot_token),
        "slack_api_url": slack.url,
        "database_url": database,
        "secret_key": (SecretStr(new_key()),),
        "calls_hosts": (calls.url,),
        "admin_users": (slack.user(ADMIN).id,),
        "watch_seconds": 0.2,
        "alert_group_seconds": 0.3,
        "settle_seconds": 0.5,
        "port": 0,
        "host": "127.0.0.1",
    }
    if slack.mode == "socket":
        values["slack_app_token"] = SecretStr(slack.app_token)
    else:
        values["slack_signing_secret"] = SecretStr(slack.signing_secret)
    return Settings.model_construct(**{**_defaults(), **values, **changed})


def _defaults() -> dict[str, Any]:
    return {name: one.get_default() for name, one in Settings.model_fields.items()}


@asynccontextmanager
async def opened(
    path: Path,
    *,
    slack: dict[str, Any] | None = None,
    calls: dict[str, Any] | None = None,
    database: URL | None = None,
    **settings: Any,
) -> AsyncIterator[Office]:
    """An office at work: both simulators and the bot."""
    where = database or make_url(f"sqlite:///{path / 'callboard.db'}")
    # A busy machine is no reason for a story to end.
    patient = {"trigger_seconds": 30.0, "ack_seconds": 15.0}
    async with LocalSlack(**(patient | (slack or {}))) as local, CallsApi(**(calls or {})) as host:
        office = Office(local, host, settings_for(local, host, where, **settings))
        if local.mode == "http":
            local.events_url = f"http://127.0.0.1:{office.settings.port}/slack/events"
        async with running(office.settings) as parts:
            office.bot = parts
            yield office
