"""Who may do what, asked before every effect; and the audit, written after it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from bot.domain.audit import ACTIONS
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.domain.roles import Grant, Standing
from bot.errors import NotAllowed, NotFound
from bot.services.desk import Desk
from bot.store import audits, campaigns, grants, people
from bot.store.transaction import Transaction
from bot.texts import N_, Mrkdwn

DENIED = "denied"
"""The outcome of an attempt for which the role did not reach; a host *refuses*."""

# As many as a sentence can name.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Attempt:
    """Something that was allowed and whose outcome is not in the books yet."""

    actor: Actor
    action: str
    campaign: Campaign | None


# Each request runs in a task of its own, and so has its own.
_attempt: ContextVar[_Attempt | None] = ContextVar("attempt", default=None)


class Access:
    """Roles of people: whoever was given none may do nothing.

    Admins by the settings (else the workspace's owners) need no grant. Until the first role is
    given to anybody, members of the workspace may look.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def standing(self, actor: Actor) -> Standing:
        """What somebody may do, and where."""
        rules = self._desk.rules
        if actor.is_console:
            return Standing(Role.ADMIN)
        person = await self._desk.directory.person(actor.user_id)
        if actor.user_id in rules.admin_users and (person.is_untold or not person.is_gone):
            # Whoever runs Callboard named them, which holds while Slack does not answer too.
            return Standing(Role.ADMIN)
        if person.is_gone:
            return Standing()
        async with self._desk.db.read() as tx:
            given = await grants.reaching(tx, actor.user_id)
            is_first_day = not given and not await grants.were_any(tx)
        is_staff = not (person.is_guest or person.is_stranger or actor.is_stranger)
        if is_staff and person.is_owner and not rules.admin_users:
            return Standing(Role.ADMIN)
        floor = Role.VIEWER if is_staff and is_first_day else Role.NOBODY
        return Standing(floor, await self._reaching(actor.user_id, given))

    async def _reaching(self, user_id: str, given: list[Grant]) -> tuple[Grant, ...]:
        groups = {one.subject for one in given if one.is_group}
        mine = await self._desk.directory.groups_of(user_id, groups) if groups else frozenset()
        return tuple(one for one in given if not one.is_group or one.subject in mine)

    async def role(self, actor: Actor, campaign: Campaign | None = None) -> Role:
        """The role that somebody has on one campaign; without one, on every campaign."""
        return (await self.standing(actor)).on(campaign.id if campaign else None)

    async def authorise(
        self, actor: Actor, action: str, needed: Role, campaign: Campaign | None = None
    ) -> Role:
        """Let the actor pass or raise :class:`NotAllowed`; a refusal is audited.

        Without a campaign the role is needed on every one. With one, it must be visible where the
        actor stands: in the channels that it is connected to, in a direct message, to its admins.
        :raises NotFound: it is not.
        """
        role = await self.role(actor, campaign)
        if role < needed:
            await self._refuse(actor, action, needed, campaign)
        if campaign is not None and not await self.sees(actor, campaign, role):
            await self.audit(actor, action, DENIED, campaign, reason="channel")
            raise NotFound(
                N_("{name} is not connected to this channel. Nothing was changed."),
                name=campaign.name,
            )
        _attempt.set(_Attempt(actor, action, campaign))
        return role

    async def authorise_somewhere(self, actor: Actor, action: str, needed: Role) -> Role:
        """The same for a form that asks for the campaign: one is enough; it is asked again."""
        role = (await self.standing(actor)).anywhere()
        if role < needed:
            await self._refuse(actor, action, needed, None)
        _attempt.set(_Attempt(actor, action, None))
        return role

    async def sees(self, actor: Actor, campaign: Campaign, role: Role) -> bool:
        """Whether a campaign is visible to somebody with this role, where they stand."""
        if role is Role.ADMIN or not actor.is_in_channel:
            return role >= Role.VIEWER
        async with self._desk.db.read() as tx:
            return actor.channel_id in await campaigns.channels(tx, campaign.id)

    async def _refuse(
        self, actor: Actor, action: str, needed: Role, campaign: Campaign | None
    ) -> None:
        await self.audit(actor, action, DENIED, campaign, needs=needed.word)
        values = {"action": ACTIONS.get(action, action), "role": needed.label}
        if whom := await self.whom_to_ask(campaign):
            raise NotAllowed(
                N_(
                    "You may not do that here: {action} needs the role {role}. Nothing was "
                    "changed. Please ask {whom}."
                ),
                whom=Mrkdwn(", ".join(f"<@{user}>" for user in whom)),
                **values,
            )
        raise NotAllowed(
            N_(
                "You may not do that here: {action} needs the role {role}. Nothing was changed. "
                "Please ask an owner of this workspace."
            ),
            **values,
        )

    async def whom_to_ask(self, campaign: Campaign | None = None) -> list[str]:
        """A few admins: of the settings, else by a grant, else the owners that are known here."""
        if self._desk.rules.admin_users:
            return sorted(self._desk.rules.admin_users)[:_NAMED]
        async with self._desk.db.read() as tx:
            given = await grants.admins(tx, campaign.id if campaign else None)
            owners = await people.owners(tx)
        named = [one.subject for one in given if not one.is_group]
        return list(dict.fromkeys(named + owners))[:_NAMED]

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
        async with self.audited(actor, action, outcome, campaign, people, **detail):
            pass

    @asynccontextmanager
    async def audited(
        self,
        actor: Actor,
        action: str,
        outcome: str,
        campaign: Campaign | None = None,
        people: int | None = None,
        **detail: Any,
    ) -> AsyncIterator[Transaction]:
        """A transaction for what ends an attempt, with the attempt's row: both, or neither."""
        async with self._desk.db.begin() as tx:
            yield tx
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
        attempt = _attempt.get()
        if attempt is not None and attempt.action == action:
            _attempt.set(None)

    async def failed(self, error: Exception) -> None:
        """Write down that what was allowed in this task came to nothing; its kind, no values."""
        attempt = _attempt.get()
        if attempt is not None:
            kind = type(error).__name__
            await self.audit(attempt.actor, attempt.action, "failed", attempt.campaign, reason=kind)
