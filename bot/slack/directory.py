"""Who people are: Slack's word for it, kept for minutes so that a command needs no call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.people import Person
from bot.slack.client import Myself, SlackClients, SlackTrouble
from bot.slack.client.errors import trouble
from bot.slack.user_groups import UserGroups
from bot.store import people
from bot.store.engine import Database

_FRESH = timedelta(minutes=10)
_NOBODY = frozenset({"user_not_found", "user_not_visible"})


class SlackDirectory:
    """The :class:`bot.services.desk.Directory` that asks Slack."""

    def __init__(self, db: Database, clients: SlackClients, clock: Clock) -> None:
        self._db = db
        self._clients = clients
        self._clock = clock
        self._myself = Myself(clients)
        self._groups = UserGroups(clients, clock)

    async def person(self, user_id: str) -> Person:
        """Somebody's language, zone and standing.

        Where Slack does not answer, what was known before is better than nothing; somebody nobody
        has heard of is then a person without any standing.
        """
        person = await self._known_or_asked(user_id)
        return replace(person, is_stranger=await self._is_foreign(person.team_id))

    async def _known_or_asked(self, user_id: str) -> Person:
        now = self._clock.now()
        async with self._db.read() as tx:
            known = await people.find(tx, user_id)
        # Later than now is what a clock wrote that has been set back since.
        if known is not None and abs(now - known.fetched_at) < _FRESH:
            return known.person
        try:
            answer = await self._clients.reading.users_info(user=user_id, include_locale=True)
        except Exception as error:
            refused = trouble("users.info", error).error in _NOBODY
            gone = Person(user_id, is_gone=True, is_untold=not refused)
            return known.person if known and not refused else gone
        person = _person(answer.get("user") or {}, user_id, await self._home())
        async with self._db.begin() as tx:
            await people.keep(tx, person, now)
        return person

    async def _is_foreign(self, team_id: str | None) -> bool:
        """Whether the team is not ours.

        Where Slack cannot tell which is ours nobody of another can act through it either, so that
        nothing is given away by a no.
        """
        home = await self._home()
        return None not in (team_id, home) and team_id != home

    async def _home(self) -> str | None:
        try:
            return (await self._myself.identity()).team_id
        except SlackTrouble:
            return None

    async def groups_of(self, user_id: str, among: Iterable[str]) -> frozenset[str]:
        """Those of these user groups that somebody is in; none where Slack cannot tell."""
        return await self._groups.of(user_id, among)


def _person(user: dict[str, Any], user_id: str, home: str | None) -> Person:
    # Of an enterprise's people each workspace is a home that is named here.
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    return Person(
        user_id=user_id,
        language=str(user.get("locale") or "") or None,
        zone=_zone(user.get("tz")),
        team_id=home if home in teams else str(user.get("team_id") or "") or None,
        is_owner=bool(user.get("is_owner") or user.get("is_primary_owner")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_gone=bool(user.get("deleted")) or not user,
    )


def _zone(text: object) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(text)) if text else None
    except (ValueError, OSError):
        return None
