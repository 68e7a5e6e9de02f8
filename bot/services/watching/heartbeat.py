"""The campaign's own page: its state, its counts, and what the host's clock shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.calls_api import Route
from bot.domain.campaign_state import Word, canonical
from bot.services.desk import Desk
from bot.services.watching.changes import note_state
from bot.services.watching.lease import hold
from bot.services.watching.look import Look, in_time

# The Date header has whole seconds, and comes rather late: less than this is no difference.
_SAME_CLOCK = timedelta(seconds=2)


class Heartbeat:
    """Reads the page, and remembers the state at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def beat(self, look: Look) -> None:
        """Ask for the page, or for the bare status where the host has no more than that."""
        if Route.CAMPAIGN in look.can:
            look.page = await in_time(look.client.get())
            look.word = canonical(look.page.status)
        elif Route.STATUS in look.can:
            look.word = canonical(await in_time(look.client.status()))
        look.campaign = replace(look.campaign, host_clock=self._host_clock(look))
        if look.word is not None and not has_finished(look):
            await self._remember(look, look.word)

    def _host_clock(self, look: Look) -> timedelta:
        shown = look.client.host_now()
        if shown is None:
            return look.campaign.host_clock
        ahead = shown - self._desk.clock.now()
        return ahead if abs(ahead) > _SAME_CLOCK else timedelta()

    async def _remember(self, look: Look, word: str) -> None:
        now = self._desk.clock.now()
        async with self._desk.db.begin() as tx:
            await hold(tx, self._desk, look.lease)
            is_news = await note_state(tx, look.campaign.id, word, look.began_at, now)
        if is_news:
            self._desk.wakeups.notify("outbox")
            self._desk.wakeups.notify("alerts")


def has_finished(look: Look) -> bool:
    """Whether the host says for the first time that the campaign is over. Whether it was stopped
    or had finished its work is seen from its call jobs, so this is remembered after them."""
    return look.word == Word.FINISHED and not look.campaign.state.says(Word.FINISHED)
