"""Call jobs by ID or number, as their host tells them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.calls_api import AttemptReport, CallsApiError, CampaignClient, JobReport
from bot.domain import abilities
from bot.domain.campaigns import Campaign
from bot.domain.host_trouble import in_words
from bot.domain.people import Actor, Role
from bot.domain.reports import JobRow, Looked, Wanted, job_row, unanswered_for, wanted
from bot.errors import HostTrouble, NotFound
from bot.services.access import Access
from bot.services.desk import Desk
from bot.services.hosts import Hosts
from bot.store import reports
from bot.store.reports import StoredJob
from bot.texts import N_


class Lookups:
    """Asks hosts for a few call jobs."""

    def __init__(self, desk: Desk, hosts: Hosts, access: Access) -> None:
        self._desk = desk
        self._hosts = hosts
        self._access = access

    def wanted(self, campaign: Campaign, phones: Sequence[str], jobs: Sequence[str]) -> Wanted:
        """What was typed, the numbers read in the campaign's region."""
        return wanted(phones, jobs, campaign.region or self._desk.rules.default_region)

    async def report(self, actor: Actor, campaign: Campaign, asked: Wanted) -> Looked:
        """The rows that a viewer asks for."""
        await self._access.authorise(actor, "report", Role.VIEWER, campaign)
        return await self.look(campaign, asked)

    async def phone_of(self, actor: Actor, campaign: Campaign, job_id: str) -> str:
        """The number of a call job, for an operator's order about that person."""
        await self._access.authorise(actor, "optout", Role.OPERATOR, campaign)
        if known := (await self.stored(campaign, [job_id])).get(job_id):
            return known.phone
        looked = await self.look(campaign, Wanted(jobs=(job_id,)))
        if not looked.rows:
            raise NotFound(
                N_("That call job is not in the campaign any more. Nothing was changed.")
            )
        return looked.rows[0].phone

    async def look(self, campaign: Campaign, asked: Wanted) -> Looked:
        """What the host holds of these; whoever calls this has checked the right to."""
        client = await self._hosts.client(campaign)
        try:
            found, missing = await _jobs(client, asked)
        except CallsApiError as error:
            raise HostTrouble(
                N_("The host of {name} did not tell: {reason} Nothing was changed; try again."),
                name=campaign.name,
                reason=in_words(error),
            ) from None
        ids = [one.call_job_id for one in found]
        attempts = await self._attempts(client, campaign, ids)
        known = await self.stored(campaign, ids)
        rows = [
            job_row(one, (attempts or {}).get(one.call_job_id, ()), _by(known, one.call_job_id))
            for one in found
        ]
        return Looked(
            campaign=campaign,
            rows=tuple(rows),
            unknown_jobs=tuple(one for one in asked.jobs if one in missing),
            unknown_phones=unanswered_for(asked.phones, rows),
            tells_attempts=attempts is not None,
        )

    async def stored(self, campaign: Campaign, ids: Sequence[str]) -> dict[str, StoredJob]:
        """What was last seen of these call jobs, by ID."""
        async with self._desk.db.read() as tx:
            found = await reports.of_ids(tx, campaign.id, ids)
        return {one.job_id: one for one in found}

    async def _attempts(
        self, client: CampaignClient, campaign: Campaign, ids: Sequence[str]
    ) -> dict[str, list[AttemptReport]] | None:
        """The attempts by call job; ``None`` where the host cannot tell them, or did not."""
        if not abilities.tells_attempts(campaign.capabilities):
            return None
        told: dict[str, list[AttemptReport]] = defaultdict(list)
        try:
            async for found in client.attempt_reports(ids=ids):
                for one in found.answer:
                    told[one.call_job_id].append(one)
        except CallsApiError:
            return None
        return told


async def _jobs(client: CampaignClient, asked: Wanted) -> tuple[list[JobReport], set[str]]:
    """The rows, each call job once, and the members that the host says it does not know."""
    rows: dict[str, JobReport] = {}
    missing: set[str] = set()
    async for found in client.job_reports(ids=asked.jobs, phones=asked.phones):
        rows |= {one.call_job_id: one for one in found.answer}
        missing |= set(found.missing)
    return sorted(rows.values(), key=lambda one: one.created_at), missing


def _by(known: dict[str, StoredJob], job_id: str) -> str | None:
    return known[job_id].canceled_by if job_id in known else None


def stored_row(one: StoredJob) -> JobRow:
    """What was last seen of a call job, as a row."""
    return JobRow(
        job_id=one.job_id,
        phone=one.phone,
        status=one.status,
        attempts_count=one.attempts,
        talk_seconds=one.talk_seconds,
        created_at=one.created_at,
        finished_at=one.finished_at,
        report_data=one.report_data,
        canceled_by=one.canceled_by,
    )
