"""Opt-outs as people enter them."""

from __future__ import annotations

from bot.services.access import Access
from bot.services.adding import from_text
from bot.services.campaigns import Campaigns
from bot.services.optouts import Canceling, Numbers, OptOuts
from tests.shops import ADMIN, Shop


async def opt_out(shop: Shop, phone: str) -> None:
    """Type ``optout`` and a number."""
    access = Access(shop.desk)
    canceling = Canceling(shop.desk, shop.hosts)
    numbers = Numbers(shop.desk, Campaigns(shop.desk, access))
    typed = from_text(f"+{phone}", strict=True)
    await OptOuts(shop.desk, access, numbers, canceling).add(ADMIN, typed, "key")
