"""A look at a campaign, from its first request to its last."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.calls_api import CallsApiError, InvalidToken, Route, RouteAbsent
from bot.domain import abilities
from bot.domain.campaigns import Campaign
from bot.errors import CallboardError
from bot.logs import bound
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.leases import kept
from bot.services.watching.endings import Endings
from bot.services.watching.heartbeat import Heartbeat
from bot.services.watching.known import KnownJobs
from bot.services.watching.lease import LeaseLost
from bot.services.watching.look import Look, in_time
from bot.services.watching.pages import Pages
from bot.services.watching.trouble import TokenWords, Trouble
from bot.services.watching.wide import Wide
from bot.store import looks
from bot.store.looks import Lease
from bot.store.transaction import Transaction

# What a host can do is found out anew this often: hosts are brought up to date.
_PROBED_FOR = timedelta(days=1)

_log = structlog.get_logger(__name__)


async def _renew(lease: Lease, tx: Transaction, until: datetime) -> None:
    if not await looks.hold(tx, lease, until):
        raise LeaseLost


class Watcher:
    """Looks at campaigns. ``token_words`` makes the message that tells of a dead token."""

    def __init__(self, desk: Desk, hosts: Hosts, token_words: TokenWords) -> None:
        self._desk = desk
        self._hosts = hosts
        pages = Pages(desk)
        self._heartbeat = Heartbeat(desk)
        self._known = KnownJobs(desk, pages)
        self._wide = Wide(desk, pages, self._known)
        self._endings = Endings(desk)
        self._trouble = Trouble(desk, token_words)

    async def look(self, campaign: Campaign, lease: Lease) -> None:
        """Look at a campaign that was claimed; whatever goes wrong, it is its own trouble only."""
        with bound(campaign=campaign.id):
            try:
                await self._look_or_stop(campaign, lease)
            except LeaseLost:
                _log.info("look_overtaken")
            except (CallsApiError, CallboardError) as error:
                await self._trouble.back_off(campaign, lease, error)
            except Exception as error:
                _log.exception("look_broke")
                await self._trouble.back_off(campaign, lease, error)

    async def _look_or_stop(self, campaign: Campaign, lease: Lease) -> None:
        try:
            async with kept(self._desk, partial(_renew, lease)):
                await self._look(campaign, lease)
        except InvalidToken:
            await self._trouble.token_died(campaign, lease)
        except RouteAbsent:
            # The host may have lost the route, or all of them for a moment: it is asked anew.
            await in_time(self._hosts.probe(campaign))
            raise

    async def _look(self, campaign: Campaign, lease: Lease) -> None:
        if self._must_probe(campaign):
            found = await in_time(self._hosts.probe(campaign))
            campaign = replace(campaign, capabilities=found)
        client = await self._hosts.client(campaign)
        look = Look(campaign, lease, client, self._desk.clock.now())
        await self._heartbeat.beat(look)
        covers_all = abilities.covers_all(campaign.capabilities)
        if covers_all:
            await self._wide.look(look)
        elif Route.JOB_REPORT in look.can or Route.LEGACY_JOB_REPORT in look.can:
            await self._known.look(look)
            look.swept = True
        await self._endings.end(look, covers_all)

    def _must_probe(self, campaign: Campaign) -> bool:
        found_at = campaign.capabilities_at
        if campaign.capabilities is None or found_at is None:
            return True
        return self._desk.clock.now() - found_at > _PROBED_FOR
