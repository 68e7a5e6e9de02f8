"""From a campaign of the registry to a client of its host."""

from __future__ import annotations

from bot.calls_api import CallsApi, CampaignClient, Capabilities
from bot.domain.campaigns import Campaign
from bot.errors import HostTrouble
from bot.services.desk import Desk
from bot.store import campaigns
from bot.texts import N_


def bound_to(campaign_id: int) -> str:
    """What a campaign's sealed token is tied to: it opens in its own row only."""
    return f"campaign:{campaign_id}"


class Hosts:
    """Opens a campaign's token just before it is used, and knows what its host can do."""

    def __init__(self, desk: Desk, api: CallsApi) -> None:
        self._desk = desk
        self._api = api

    async def client(self, campaign: Campaign) -> CampaignClient:
        """A client for the campaign, with its host's capabilities found out."""
        async with self._desk.db.read() as tx:
            sealed = await campaigns.sealed_token(tx, campaign.id)
        return self.opened(campaign, sealed)

    def opened(self, campaign: Campaign, sealed: str | None) -> CampaignClient:
        """The same for whoever has read the sealed token with other things."""
        if sealed is None:
            raise HostTrouble(
                N_("{name} has no token any more. Please connect it again."), name=campaign.name
            )
        token = self._desk.vault.open(sealed, bound_to(campaign.id))
        return self._api.campaign(campaign.host, token, campaign.capabilities)

    async def probe(self, campaign: Campaign) -> Capabilities:
        """Find out by reads what the host can do, and remember it."""
        client = await self.client(campaign)
        found = await client.probe()
        async with self._desk.db.begin() as tx:
            await campaigns.change(
                tx,
                campaign.id,
                capabilities=found.words(),
                capabilities_at=self._desk.clock.now(),
            )
        return found
