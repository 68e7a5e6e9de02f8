"""The call jobs and attempts of a campaign, and the indexes over them."""

from collections import Counter
from collections.abc import Callable

from simulators.calls_api import words
from simulators.calls_api.calling.jobs import CallAttempt, CallJob


class Ledger:
    """Moves call jobs on and keeps every index in step. Moments are epoch seconds.

    ``jobs`` is in order of creation, ``finished`` in order of finishing, ``attempts`` in order
    of starting and ``ended`` in order of ending, so that reports by date are bisections. ``open``
    keeps the call jobs that are not finished, ``running`` the attempts that go on, both by the
    call job's serial number; ``latest`` the last call job of each phone.
    """

    def __init__(self, stamp: Callable[[float], int]) -> None:
        self._stamp = stamp
        self.jobs: list[CallJob] = []
        self.finished: list[CallJob] = []
        self.attempts: list[CallAttempt] = []
        self.ended: list[CallAttempt] = []
        self.open: dict[int, CallJob] = {}
        self.running: dict[int, CallAttempt] = {}
        self.by_id: dict[str, CallJob] = {}
        self.latest: dict[str, CallJob] = {}
        self.counts: Counter[str] = Counter()

    def file(self, job: CallJob) -> None:
        """Take in a new call job."""
        self.jobs.append(job)
        self.open[job.serial] = job
        self.by_id[job.id] = job
        job.earlier = self.latest.get(job.phone)
        self.latest[job.phone] = job
        self.counts[job.status] += 1

    def jobs_of(self, phone: str) -> list[CallJob]:
        """The call jobs of a phone as the numbering plan has it, oldest first."""
        found: list[CallJob] = []
        job = self.latest.get(phone)
        while job is not None:
            found.append(job)
            job = job.earlier
        return found[::-1]

    def mark(self, job: CallJob, status: str) -> None:
        """Move a call job on to another status."""
        self.counts[job.status] -= 1
        self.counts[status] += 1
        job.status = status

    def finish(self, job: CallJob, status: str, moment: float) -> None:
        """Give a call job its final status."""
        self.mark(job, status)
        job.finished_at = self._stamp(moment)
        del self.open[job.serial]
        self.finished.append(job)

    def finish_rest(self, status: str, moment: float) -> None:
        """Give all open call jobs that no attempt is on their final status, in one instant."""
        ending = [job for serial, job in self.open.items() if serial not in self.running]
        self.counts.subtract(job.status for job in ending)
        self.counts[status] += len(ending)
        finished_at = self._stamp(moment)
        for job in ending:
            job.status = status
            job.finished_at = finished_at
        self.finished += ending
        self.open = {serial: self.open[serial] for serial in self.running}

    def begin_attempt(self, job: CallJob, moment: float) -> CallAttempt:
        """A dial: the line is taken from now on."""
        attempt = CallAttempt(job, len(job.attempts) + 1, self._stamp(moment))
        job.attempts += (attempt,)
        self.attempts.append(attempt)
        self.running[job.serial] = attempt
        self.mark(job, words.IN_PROCESS)
        return attempt

    def end_attempt(self, attempt: CallAttempt, status: str, moment: float) -> None:
        """The line is free again."""
        attempt.status = status
        attempt.finished_at = self._stamp(moment)
        del self.running[attempt.job.serial]
        self.ended.append(attempt)
