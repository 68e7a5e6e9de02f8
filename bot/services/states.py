"""A campaign's state: read from the host where it can tell, and remembered."""

from __future__ import annotations

import asyncio

from bot.calls_api import CallsApiError, CampaignClient, Capabilities, Route
from bot.domain.campaign_state import told
from bot.domain.campaigns import Campaign
from bot.domain.control import Seen
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.watching.changes import keep_seen


class States:
    """Reads and keeps the states of campaigns.

    A person waits for each of these looks, and perhaps an emergency brake behind them: after
    ``look_seconds`` a host counts as one that does not answer.
    """

    look_seconds = 8.0

    def __init__(self, desk: Desk, hosts: Hosts) -> None:
        self._desk = desk
        self._hosts = hosts

    async def look(self, campaign: Campaign, client: CampaignClient | None = None) -> Seen | None:
        """What the host says now; ``None`` where it cannot tell or does not answer.

        The campaign's own page is the cheapest heartbeat, and tells the running calls too. Whoever
        has a ``client`` of the campaign already hands it in.
        """
        client = client or await self._hosts.client(campaign)
        try:
            async with asyncio.timeout(self.look_seconds):
                return await self._look(campaign, client)
        except (CallsApiError, TimeoutError):
            return None

    async def _look(self, campaign: Campaign, client: CampaignClient) -> Seen | None:
        can = campaign.capabilities or Capabilities()
        if Route.CAMPAIGN in can:
            page = await client.get()
            report = page.short_report
            return self._seen(campaign, page.status, report.in_process_calls if report else None)
        if Route.STATUS in can:
            return self._seen(campaign, await client.status(), None)
        return None

    def _seen(self, campaign: Campaign, word: str, running: int | None) -> Seen:
        now = self._desk.clock.now()
        return Seen(told(campaign.state, word, now, campaign.asked), running)

    async def keep(self, campaign: Campaign, seen: Seen) -> None:
        """Remember what the host told, and show it on the cards if it is news."""
        async with self._desk.db.begin() as tx:
            await keep_seen(tx, campaign.id, seen, self._desk.clock.now())
        for topic in ("outbox", "alerts", "watch"):
            self._desk.wakeups.notify(topic)

    async def fresh(self, campaign: Campaign) -> Seen:
        """The state as of now, else the last one known: its ``at`` tells which."""
        seen = await self.look(campaign)
        if seen is None:
            return Seen(campaign.state)
        await self.keep(campaign, seen)
        return seen
