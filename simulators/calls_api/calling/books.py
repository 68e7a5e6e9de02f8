"""The books: what the host did, kept apart from what it reports, for tests to count in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from simulators.calls_api.calling.jobs import CallJob


@dataclass(slots=True)
class AddRequest:
    """One addPhones request. Times are epoch seconds, None for what did not happen.

    ``outcome`` is "added", "repeated" (a known key), an error's type, or "" while unprocessed.
    ``other_body`` says that the key had been used before, with another body.
    """

    key: str | None
    phones: int
    received_at: float
    processed_at: float | None = None
    answered_at: float | None = None
    outcome: str = ""
    other_body: bool = False


@dataclass(slots=True)
class CampaignBooks:
    """Every addPhones request, every call job and every dial of one campaign.

    Phones are digits as the numbering plan has them: a leading 8 of Russia is a 7 here. Call jobs
    that a script asked for are in ``redials``, all others in ``jobs``.
    """

    adds: list[AddRequest] = field(default_factory=list)
    jobs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    redials: dict[str, tuple[str, ...]] = field(default_factory=dict)
    dials: Counter[str] = field(default_factory=Counter)
    job_dials: Counter[str] = field(default_factory=Counter)

    def created(self, job: CallJob) -> None:
        book = self.redials if job.redial_number else self.jobs
        book[job.phone] = (*book.get(job.phone, ()), job.id)

    def dialled(self, job: CallJob) -> None:
        self.dials[job.phone] += 1
        self.job_dials[job.id] += 1

    def added_twice(self) -> dict[str, tuple[str, ...]]:
        """Phones that have more than one call job."""
        return {phone: ids for phone, ids in self.jobs.items() if len(ids) > 1}

    def dialled_twice(self) -> dict[str, tuple[str, ...]]:
        """Phones dialled for more than one call job; retries and redials do not count."""
        twice: dict[str, tuple[str, ...]] = {}
        for phone, ids in self.added_twice().items():
            dialled = tuple(job_id for job_id in ids if self.job_dials[job_id])
            if len(dialled) > 1:
                twice[phone] = dialled
        return twice

    def lost(self, phones: Iterable[str]) -> list[str]:
        """Those of ``phones`` that no call job was ever made for."""
        return [phone for phone in phones if phone not in self.jobs]

    def summary(self) -> dict[str, Any]:
        """The figures, for one look over HTTP."""
        return {
            "requests": len(self.adds),
            "phones": len(self.jobs),
            "jobs": sum(map(len, self.jobs.values())),
            "dials": self.dials.total(),
            "addedTwice": self.added_twice(),
            "dialledTwice": self.dialled_twice(),
        }
