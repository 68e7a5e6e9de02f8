"""Reports as files: ordered by a person, made when they are uploaded."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from bot.domain.cadence import zone_of
from bot.domain.campaigns import Campaign
from bot.domain.contacts.export import Kind
from bot.domain.people import Actor, Role
from bot.errors import Refused
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.notices import Body, Notices
from bot.services.reporting.exporting import Exporter
from bot.services.reporting.table import Export
from bot.store import campaigns, jobs, outbox
from bot.store.outbox import NewPost, Priority
from bot.texts import N_, Texts, texts_for

RENDER = "report_file"

FileWords = Callable[[Texts, Campaign, int, bool], Body]
"""The message that a file follows: of which campaign, how many call jobs, whether numbers show."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file on the disk; whoever sends it removes it."""

    path: Path
    filename: str


class ReportFiles:
    """Files of call jobs: masked wherever others read, whole in an operator's direct messages."""

    def __init__(self, desk: Desk, access: Access, notices: Notices, words: FileWords) -> None:
        self._desk = desk
        self._access = access
        self._notices = notices
        self._words = words
        self._exporter = Exporter(desk.db)

    async def to_person(
        self, actor: Actor, campaign: Campaign, kind: Kind, key: str, *, full: bool
    ) -> int:
        """Send the file to the person's direct messages; how many call jobs are in it.

        With ``full`` the numbers can be read: that takes an operator, and is audited.
        """
        role = Role.OPERATOR if full else Role.VIEWER
        action = "numbers" if full else "report file"
        await self._access.authorise(actor, action, role, campaign)
        person = await self._desk.directory.person(actor.user_id)
        rules = self._desk.rules
        t = texts_for(person.language, rules.default_language)
        zone = person.zone or rules.default_zone
        asked = _asked(campaign, kind, actor, zone, full=full)
        count = await self._put(campaign, asked, t, f"file:{key}", actor.user_id)
        await self._access.audit(actor, action, "done", campaign, people=count)
        return count

    async def to_thread(
        self, actor: Actor, campaign: Campaign, kind: Kind, key: str, thread_ts: str
    ) -> int:
        """Send the file, masked, to a thread of the actor's channel."""
        await self._access.authorise(actor, "report file", Role.VIEWER, campaign)
        place = actor.channel_id or actor.user_id
        async with self._desk.db.read() as tx:
            t, zone = await self._notices.manners(tx, place)
        asked = _asked(campaign, kind, actor, zone, full=False)
        count = await self._put(campaign, asked, t, f"file:{key}", place, thread_ts)
        await self._access.audit(actor, "report file", "done", campaign, people=count)
        return count

    async def _put(
        self,
        campaign: Campaign,
        asked: dict[str, Any],
        t: Texts,
        key: str,
        place: str,
        thread_ts: str | None = None,
    ) -> int:
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            count = sum(row.jobs for row in await jobs.counts(tx, campaign.id))
            if not count:
                raise Refused(
                    N_("{name} has no call jobs yet, so there is nothing to put into a file."),
                    name=campaign.name,
                )
            words = self._words(t, campaign, count, asked["full"])
            new = NewPost(
                key=key,
                kind="file",
                channel_id=place,
                thread_ts=thread_ts,
                campaign_id=campaign.id,
                body={**words, "file": asked},
                priority=Priority.DIGEST,
                happened_at=now,
            )
            await outbox.put(tx, new, now)
        self._desk.wakeups.notify("outbox")
        return count

    async def make(self, asked: dict[str, Any]) -> MadeFile | None:
        """Make the file that a post asks for; ``None`` where it is not to be had any more.

        The right to the numbers is checked again: it may be gone since.
        """
        async with self._desk.db.read() as tx:
            campaign = await campaigns.by_id(tx, asked["campaign"])
        if campaign is None or not await self._may_have(asked, campaign):
            return None
        kind: Kind = asked["format"]
        zone = zone_of(asked["zone"])
        path = await asyncio.to_thread(_new_file, kind)
        try:
            export = Export(campaign.id, kind, masked=not asked["full"], zone=zone)
            await self._exporter.write(export, path)
        except BaseException:
            await asyncio.to_thread(path.unlink, missing_ok=True)
            raise
        today = self._desk.clock.now().astimezone(zone)
        return MadeFile(path, f"{campaign.name}-{today:%Y-%m-%d}.{kind}")

    async def _may_have(self, asked: dict[str, Any], campaign: Campaign) -> bool:
        actor = Actor(asked["by"], None, request_id="file")
        needed = Role.OPERATOR if asked["full"] else Role.VIEWER
        return await self._access.role(actor, campaign) >= needed


def _asked(
    campaign: Campaign, kind: Kind, actor: Actor, zone: tzinfo, *, full: bool
) -> dict[str, Any]:
    return {
        "render": RENDER,
        "campaign": campaign.id,
        "format": kind,
        "full": full,
        "by": actor.user_id,
        "zone": getattr(zone, "key", None) or str(zone),
    }


def _new_file(kind: Kind) -> Path:
    handle, name = tempfile.mkstemp(prefix="callboard-report-", suffix=f".{kind}")
    os.close(handle)
    return Path(name)
