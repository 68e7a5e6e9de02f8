"""Call jobs that a host says it does not know.

One of them makes a host refuse a whole request, so each costs requests at every look. They are
asked about again all the same, for a host may be slow to know what was just added; less and less
often. This memory lasts as long as the process, for it only saves requests.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=6)
_KEPT = 50_000


class Missing:
    """When to ask about which call job again."""

    def __init__(self) -> None:
        self._by_job: OrderedDict[tuple[int, str], tuple[datetime, timedelta]] = OrderedDict()

    def askable(self, campaign_id: int, job_ids: Sequence[str], now: datetime) -> Sequence[str]:
        """Those that were not missing, or were long enough ago."""
        if not self._by_job:
            return job_ids
        noted = (self._by_job.get((campaign_id, job_id)) for job_id in job_ids)
        pairs = zip(job_ids, noted, strict=True)
        return [job_id for job_id, missed in pairs if missed is None or now >= missed[0]]

    def note(self, campaign_id: int, job_ids: Iterable[str], now: datetime) -> None:
        """The host does not know these."""
        for job_id in job_ids:
            _, last = self._by_job.pop((campaign_id, job_id), (now, _FIRST / 2))
            pause = min(last * 2, _LONGEST)
            self._by_job[campaign_id, job_id] = (now + pause, pause)
        while len(self._by_job) > _KEPT:
            self._by_job.popitem(last=False)
