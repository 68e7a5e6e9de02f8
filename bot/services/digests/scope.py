"""Where a digest belongs and what it covers, with the right to touch that checked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.errors import NotFound, Refused
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.store import campaigns
from bot.texts import N_


@dataclass(frozen=True, slots=True)
class Scope:
    """A channel and its campaigns; ``chosen`` is the one that was named."""

    channel_id: str
    here: tuple[Campaign, ...]
    chosen: Campaign | None = None

    @property
    def covered(self) -> tuple[Campaign, ...]:
        """The campaigns that are meant."""
        return (self.chosen,) if self.chosen else self.here

    def must_cover_something(self) -> None:
        """:raises NotFound: the channel has no campaign."""
        if not self.covered:
            raise NotFound(
                N_("No campaign is connected to this channel. An admin can run: {command}"),
                command="connect",
            )

    @property
    def campaign_id(self) -> int | None:
        """The chosen campaign's."""
        return self.chosen.id if self.chosen else None


class Scopes:
    """Finds what an order about digests is about."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry

    async def of(self, actor: Actor, name: str | None) -> Scope:
        """The scope, once the actor may order digests of all that is in it."""
        channel_id = actor.channel_id
        if channel_id is None or not actor.is_in_channel:
            raise Refused(N_("That belongs in a channel. Nothing was changed; run it in one."))
        chosen = await self._registry.named(actor, name) if name else None
        async with self._desk.db.read() as tx:
            here = await campaigns.in_channel(tx, channel_id)
        touched: list[Campaign | None] = [chosen] if chosen else [*here] or [None]
        for one in touched:
            await self._access.authorise(actor, "digest", Role.OPERATOR, one)
        if chosen is not None:
            await self._registry.place_of(actor, chosen)
        return Scope(channel_id, tuple(here), chosen)
