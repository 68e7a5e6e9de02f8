"""``optout``: taken down first, then what is queued is held and canceled."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.optouts import OptedIn, OptedOut
from bot.domain.people import Actor, Role
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.optouts.canceling import Canceling, Jobs
from bot.services.optouts.guard import print_of
from bot.services.optouts.numbers import Numbers, Open
from bot.store import optouts


class OptOuts:
    """Numbers that are never called again, in any campaign."""

    def __init__(self, desk: Desk, access: Access, numbers: Numbers, canceling: Canceling) -> None:
        self._desk = desk
        self._access = access
        self._numbers = numbers
        self._canceling = canceling

    async def add(self, actor: Actor, open_: Open, key: str) -> OptedOut:
        """Opt out every number of a list, and cancel what is queued for them everywhere.

        An operator of one campaign is enough: it only ever keeps people from being called. Doing it
        again is harmless, and cancels what could not be canceled before. ``key`` names the request.
        """
        await self._access.authorise_somewhere(actor, "optout", Role.OPERATOR)
        outcome, jobs = OptedOut(), Jobs()
        async for page in self._numbers.pages(actor, open_):
            outcome.note(page)
            await self._put(actor, page.phones, outcome, jobs)
        outcome.canceled, outcome.left = await self._canceling.cancel(actor, jobs, key)
        await self._access.audit(
            actor,
            "optout",
            "done",
            people=outcome.people,
            canceled=outcome.canceled,
            left=sum(one.jobs for one in outcome.left) + outcome.under_way,
        )
        self._desk.wakeups.notify("outbox")
        return outcome

    async def _put(
        self, actor: Actor, phones: Sequence[str], outcome: OptedOut, jobs: Jobs
    ) -> None:
        prints = self._prints(phones)
        async with self._desk.db.begin() as tx:
            await optouts.hold_answers(tx)
            new = await optouts.put(tx, prints, actor.user_id, self._desk.clock.now())
            outcome.held += await optouts.hold(tx, phones)
            outcome.under_way += await optouts.under_way(tx, phones)
            for campaign_id, job_id in await optouts.open_jobs(tx, phones):
                jobs.setdefault(campaign_id, []).append(job_id)
        outcome.new += new
        outcome.known += len(prints) - new

    def _prints(self, phones: Sequence[str]) -> list[str]:
        return [print_of(self._desk.fingerprints, phone) for phone in phones]

    async def remove(self, actor: Actor, open_: Open) -> OptedIn:
        """Let numbers be called again: that takes an operator of every campaign."""
        await self._access.authorise(actor, "optout remove", Role.OPERATOR)
        removed = named = bad = 0
        async for page in self._numbers.pages(actor, open_):
            bad += sum(page.bad.values())
            named += len(page.phones)
            async with self._desk.db.begin() as tx:
                removed += await optouts.remove(tx, self._prints(page.phones))
        await self._access.audit(actor, "optout remove", "done", people=removed)
        return OptedIn(removed, named - removed, bad)
