"""Cancels call jobs: looked up freshly, marked with who asks, cancelled, and told apart."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from bot.calls_api import CallsApiError, CampaignClient, Unclear
from bot.domain import outcomes
from bot.domain.campaigns import Campaign
from bot.domain.host_trouble import in_words
from bot.domain.outcomes import Outcome
from bot.domain.people import Actor, Role
from bot.domain.reports import MOST_MEMBERS, Canceled, JobRow, Looked, Wanted
from bot.errors import BadInput, HostTrouble
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.services.reporting.lookups import Lookups, stored_row
from bot.store import campaigns, canceling, reports
from bot.texts import N_

ACTION = "cancel"
_MOST_STORED = 1_000


class Cancelling:
    """Takes call jobs back that the host is not done with."""

    def __init__(self, desk: Desk, hosts: Hosts, access: Access, lookups: Lookups) -> None:
        self._desk = desk
        self._hosts = hosts
        self._access = access
        self._lookups = lookups

    async def known(self, actor: Actor, campaign: Campaign, asked: Wanted) -> Looked:
        """What would be cancelled by what is stored: no host is asked."""
        await self._access.authorise(actor, ACTION, Role.OPERATOR, campaign)
        async with self._desk.db.read() as tx:
            rows = await reports.of_ids(tx, campaign.id, asked.jobs)
            rows += await reports.of_phones(tx, [campaign.id], asked.phones, _MOST_STORED)
        each = {one.job_id: stored_row(one) for one in sorted(rows, key=lambda row: row.job_id)}
        return _few_enough(Looked(campaign, tuple(each.values()), is_fresh=False))

    async def look(self, actor: Actor, campaign: Campaign, asked: Wanted) -> Looked:
        """What would be cancelled, as the host tells it now."""
        await self._access.authorise(actor, ACTION, Role.OPERATOR, campaign)
        return _few_enough(await self._lookups.look(campaign, asked))

    async def press(
        self, actor: Actor, campaign: Campaign, job_ids: Sequence[str], key: str
    ) -> Canceled:
        """Cancel what a question named, as it stands at the moment of the press."""
        looked = await self.look(actor, campaign, Wanted(jobs=tuple(job_ids)))
        return await self.cancel(actor, looked, key)

    async def cancel(self, actor: Actor, looked: Looked, key: str) -> Canceled:
        """Cancel the open ones of what was looked up. A call that runs is let finish.

        Who asks is noted before the host is told, so that whoever sees the call jobs end knows it.
        ``key`` names the press: the same press sends the same requests under the same keys.
        """
        campaign, ids = looked.campaign, [row.job_id for row in looked.open]
        await self._access.authorise(actor, ACTION, Role.OPERATOR, campaign)
        async with self._desk.db.begin() as tx:
            await canceling.note(tx, campaign.id, ids, actor.user_id)
        client = await self._hosts.client(campaign)
        done, missing, lost = await _cancel_each(client, campaign, ids, f"cancel:{key}")
        left = [one for one in ids if one not in done | missing]
        result = _result(looked, done, missing, await self._after(campaign, left), lost=lost)
        await self._look_soon(campaign)
        await self._access.audit(actor, ACTION, "done", campaign, people=len(result.done))
        return result

    async def _after(self, campaign: Campaign, left: Sequence[str]) -> Looked:
        """What became of those that no answer named; nothing of those the host does not tell."""
        if left:
            with suppress(HostTrouble):
                return await self._lookups.look(campaign, Wanted(jobs=tuple(left)))
        return Looked(campaign, (), unknown_jobs=tuple(left))

    async def _look_soon(self, campaign: Campaign) -> None:
        async with self._desk.db.begin() as tx:
            await campaigns.change(tx, campaign.id, next_at=self._desk.clock.now())
        self._desk.wakeups.notify("watch")


def _few_enough(looked: Looked) -> Looked:
    """A number may have several call jobs, so that there may be more of them than were named."""
    if len(looked.open) > MOST_MEMBERS:
        raise BadInput(
            N_("That is more than {most} at once. Nothing was changed; please name fewer."),
            most=MOST_MEMBERS,
        )
    return looked


async def _cancel_each(
    client: CampaignClient, campaign: Campaign, ids: Sequence[str], key: str
) -> tuple[set[str], set[str], bool]:
    """The IDs that were cancelled, those that are unknown, and whether an answer was lost."""
    done: set[str] = set()
    missing: set[str] = set()
    try:
        async for found in client.cancel_each(ids, key):
            done |= set(found.answer)
            missing |= set(found.missing)
    except Unclear:
        return done, missing, True
    except CallsApiError as error:
        if done:
            return done, missing, False
        raise HostTrouble(
            N_("The host of {name} did not cancel: {reason} Nothing was changed."),
            name=campaign.name,
            reason=in_words(error),
        ) from None
    return done, missing, False


def _result(
    looked: Looked, done: set[str], missing: set[str], after: Looked, *, lost: bool
) -> Canceled:
    """Sort out those that no answer named, by their state afterwards."""
    canceled = {row.job_id for row in after.finished if _is_canceled(row)}
    ended = tuple(row for row in after.finished if not _is_canceled(row))
    still_open = tuple(row.job_id for row in after.open)
    return Canceled(
        campaign=looked.campaign,
        done=tuple(row.job_id for row in looked.open if row.job_id in done | canceled),
        finished=(*looked.finished, *ended),
        refused=() if lost else still_open,
        unsure=(*(still_open if lost else ()), *after.unknown_jobs),
        unknown_jobs=(*looked.unknown_jobs, *sorted(missing)),
        unknown_phones=looked.unknown_phones,
    )


def _is_canceled(row: JobRow) -> bool:
    return outcomes.outcome_of(row.status) is Outcome.CANCELED
