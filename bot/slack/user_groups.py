"""Who is in which user group, as Slack says, and never older than a minute."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

import structlog

from bot.clock import Clock
from bot.slack.client import SlackClients
from bot.slack.client.errors import trouble

# Seconds. A role that came by a group is gone at most this long after the group was left.
_FRESH = 60.0
# Where Slack did not answer nobody is in the group, and it is asked again after these.
_UNANSWERED = 5.0

_log = structlog.get_logger(__name__)


class UserGroups:
    """Asks ``usergroups.users.list`` for the groups that roles were given to, and for no other."""

    def __init__(self, clients: SlackClients, clock: Clock) -> None:
        self._clients = clients
        self._clock = clock
        self._members: dict[str, tuple[float, frozenset[str]]] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, user_id: str, among: Iterable[str]) -> frozenset[str]:
        """Those of the groups that somebody is in; an unanswered question is a no."""
        groups = tuple(dict.fromkeys(among))
        members = await asyncio.gather(*(self._of_group(group) for group in groups))
        return frozenset(
            group for group, inside in zip(groups, members, strict=True) if user_id in inside
        )

    async def _of_group(self, group: str) -> frozenset[str]:
        # Whoever waited for another's question finds its answer.
        async with self._asking[group]:
            until, members = self._members.get(group, (0.0, frozenset()))
            if self._clock.monotonic() >= until:
                until, members = await self._ask(group)
                self._members[group] = (until, members)
            return members

    async def _ask(self, group: str) -> tuple[float, frozenset[str]]:
        asked_at = self._clock.monotonic()
        try:
            answer = await self._clients.reading.usergroups_users_list(usergroup=group)
        except Exception as error:
            reason = trouble("usergroups.users.list", error).error
            _log.warning("user_group_unknown", group=group, error=reason)
            return asked_at + _UNANSWERED, frozenset()
        users = answer.get("users") or ()
        return asked_at + _FRESH, frozenset(str(user) for user in users)
