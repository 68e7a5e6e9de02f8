"""Adding phones: what a person does about a list, from its reading to its undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.guards import Guard, labels
from bot.services.access import Access
from bot.services.adding.again import Again
from bot.services.adding.columns import Columns, check_columns
from bot.services.adding.confirming import Confirmed, Confirming
from bot.services.adding.drafts import Drafts
from bot.services.adding.lists import NewList, from_file, from_text
from bot.services.adding.offering import Offering
from bot.services.adding.overriding import Overriding
from bot.services.adding.previews import Previews
from bot.services.adding.receipts import Receipts
from bot.services.adding.rejects import Rejects
from bot.services.adding.undo import Undo
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.desk import Desk
from bot.services.guarding import Limits

__all__ = [
    "Adding",
    "Confirmed",
    "NewList",
    "check_columns",
    "from_file",
    "from_text",
    "join_adding",
]


@dataclass(frozen=True, slots=True)
class Adding:
    """The services of this package. ``held_labels`` are message ids by reason."""

    drafts: Drafts
    previews: Previews
    confirming: Confirming
    overriding: Overriding
    columns: Columns
    again: Again
    receipts: Receipts
    undo: Undo
    rejects: Rejects
    offering: Offering
    held_labels: dict[str, str]


def join_adding(
    desk: Desk, access: Access, registry: Campaigns, cards: Cards, guards: Sequence[Guard] = ()
) -> Adding:
    """All of them on one desk, with the guards in their order."""
    previews = Previews(desk, registry, cards)
    limits, held_labels = Limits(desk), labels(guards)
    drafts = Drafts(desk, access, previews, limits, guards)
    confirming = Confirming(desk, access, registry, limits)
    receipts = Receipts(desk, access)
    return Adding(
        drafts=drafts,
        previews=previews,
        confirming=confirming,
        overriding=Overriding(desk, access, drafts, previews),
        columns=Columns(access, registry, drafts, confirming),
        again=Again(desk, access, drafts, guards),
        receipts=receipts,
        undo=Undo(desk, access, receipts, limits),
        rejects=Rejects(desk, access, registry, held_labels),
        offering=Offering(desk, access),
        held_labels=held_labels,
    )
