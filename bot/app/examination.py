"""What ``doctor`` looks at: each part with what was found, and how to mend it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.app.parts import at_the_console
from bot.calls_api import CallsApiError, InvalidToken
from bot.domain.campaigns import Campaign
from bot.errors import CallboardError
from bot.services import Services
from bot.settings import Settings
from bot.slack.client import SlackClients, SlackTrouble, ask_identity
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.store import campaigns, secrets
from bot.store.engine import open_database
from bot.store.migrate import current_revision, head_revision
from bot.store.vault import Vault, VaultError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was seen, and what to do where it is wrong."""

    name: str
    ok: bool
    text: str
    mend: str = ""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything that the settings name; nothing is changed anywhere."""
    findings = [await _slack(settings), *[one async for one in _slack_details(settings)]]
    database = await _database(settings)
    findings.append(database)
    if database.ok and not database.mend:
        findings += [one async for one in _stored(settings)]
    return findings


async def _stored(settings: Settings) -> AsyncIterator[Finding]:
    """The key by what it is to open; and the campaigns, whose tokens are what it opens."""
    db = open_database(settings.database_url)
    try:
        async with db.read() as tx:
            anything = await secrets.is_opened_by(tx, Vault(settings.secret_key))
    except VaultError as error:
        yield Finding("key", False, str(error), "Put the key that was in use into SECRET_KEY.")
        return
    finally:
        await db.close()
    if not anything:
        # The services would make the first key of the database, and nothing is to be changed.
        yield Finding("key", True, "set; nothing is stored yet")
        yield Finding("campaigns", True, "0 connected")
        return
    yield Finding("key", True, "opens what is stored")
    async with at_the_console(settings) as services:
        async for one in _campaigns(services):
            yield one


async def _slack(settings: Settings) -> Finding:
    token = settings.slack_bot_token.get_secret_value()
    async with SlackClients(token, settings.slack_api_url) as clients:
        try:
            known = await ask_identity(clients)
        except SlackTrouble as error:
            return Finding(
                "Slack bot token",
                False,
                str(error),
                "Copy the Bot User OAuth Token from the app's page OAuth & Permissions "
                "into SLACK_BOT_TOKEN.",
            )
    missing = sorted(set(SCOPES) - known.scopes)
    if missing:
        return Finding(
            "Slack scopes",
            False,
            f"missing: {', '.join(missing)}",
            "Paste the output of `python -m bot manifest` into the app's manifest and "
            "install the app again.",
        )
    without = sorted(set(OPTIONAL_SCOPES) - known.scopes)
    note = f"; without the optional {', '.join(without)}" if without else ""
    return Finding("Slack bot token", True, f"works in {known.team}{note}")


async def _slack_details(settings: Settings) -> AsyncIterator[Finding]:
    """The way in: Socket Mode's token, or the signing secret of HTTP mode."""
    if settings.slack_app_token is None:
        yield Finding("Slack signing secret", True, "set; Slack proves it with its first request")
        where = settings.public_url
        mend = "" if where else "Set PUBLIC_URL, so that the manifest names where Slack posts."
        yield Finding("HTTP mode", True, where or "PUBLIC_URL is not set", mend)
        return
    token = settings.slack_app_token.get_secret_value()
    async with SlackClients(token, settings.slack_api_url) as clients:
        try:
            await clients.reading.apps_connections_open(app_token=token)
        except Exception as error:
            yield Finding(
                "Slack app token",
                False,
                f"Socket Mode cannot be opened ({type(error).__name__})",
                "Make an app-level token with connections:write under Basic Information, "
                "see that Socket Mode is on, and set SLACK_APP_TOKEN.",
            )
            return
    yield Finding("Slack app token", True, "Socket Mode can be opened")


async def _database(settings: Settings) -> Finding:
    path = settings.sqlite_path
    if path is not None and not path.exists():
        return Finding("database", True, f"{path} will be made at the first start", "Run serve.")
    db = open_database(settings.database_url)
    try:
        revision = await current_revision(db)
    except CallboardError as error:
        return Finding("database", False, str(error), "See that DATABASE_URL is right.")
    finally:
        await db.close()
    if revision != head_revision():
        return Finding(
            "database", True, f"at revision {revision}", "`python -m bot migrate` or serve."
        )
    return Finding("database", True, f"answers, at revision {revision}")


async def _campaigns(services: Services) -> AsyncIterator[Finding]:
    async with services.desk.db.read() as tx:
        every = await campaigns.everywhere(tx)
    yield Finding("campaigns", True, f"{len(every)} connected")
    for campaign in every:
        yield await _campaign(services, campaign)


async def _campaign(services: Services, campaign: Campaign) -> Finding:
    """Whether the key opens the token, and the host knows it: by reads only."""
    name = f"campaign {campaign.name}"
    try:
        client = await services.hosts.client(campaign)
        found = await client.probe()
    except VaultError as error:
        return Finding(name, False, str(error), "Put the key that was in use into SECRET_KEY.")
    except InvalidToken:
        return Finding(
            name,
            False,
            f"{campaign.host} does not know its token",
            "Give it a new token with /campaign settings.",
        )
    except (CallsApiError, CallboardError) as error:
        return Finding(name, False, f"{campaign.host}: {error}", "See that the host is reachable.")
    return Finding(name, True, f"{campaign.host} knows it; {len(found.routes)} routes")
