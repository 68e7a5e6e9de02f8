"""Looks in the channel for a message whose fate is unclear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from bot.slack.client.clients import SlackClients
from bot.slack.client.errors import SlackRefused, SlackTrouble, trouble
from bot.slack.client.outcomes import CannotLook
from bot.slack.client.poster import EVENT_TYPE

PAGE = 200
PAGES = 10

# The Date of an answer is whole seconds, and as old as its way here.
_SAME_CLOCK = timedelta(minutes=1)


class _Page(NamedTuple):
    """What Slack answered, and what its clock showed then, where it said so."""

    answer: dict[str, Any]
    shown: datetime | None


class ReadBack:
    """Finds our own messages again by the event's key in their metadata.

    Needs ``channels:history`` or ``groups:history``, which are optional scopes: without them the
    answer is :class:`CannotLook`.

    :param bot_id: where known, messages of other apps that carry the same key do not count.
    """

    def __init__(self, clients: SlackClients, bot_id: str | None = None) -> None:
        self._client = clients.reading
        self._bot_id = bot_id

    async def find_posted(
        self,
        channel: str,
        thread_ts: str | None,
        event_key: str,
        since: datetime,
        now: datetime | None = None,
    ) -> str | CannotLook | None:
        """The ``ts`` of the message with this key, ``None`` if it surely is not there.

        :param since: no message from before this instant is looked at; take it early enough for
            clocks that differ.
        :param now: what the clock shows that ``since`` is by. Where Slack's is behind it by more
            than a minute, messages of so much earlier are looked at too.
        """
        cursor: str | None = None
        for _ in range(PAGES):
            page = await self._page(channel, thread_ts, since, cursor)
            if isinstance(page, CannotLook):
                return page
            for message in page.answer.get("messages") or []:
                if self._is_ours(message, event_key):
                    return str(message["ts"])
            if ahead := _ahead(now, page.shown):
                since, now, cursor = since - ahead, None, None
                continue
            cursor = (page.answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        return CannotLook("too_many_messages")

    async def _page(
        self, channel: str, thread_ts: str | None, since: datetime, cursor: str | None
    ) -> _Page | CannotLook:
        try:
            return await self._read(channel, thread_ts, since, cursor)
        except SlackTrouble as error:
            if isinstance(error, SlackRefused):
                return CannotLook(error.error, error.retry_after, error.permanent)
            return CannotLook(error.error)

    async def _read(
        self, channel: str, thread_ts: str | None, since: datetime, cursor: str | None
    ) -> _Page:
        method = "conversations.replies" if thread_ts else "conversations.history"
        asked: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{since.timestamp():.6f}",
            "inclusive": True,
            "include_all_metadata": True,
            "limit": PAGE,
        }
        asked |= {"ts": thread_ts} if thread_ts else {}
        asked |= {"cursor": cursor} if cursor else {}
        try:
            answer = await self._client.api_call(method, http_verb="GET", params=asked)
        except Exception as error:
            raise trouble(method, error) from None
        data = answer.data if isinstance(answer.data, dict) else {}
        return _Page(data, _date(answer.headers or {}))

    def _is_ours(self, message: dict[str, Any], event_key: str) -> bool:
        metadata = message.get("metadata") or {}
        author = message.get("bot_id")
        if self._bot_id and author and author != self._bot_id:
            return False
        payload = metadata.get("event_payload") or {}
        return metadata.get("event_type") == EVENT_TYPE and payload.get("key") == event_key


def _ahead(now: datetime | None, shown: datetime | None) -> timedelta | None:
    """By how much our clock is ahead of Slack's, if that is too much to be the answer's way."""
    ahead = now - shown if now and shown else timedelta()
    return ahead if ahead > _SAME_CLOCK else None


def _date(headers: Mapping[str, Any]) -> datetime | None:
    lowered = {name.lower(): value for name, value in headers.items()}
    try:
        shown = parsedate_to_datetime(str(lowered.get("date")))
    except ValueError:
        return None
    return shown if shown.tzinfo else None
