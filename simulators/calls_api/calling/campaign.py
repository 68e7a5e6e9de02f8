"""A campaign: its call jobs, their indexes and its states."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

from simulators.calls_api import words
from simulators.calls_api.calling.books import CampaignBooks
from simulators.calls_api.calling.jobs import CallAttempt, CallJob, Lane
from simulators.calls_api.calling.outcomes import Outcomes
from simulators.calls_api.calling.policy import CallPolicy
from simulators.calls_api.host import Host
from simulators.calls_api.idempotence import Answered


class Dialing(Protocol):
    """What a campaign has its dialer do. Moments are epoch seconds."""

    def enqueue(self, job: CallJob, moment: float) -> None: ...

    def dispatch(self, moment: float) -> None: ...

    def cancel(self, job: CallJob, moment: float) -> bool: ...

    def end_all(self, moment: float) -> None: ...


class Campaign:
    """What the platform knows of one campaign.

    ``jobs`` is in order of creation, ``finished`` in order of finishing, ``attempts`` in order
    of starting and ``ended`` in order of ending, so that reports by date are bisections. ``open``
    keeps the call jobs that are not finished, ``running`` the attempts that go on, both by the
    call job's serial number; ``latest`` the last call job of each phone.
    """

    dialer: Dialing

    def __init__(
        self,
        *,
        number: int,
        token: str,
        name: str,
        host: Host,
        state: str,
        lines: int,
        policy: CallPolicy,
        outcomes: Outcomes,
        next_serial: Callable[[], int],
        moment: float,
        project_name: str = "simulated-project",
        seed: int = 0,
    ) -> None:
        self.id = number
        self.token = token
        self.name = name
        self.host = host
        self.state = state
        self.lines = lines
        self.outcomes = outcomes
        self.project_name = project_name
        self.bot_id = f"{number}-{project_name}-{number * 7 % 1000}-Xyz"
        self.shuffler = random.Random(seed)
        self.out_of_minutes = False
        self.talk_seconds = 0
        self.started_at: int | None = None
        self.ended_at: int | None = None
        self.jobs: list[CallJob] = []
        self.finished: list[CallJob] = []
        self.attempts: list[CallAttempt] = []
        self.ended: list[CallAttempt] = []
        self.open: dict[int, CallJob] = {}
        self.running: dict[int, CallAttempt] = {}
        self.by_id: dict[str, CallJob] = {}
        self.latest: dict[str, CallJob] = {}
        self.counts: Counter[str] = Counter()
        self.books = CampaignBooks()
        self.answered = Answered()
        self.policy = policy
        self._lanes: dict[tuple[CallPolicy, bool], Lane] = {}
        self._next_serial = next_serial
        self._last_stamp = 0
        self.created_at = self.stamp(moment)

    def stamp(self, moment: float) -> int:
        """The moment by the host's clock, in Unix milliseconds; stamps never go back."""
        by_host = round((moment + self.host.clock_offset) * 1000)
        self._last_stamp = max(self._last_stamp, by_host)
        return self._last_stamp

    def add(
        self,
        phone: str,
        sent: str,
        moment: float,
        *,
        policy: CallPolicy,
        inherits: bool = False,
        payload: dict[str, Any] | None = None,
        by_api: bool = True,
        redial_number: int | None = None,
    ) -> CallJob:
        """A new call job, planned and not yet in the queue.

        ``policy`` is the number's own; ``inherits`` says that the request carried none.
        """
        job = CallJob(
            serial=self._next_serial(),
            phone=phone,
            sent=sent,
            created_at=self.stamp(moment),
            lane=self._lane(policy, inherits),
            payload=payload,
            by_api=by_api,
            redial_number=redial_number,
        )
        self._file(job)
        return job

    def _file(self, job: CallJob) -> None:
        self.jobs.append(job)
        self.open[job.serial] = job
        self.by_id[job.id] = job
        job.earlier = self.latest.get(job.phone)
        self.latest[job.phone] = job
        self.counts[job.status] += 1

    def _lane(self, policy: CallPolicy, inherits: bool) -> Lane:
        lane = self._lanes.get((policy, inherits))
        if lane is None:
            lane = Lane(policy.over(self.policy), inherits=inherits)
            self._lanes[policy, inherits] = lane
        return lane

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
        job.finished_at = self.stamp(moment)
        del self.open[job.serial]
        self.finished.append(job)

    def finish_rest(self, status: str, moment: float) -> None:
        """Give all open call jobs that no attempt is on their final status, in one instant."""
        ending = [job for serial, job in self.open.items() if serial not in self.running]
        self.counts.subtract(job.status for job in ending)
        self.counts[status] += len(ending)
        finished_at = self.stamp(moment)
        for job in ending:
            job.status = status
            job.finished_at = finished_at
        self.finished += ending
        self.open = {serial: self.open[serial] for serial in self.running}

    def begin_attempt(self, job: CallJob, moment: float) -> CallAttempt:
        """A dial: the line is taken from now on."""
        attempt = CallAttempt(job, len(job.attempts) + 1, self.stamp(moment))
        job.attempts += (attempt,)
        self.attempts.append(attempt)
        self.running[job.serial] = attempt
        self.mark(job, words.IN_PROCESS)
        return attempt

    def end_attempt(self, attempt: CallAttempt, status: str, moment: float) -> None:
        """The line is free again."""
        attempt.status = status
        attempt.finished_at = self.stamp(moment)
        del self.running[attempt.job.serial]
        self.ended.append(attempt)
