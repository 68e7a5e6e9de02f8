"""A campaign: its call jobs, their indexes and its states."""

import random
from collections.abc import Callable
from typing import Any, Protocol

from simulators.calls_api.calling.books import CampaignBooks
from simulators.calls_api.calling.jobs import CallJob, Lane
from simulators.calls_api.calling.ledger import Ledger
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
    """What the platform knows of one campaign; its call jobs are in the ``ledger``."""

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
        self.ledger = Ledger(self.stamp)
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
        self.ledger.file(job)
        return job

    def _lane(self, policy: CallPolicy, inherits: bool) -> Lane:
        lane = self._lanes.get((policy, inherits))
        if lane is None:
            lane = Lane(policy.over(self.policy), inherits=inherits)
            self._lanes[policy, inherits] = lane
        return lane
