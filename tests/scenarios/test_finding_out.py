"""From a campaign of the registry to its host: what is found out is remembered."""

from __future__ import annotations

import pytest

from bot.calls_api import Route
from bot.errors import HostTrouble
from bot.store import campaigns
from tests.scenarios.office import Office


async def test_what_a_host_can_do_is_found_out_by_reads_and_kept(spring: Office) -> None:
    assert spring.bot is not None
    services = spring.bot.services
    campaign = await services.campaigns.by_id(1)
    spring.calls.campaigns[0].switch("1.10.3")

    found = await services.hosts.probe(campaign)

    kept = (await services.campaigns.by_id(1)).capabilities
    assert kept == found
    assert Route.CAMPAIGN not in found
    assert not [one for one in spring.calls.requests.counts if one.startswith("control/")]


async def test_a_campaign_without_its_token_is_told(spring: Office) -> None:
    assert spring.bot is not None
    services = spring.bot.services
    campaign = await services.campaigns.by_id(1)
    async with services.desk.db.begin() as tx:
        await campaigns.change(tx, campaign.id, token_sealed=None)

    with pytest.raises(HostTrouble, match="has no token any more"):
        await services.hosts.client(campaign)
