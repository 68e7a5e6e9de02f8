"""The registry: finding campaigns by name, and choosing one for a channel."""

from __future__ import annotations

from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.errors import NotFound, Refused
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.spellings import nearest
from bot.store import campaigns
from bot.texts import N_


class Campaigns:
    """The bot's own registry, because the Calls API has no method that lists campaigns."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    async def use(self, actor: Actor, campaign: Campaign) -> None:
        """Make a campaign the one that this channel's commands mean."""
        await self._access.authorise(actor, "use", Role.OPERATOR, campaign)
        channel_id = await self.place_of(actor, campaign)
        async with self._desk.db.begin() as tx:
            await campaigns.use(tx, campaign.id, channel_id)
        await self._access.audit(actor, "use", "done", campaign)

    async def place_of(self, actor: Actor, campaign: Campaign) -> str:
        """The channel in which something of the campaign is to stay, for everybody there to see.

        :raises Refused: the actor stands in no channel, or in one that the campaign is not
            connected to: an admin, who sees it everywhere, must not show it there by accident.
        """
        if not actor.is_in_channel or actor.channel_id is None:
            raise Refused(N_("That belongs in a channel. Nothing was changed; run it in one."))
        if actor.channel_id not in await self.channels(campaign):
            raise Refused(
                N_(
                    "{name} is not connected to this channel, where everybody would see it. "
                    "Nothing was changed; its settings say which channels it has."
                ),
                name=campaign.name,
            )
        return actor.channel_id

    async def visible(self, actor: Actor) -> list[Campaign]:
        """The campaigns that somebody may see from where they stand, by name.

        A campaign is visible in the channels it was connected to; an admin sees all, and in a
        direct message a person sees what the role allows.
        """
        standing = await self._access.standing(actor)
        async with self._desk.db.read() as tx:
            every = await campaigns.everywhere(tx)
            here = await campaigns.in_channel(tx, actor.channel_id or "")
        if standing.on(None) is Role.ADMIN:
            return here or every
        seen = here if actor.is_in_channel else every
        return [one for one in seen if standing.on(one.id) >= Role.VIEWER]

    async def by_id(self, campaign_id: int) -> Campaign:
        """The campaign that a button names."""
        async with self._desk.db.read() as tx:
            found = await campaigns.by_id(tx, campaign_id)
        if found is None:
            raise NotFound(N_("That campaign is not connected any more. Nothing was changed."))
        return found

    async def named(self, actor: Actor, name: str | None) -> Campaign:
        """The campaign that a command means: by its name, else the channel's, else the only one."""
        if name is None:
            return await self._unnamed(actor)
        async with self._desk.db.read() as tx:
            found = await campaigns.by_name(tx, name)
        if found is not None and await self._is_here(actor, found):
            return found
        known = [one.name for one in await self.visible(actor)]
        if guess := nearest(name, known):
            raise NotFound(
                N_("There is no campaign {name} here. Did you mean {guess}?"),
                name=name,
                guess=guess,
            )
        raise NotFound(N_("There is no campaign {name} here."), name=name)

    async def _is_here(self, actor: Actor, campaign: Campaign) -> bool:
        """Whether its being there is no secret to the actor: the right to it is asked later."""
        role = await self._access.role(actor, campaign)
        known_here = max(role, Role.VIEWER) if actor.is_in_channel else role
        return await self._access.sees(actor, campaign, known_here)

    async def _unnamed(self, actor: Actor) -> Campaign:
        async with self._desk.db.read() as tx:
            chosen = await campaigns.current(tx, actor.channel_id or "")
        if chosen is not None:
            return chosen
        seen = await self.visible(actor)
        if len(seen) == 1:
            return seen[0]
        if not seen:
            raise NotFound(
                N_("No campaign is connected to this channel. An admin can run: {command}"),
                command="connect",
            )
        raise Refused(
            N_("Which campaign? This channel has {names}. Please add the name."),
            names=", ".join(one.name for one in seen),
        )

    async def channels(self, campaign: Campaign) -> list[str]:
        """The channels of a campaign."""
        async with self._desk.db.read() as tx:
            return await campaigns.channels(tx, campaign.id)
