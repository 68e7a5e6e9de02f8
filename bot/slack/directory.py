"""Who people are: Slack's word for it, kept for minutes so that a command needs no call."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.domain.people import Person
from bot.slack.client import SlackClients
from bot.store import people
from bot.store.engine import Database

_FRESH = timedelta(minutes=10)
_GROUPS_FRESH = timedelta(seconds=60)


class SlackDirectory:
    """The :class:`bot.services.desk.Directory` that asks Slack."""

    def __init__(self, db: Database, clients: SlackClients, clock: Clock) -> None:
        self._db = db
        self._clients = clients
        self._clock = clock

    async def person(self, user_id: str) -> Person:
        """Somebody's language, zone and standing.

        Where Slack does not answer, what was known before is better than nothing; somebody nobody
        has heard of is then a person without any standing.
        """
        now = self._clock.now()
        async with self._db.read() as tx:
            known = await people.find(tx, user_id)
        if known is not None and known.fetched_at > now - _FRESH:
            return known.person
        try:
            answer = await self._clients.reading.users_info(user=user_id, include_locale=True)
        except (SlackApiError, OSError, TimeoutError):
            return known.person if known else Person(user_id, is_gone=True)
        person = _person(answer["user"])
        async with self._db.begin() as tx:
            await people.keep(tx, person, now)
        return person

    async def groups_of(self, user_id: str) -> frozenset[str]:
        """The user groups that somebody is in; none where Slack cannot tell."""
        return frozenset()


def _person(user: dict[str, object]) -> Person:
    return Person(
        user_id=str(user["id"]),
        language=str(user.get("locale") or "") or None,
        zone=_zone(user.get("tz")),
        team_id=str(user.get("team_id") or "") or None,
        is_owner=bool(user.get("is_owner") or user.get("is_primary_owner")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_gone=bool(user.get("deleted")),
    )


def _zone(text: object) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(text)) if text else None
    except (ValueError, OSError):
        return None
