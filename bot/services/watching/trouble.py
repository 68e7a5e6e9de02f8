"""What follows when a host does not play along: a failing campaign pushes only itself back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog

from bot.calls_api import CallsApiError
from bot.domain.campaigns import Campaign
from bot.errors import CallboardError
from bot.services.desk import Desk
from bot.services.watching.lease import hold
from bot.services.watching.rhythm import next_try
from bot.store import audits, campaigns, cards, looks, outbox, transitions
from bot.store.looks import Lease
from bot.store.outbox import NewPost, Priority
from bot.store.transaction import Transaction
from bot.texts import N_, Texts, texts_for

Body = dict[str, Any]
TokenWords = Callable[[Texts, Campaign], Body]

TOKEN_DIED = N_(
    "The host does not know its token any more, so it is not watched. An admin can give it a new "
    "one in its settings."
)

_log = structlog.get_logger(__name__)


def _reason(error: BaseException) -> str:
    """Errors of ours hold nothing secret; what others say may."""
    return str(error) if isinstance(error, CallsApiError | CallboardError) else type(error).__name__


class Trouble:
    """Ends looks that failed."""

    def __init__(self, desk: Desk, token_words: TokenWords) -> None:
        self._desk = desk
        self._token_words = token_words

    async def back_off(self, campaign: Campaign, lease: Lease, error: BaseException) -> None:
        """Look again later: the later the more often it has failed."""
        failures, reason = campaign.attempts + 1, _reason(error)
        every = self._desk.rules.watch_every
        asked: float | None = getattr(error, "retry_after", None)
        due = next_try(failures, self._desk.clock.now(), every, asked)
        _log.warning("look_failed", campaign=campaign.id, reason=reason, failures=failures)
        async with self._desk.db.begin() as tx:
            await looks.release(tx, lease, due, attempts=failures, last_error=reason)

    async def token_died(self, campaign: Campaign, lease: Lease) -> None:
        """Stop watching this campaign until it gets a new token, and tell its owner, once."""
        _log.warning("token_died", campaign=campaign.id)
        told = [(one, await self._texts_of(one)) for one in await self._owners(campaign)]
        async with self._desk.db.begin() as tx:
            await hold(tx, self._desk, lease)
            await self._disable(tx, campaign, lease)
            for owner, t in told:
                await self._tell(tx, campaign, owner, t)
        self._desk.wakeups.notify("outbox")
        self._desk.wakeups.notify("alerts")

    async def _disable(self, tx: Transaction, campaign: Campaign, lease: Lease) -> None:
        now = self._desk.clock.now()
        await transitions.record_campaign(
            tx,
            campaign.id,
            "refused",
            mark=f"{now.timestamp() * 1000:.0f}",
            before=campaign.state.word,
            now=now,
        )
        await campaigns.change(tx, campaign.id, disabled_reason=TOKEN_DIED)
        await audits.add_own(tx, now, "watch", "stopped", campaign_id=campaign.id)
        await looks.release(tx, lease, None, last_error=TOKEN_DIED)
        await cards.touch(tx, campaign.id, Priority.STATE, now)

    async def _owners(self, campaign: Campaign) -> list[str]:
        """Who connected the campaign, else the admins."""
        owner = campaign.connected_by
        is_person = owner[:1] in {"U", "W"} and owner.isalnum()
        if is_person and not (await self._desk.directory.person(owner)).is_gone:
            return [owner]
        return sorted(self._desk.rules.admin_users)

    async def _texts_of(self, user_id: str) -> Texts:
        person = await self._desk.directory.person(user_id)
        return texts_for(person.language, self._desk.rules.default_language)

    async def _tell(self, tx: Transaction, campaign: Campaign, owner: str, t: Texts) -> None:
        now = self._desk.clock.now()
        new = NewPost(
            key=f"token:{campaign.id}:{owner}:{now.timestamp() * 1000:.0f}",
            kind="direct",
            channel_id=owner,
            campaign_id=campaign.id,
            body=self._token_words(t, campaign),
            priority=Priority.ALERT,
            happened_at=now,
        )
        await outbox.put(tx, new, now)
