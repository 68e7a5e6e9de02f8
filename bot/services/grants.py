"""Giving roles to people and user groups, taking them away, and telling who has which."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.domain.roles import Given, Grant, Granted, Revoked, Right, Rights, Standing, is_group
from bot.errors import BadInput, NotFound
from bot.services.access import Access
from bot.services.campaigns import Campaigns
from bot.services.desk import Desk
from bot.store import campaigns, grants
from bot.texts import N_


class Grants:
    """``access``, ``access grant``, ``access revoke``."""

    def __init__(self, desk: Desk, access: Access, registry: Campaigns) -> None:
        self._desk = desk
        self._access = access
        self._registry = registry

    async def rights(self, actor: Actor) -> Rights:
        """What somebody may do where they stand; for admins, also who may do what."""
        standing = await self._access.standing(actor)
        here = await self._registry.visible(actor)
        async with self._desk.db.read() as tx:
            was_any = await grants.were_any(tx)
            given = [one for one in await grants.everything(tx) if _may_list(standing, one)]
        names = await self._names()
        return Rights(
            everywhere=standing.on(None),
            here=tuple(Right(one.name, standing.on(one.id)) for one in here),
            whom_to_ask=tuple(await self._access.whom_to_ask()),
            given=tuple(Given(one.subject, _right(one, names), one.granted_by) for one in given),
            configured=tuple(sorted(self._desk.rules.admin_users)),
            is_admin=standing.anywhere() is Role.ADMIN,
            is_first_day=not was_any,
        )

    async def _names(self) -> dict[int, str]:
        async with self._desk.db.read() as tx:
            return {one.id: one.name for one in await campaigns.everywhere(tx)}

    async def grant(
        self, actor: Actor, subject: str, role: Role, campaign: Campaign | None
    ) -> Granted:
        """Give a role on one campaign, or on every one; it replaces the one given there before.

        Whoever is admin of one campaign only gives roles on that one only.
        """
        await self._access.authorise(actor, "access grant", Role.ADMIN, campaign)
        outsider = await self._is_outsider(subject)
        place = campaign.id if campaign else None
        new = Grant(subject, role, place, actor.user_id, self._desk.clock.now())
        names = await self._names()
        async with self._desk.db.begin() as tx:
            had = await grants.of_subject(tx, subject)
            await grants.put(tx, new)
        await self._access.audit(
            actor, "access grant", "done", campaign, subject=subject, role=role.word
        )
        before = [one.role for one in had if one.campaign_id == place and one.role is not role]
        return Granted(subject, _right(new, names), next(iter(before), None), outsider)

    async def _is_outsider(self, subject: str) -> bool:
        """Whether a person is no member here; one that Slack does not know is refused."""
        if is_group(subject):
            return False
        person = await self._desk.directory.person(subject)
        if person.is_gone:
            raise BadInput(N_("Slack knows nobody of that name any more. Nothing was changed."))
        return person.is_guest or person.is_stranger

    async def revoke(
        self, actor: Actor, subject: str, role: Role | None, campaign: Campaign | None
    ) -> Revoked:
        """Take away what was given on one campaign, or all that was given; only that role if any.

        :raises NotFound: nothing like that was given.
        """
        await self._access.authorise(actor, "access revoke", Role.ADMIN, campaign)
        names, now = await self._names(), self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            had = await grants.of_subject(tx, subject)
            taken = [one for one in had if _is_meant(one, role, campaign)]
            for one in taken:
                nothing = Grant(subject, Role.NOBODY, one.campaign_id, actor.user_id, now)
                await grants.put(tx, nothing)
        if not taken:
            raise self._nothing_to_take(subject)
        words = sorted({one.role.word for one in taken})
        await self._access.audit(
            actor, "access revoke", "done", campaign, subject=subject, role=",".join(words)
        )
        left = [one for one in had if one not in taken]
        return Revoked(subject, _rights(taken, names), _rights(left, names))

    def _nothing_to_take(self, subject: str) -> NotFound:
        if subject in self._desk.rules.admin_users:
            return NotFound(
                N_(
                    "That person is an admin by the settings (ADMIN_USERS), which whoever runs "
                    "Callboard can change. Nothing was changed."
                )
            )
        return NotFound(N_("No such role was given. Nothing was changed."))


def _may_list(standing: Standing, one: Grant) -> bool:
    """An admin of one campaign sees who may do what on it, and so what reaches every one."""
    role = standing.anywhere() if one.campaign_id is None else standing.on(one.campaign_id)
    return role is Role.ADMIN


def _is_meant(one: Grant, role: Role | None, campaign: Campaign | None) -> bool:
    in_place = campaign is None or one.campaign_id == campaign.id
    return in_place and role in (None, one.role)


def _rights(given: Iterable[Grant], names: dict[int, str]) -> tuple[Right, ...]:
    return tuple(_right(one, names) for one in given)


def _right(one: Grant, names: dict[int, str]) -> Right:
    name = None if one.campaign_id is None else names.get(one.campaign_id, "—")
    return Right(name, one.role)
