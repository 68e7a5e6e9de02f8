"""Looks in Slack for a message whose fate is unclear, before it is posted again."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import Clock
from bot.slack.client import CannotLook, Poster, ReadBack, SlackRefused, SlackTrouble
from bot.store.deliveries import Delivery

# Slack's clock and ours differ; what is older than this before the request is surely not it.
_CLOCKS_DIFFER = timedelta(minutes=2)


class Looker:
    """Reads the channel or the thread back by the event's key in the messages' metadata."""

    def __init__(self, poster: Poster, read_back: ReadBack, clock: Clock) -> None:
        self._poster = poster
        self._read_back = read_back
        self._clock = clock

    async def find(self, one: Delivery) -> tuple[str, str] | CannotLook | None:
        """Channel and ``ts`` of the message; ``None`` if it surely is not there."""
        place = await self._place(one)
        if isinstance(place, CannotLook):
            return place
        since = (one.sending_at or one.created_at) - _CLOCKS_DIFFER
        found = await self._read_back.find_posted(
            place, one.thread_ts, one.key, since, self._clock.now()
        )
        return (place, found) if isinstance(found, str) else found

    async def _place(self, one: Delivery) -> str | CannotLook:
        if not one.is_direct:
            return one.channel_id
        try:
            return await self._poster.direct_channel(one.channel_id)
        except SlackRefused as error:
            return CannotLook(error.error, error.retry_after, error.permanent)
        except SlackTrouble as error:
            return CannotLook(error.error)
