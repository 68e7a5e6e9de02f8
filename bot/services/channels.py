"""Channels' manners, and requests that were taken already."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.cadence import zone_name
from bot.domain.channels import ChannelManners
from bot.domain.people import Actor, Role
from bot.domain.spans import parse_time
from bot.errors import BadInput
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.unreachable import Unreachable
from bot.store import campaigns, channels, seen
from bot.texts import N_


class Seen:
    """Slack delivers some requests twice: each is taken once, under Slack's own name for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def first_time(self, key: str) -> bool:
        """Whether this request was not taken before; from now on it is."""
        async with self._desk.db.begin() as tx:
            return await seen.first_time(tx, key, self._desk.clock.now())


class Channels:
    """What a channel has set for itself."""

    def __init__(self, desk: Desk, access: Access, unreachable: Unreachable) -> None:
        self._desk = desk
        self._access = access
        self._unreachable = unreachable

    async def manners(self, channel_id: str) -> ChannelManners:
        """How a channel wants to be spoken to."""
        async with self._desk.db.read() as tx:
            return await channels.manners(tx, channel_id)

    async def lost(self, channel_id: str, error: str) -> None:
        """Remember that a campaign's channel cannot be posted to any more, and tell its owners."""
        async with self._desk.db.begin() as tx:
            if await campaigns.in_channel(tx, channel_id):
                await self._unreachable.note(tx, channel_id, error)
        self._desk.wakeups.notify("outbox")

    async def change(self, actor: Actor, channel_id: str, wanted: ChannelManners) -> None:
        """Set a channel's language, zone and quiet hours."""
        await self._access.authorise(actor, "settings channel", Role.ADMIN)
        meant = _read(wanted)
        async with self._desk.db.begin() as tx:
            await channels.set_manners(tx, channel_id, meant)
        await self._access.audit(actor, "settings channel", "done")


def _read(wanted: ChannelManners) -> ChannelManners:
    """What was typed, in the spelling that is kept: messages to the channel are made by it."""
    if bool(wanted.quiet_from) != bool(wanted.quiet_to):
        raise BadInput(N_("Quiet hours need both ends. Nothing was changed."), field="quiet_to")
    return replace(
        wanted,
        zone=_zone(wanted.zone),
        quiet_from=_time("quiet_from", wanted.quiet_from),
        quiet_to=_time("quiet_to", wanted.quiet_to),
    )


def _zone(text: str | None) -> str | None:
    try:
        return zone_name(text) if text else None
    except BadInput as error:
        raise BadInput(error.message, **(error.values | {"field": "zone"})) from None


def _time(field: str, text: str | None) -> str | None:
    try:
        return f"{parse_time(text):%H:%M}" if text else None
    except BadInput:
        message = N_("{text} is no time. Please write it as 22:00.")
        raise BadInput(message, field=field, text=text) from None
