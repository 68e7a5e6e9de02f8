"""Everything that a process of the bot is made of, built in order and closed in reverse."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.app.joining import join_services
from bot.calls_api import CallsApi, HttpTransport
from bot.clock import Clock, SystemClock
from bot.domain.people import Person
from bot.metrics import Metrics
from bot.services import Services
from bot.services.desk import Desk, Directory, Rules
from bot.settings import Settings
from bot.slack.client import SlackClients
from bot.slack.directory import SlackDirectory
from bot.slack.slash import RESERVED
from bot.store.engine import Database, open_database
from bot.store.migrate import upgrade
from bot.store.secrets import fingerprints
from bot.store.vault import Vault
from bot.store.wakeups import Wakeups, open_wakeups


@dataclass(frozen=True, slots=True)
class Parts:
    """What the parts of a process share."""

    settings: Settings
    clock: Clock
    metrics: Metrics
    db: Database
    wakeups: Wakeups
    clients: SlackClients
    services: Services


@asynccontextmanager
async def assembled(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Parts]:
    """Build everything for the settings; the database is migrated already."""
    clock, metrics = clock or SystemClock(), Metrics()
    async with AsyncExitStack() as stack:
        db = open_database(settings.database_url)
        stack.push_async_callback(db.close)
        wakeups = await stack.enter_async_context(open_wakeups(db))
        clients = await stack.enter_async_context(
            SlackClients(
                settings.slack_bot_token.get_secret_value(),
                settings.slack_api_url,
                on_call=metrics.slack,
                clock=clock,
            )
        )
        api = await stack.enter_async_context(
            CallsApi(
                HttpTransport(),
                allowed_hosts=settings.calls_hosts,
                on_call=metrics.calls_api,
            )
        )
        directory = SlackDirectory(db, clients, clock)
        desk = await desk_of(settings, db, wakeups, directory, clock)
        yield Parts(
            settings,
            clock,
            metrics,
            db,
            wakeups,
            clients,
            join_services(desk, api, settings.slash_command),
        )


@asynccontextmanager
async def at_the_console(settings: Settings) -> AsyncIterator[Services]:
    """The services for a verb of the command line, without Slack, beside a running process.

    The database is brought to the current schema first, because the verb may be the first of all.
    """
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        db = open_database(settings.database_url)
        stack.push_async_callback(db.close)
        await upgrade(db)
        wakeups = await stack.enter_async_context(open_wakeups(db))
        api = await stack.enter_async_context(
            CallsApi(HttpTransport(), allowed_hosts=settings.calls_hosts)
        )
        desk = await desk_of(settings, db, wakeups, Nobody(), clock)
        yield join_services(desk, api, settings.slash_command)


async def desk_of(
    settings: Settings, db: Database, wakeups: Wakeups, directory: Directory, clock: Clock
) -> Desk:
    """The desk for these settings."""
    vault = Vault(settings.secret_key)
    return Desk(
        db=db,
        clock=clock,
        vault=vault,
        fingerprints=await fingerprints(db, vault),
        wakeups=wakeups,
        directory=directory,
        rules=rules(settings),
    )


class Nobody:
    """The directory of a process that has no Slack: it knows nobody."""

    async def person(self, user_id: str) -> Person:
        """Somebody without any standing."""
        return Person(user_id)

    async def groups_of(self, user_id: str, among: Iterable[str]) -> frozenset[str]:
        """None."""
        return frozenset()


def rules(settings: Settings) -> Rules:
    """The settings that rules depend on, as values of the domain."""
    return Rules(
        admin_users=frozenset(settings.admin_users),
        calls_hosts=settings.calls_hosts,
        reserved_names=RESERVED,
        default_zone=settings.default_timezone,
        default_region=settings.default_region,
        default_language=settings.default_language,
        watch_every=timedelta(seconds=settings.watch_seconds),
        alert_group=timedelta(seconds=settings.alert_group_seconds),
        settle=timedelta(seconds=settings.settle_seconds),
        retention=timedelta(days=settings.retention_days),
    )
