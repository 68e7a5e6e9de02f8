"""Approval by a second person: it is decided, carried out, and shown. It is asked for in
:mod:`bot.services.asking`, by whatever needs it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.access import Access
from bot.services.adding import Adding
from bot.services.approvals.carrying import Carrying
from bot.services.approvals.deciding import Deciding
from bot.services.approvals.deeds import deeds
from bot.services.approvals.ending import Endings
from bot.services.approvals.showing import Showing
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.control import Controls
from bot.services.desk import Desk

__all__ = ["Approvals", "Carrying", "Showing", "join_approvals"]


@dataclass(frozen=True, slots=True)
class Approvals:
    """The services of this package."""

    deciding: Deciding
    carrying: Carrying
    showing: Showing


def join_approvals(
    desk: Desk,
    access: Access,
    registry: Campaigns,
    cards: Cards,
    controls: Controls,
    adding: Adding,
) -> Approvals:
    """All of them on one desk, with every deed that can be approved."""
    table = deeds(desk, controls, adding)
    endings = Endings(desk, table)
    return Approvals(
        deciding=Deciding(desk, access, registry, endings),
        carrying=Carrying(desk, access, registry, table, endings),
        showing=Showing(desk, cards),
    )
