"""Who may do what, asked before every effect; and the audit, written after it."""

from __future__ import annotations

from typing import Any

from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.errors import NotAllowed
from bot.services.desk import Desk
from bot.store import audits
from bot.texts import N_


class Access:
    """Roles of people: admins may do all, others of the same workspace may look."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def role(self, actor: Actor, campaign: Campaign | None = None) -> Role:
        """The role that somebody has, on one campaign or in general."""
        rules = self._desk.rules
        if actor.is_console or actor.user_id in rules.admin_users:
            return Role.ADMIN
        person = await self._desk.directory.person(actor.user_id)
        if person.is_gone or person.is_guest or actor.is_stranger:
            return Role.NOBODY
        if not rules.admin_users and person.is_owner:
            return Role.ADMIN
        return Role.VIEWER

    async def authorise(
        self, actor: Actor, action: str, needed: Role, campaign: Campaign | None = None
    ) -> Role:
        """Let the actor pass or raise :class:`NotAllowed`; a refusal is audited."""
        role = await self.role(actor, campaign)
        if role >= needed:
            return role
        await self.audit(actor, action, "refused", campaign)
        raise NotAllowed(
            N_(
                "You may not do that here: {action} needs the role {role}. Nothing was changed. "
                "Please ask {whom}."
            ),
            action=action,
            role=needed.word,
            whom=await self._whom_to_ask(),
        )

    async def _whom_to_ask(self) -> str:
        admins = sorted(self._desk.rules.admin_users)[:3]
        return ", ".join(f"<@{user}>" for user in admins) or "an owner of this workspace"

    async def audit(
        self,
        actor: Actor,
        action: str,
        outcome: str,
        campaign: Campaign | None = None,
        people: int | None = None,
        **detail: Any,
    ) -> None:
        """Write down who did what, where, and how it ended; never a number."""
        async with self._desk.db.begin() as tx:
            await audits.add(
                tx,
                at=self._desk.clock.now(),
                actor=actor.user_id,
                channel_id=actor.channel_id,
                action=action,
                campaign_id=campaign.id if campaign else None,
                people=people,
                outcome=outcome,
                request_id=actor.request_id,
                detail=detail or None,
            )
