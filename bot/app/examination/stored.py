"""What the database holds: the schema, the key, the campaigns, and whether Slack was ever heard."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.app.examination import slack
from bot.app.examination.finding import Finding
from bot.app.parts import at_the_console
from bot.calls_api import CallsApiError, InvalidToken
from bot.domain.campaigns import Campaign
from bot.errors import CallboardError
from bot.services import Services
from bot.settings import Settings
from bot.slack.client import SlackClients
from bot.store import audits, campaigns, firsts, secrets
from bot.store.engine import open_database
from bot.store.migrate import current_revision, head_revision
from bot.store.vault import Vault, VaultError


async def database(settings: Settings) -> Finding:
    """Whether it answers, and its schema is of this version."""
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


async def contents(settings: Settings, *, ask_slack: bool) -> AsyncIterator[Finding]:
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
        if ask_slack:
            async for one in _channels(services, settings):
                yield one
        yield await _way_back(services)


async def _channels(services: Services, settings: Settings) -> AsyncIterator[Finding]:
    """Every channel of every campaign."""
    token = settings.slack_bot_token.get_secret_value()
    async with services.desk.db.read() as tx:
        every = await campaigns.everywhere(tx)
        places = [(one, place) for one in every for place in await campaigns.channels(tx, one.id)]
    async with SlackClients(token, settings.slack_api_url) as clients:
        for one, place in places:
            yield await slack.channel(clients, one.name, place)


async def _way_back(services: Services) -> Finding:
    """Whether a click in Slack ever came through: nothing else proves interactivity."""
    async with services.desk.db.read() as tx:
        steps = await firsts.done(tx)
        press = await audits.last_press(tx) if steps.pressed else None
    if not steps.pressed:
        mend = "While serve runs, open Callboard's Home in Slack and press Press me."
        return Finding("Slack clicks", True, "none has come through yet", mend)
    if press is None:
        return Finding("Slack clicks", True, "come through: a form was filled in")
    at, took = press
    speed = f", answered after {took} ms" if took is not None else ""
    return Finding("Slack clicks", True, f"come through: last tried {at:%Y-%m-%d %H:%M} UTC{speed}")


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
