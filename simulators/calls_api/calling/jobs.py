"""A call job, its attempts and the lane it waits in, small enough for a hundred thousand."""

import math
from collections import deque
from typing import Any

from simulators.calls_api import words
from simulators.calls_api.calling.policy import CallPolicy
from simulators.calls_api.calling.windows import Window

LaneKey = tuple[int, bool, float, float, int]


class Lane:
    """Call jobs under one policy, in the order in which they came.

    ``inherits`` says that the policy is the campaign's own. ``queued`` is the key under which it
    may be served now, None when it may not; ``turn_at`` is when to look at its window again.
    """

    __slots__ = ("inherits", "jobs", "policy", "queued", "turn_at", "window")

    def __init__(self, policy: CallPolicy, *, inherits: bool) -> None:
        self.policy = policy
        self.inherits = inherits
        self.jobs: deque[CallJob] = deque()
        self.window: Window | None = None
        self.queued: LaneKey | None = None
        self.turn_at = math.inf

    def key(self, window: Window) -> LaneKey:
        """The lane with the least key is served first."""
        first = self.jobs[0].serial
        return (self.policy.rank, self.inherits, window.closes, window.opens, first)


class CallAttempt:
    """One dial. Times are Unix milliseconds; ``duration`` is in nominal seconds."""

    __slots__ = (
        "call_result",
        "duration",
        "finished_at",
        "job",
        "number",
        "report_data",
        "started_at",
        "status",
    )

    def __init__(self, job: "CallJob", number: int, started_at: int) -> None:
        self.job = job
        self.number = number
        self.started_at = started_at
        self.finished_at: int | None = None
        self.status = words.IN_PROCESS
        self.call_result: str | None = None
        self.duration = 0
        self.report_data: dict[str, Any] | None = None


class CallJob:
    """One number to reach: ``phone`` as the numbering plan has it, ``sent`` as it came.

    ``by_api`` is False for numbers that a person added in the platform: those cannot be canceled
    through the API. ``earlier`` is the call job that was made before it for the same phone. There
    is no container per call job: the garbage collector would look through each of them.
    """

    __slots__ = (
        "attempts",
        "by_api",
        "cancel_asked",
        "created_at",
        "duration",
        "earlier",
        "finished_at",
        "id",
        "lane",
        "payload",
        "phone",
        "redial_number",
        "report_data",
        "sent",
        "serial",
        "status",
        "tag_name",
        "tag_payload",
    )

    def __init__(
        self,
        *,
        serial: int,
        phone: str,
        sent: str,
        created_at: int,
        lane: Lane,
        payload: dict[str, Any] | None = None,
        by_api: bool = True,
        redial_number: int | None = None,
    ) -> None:
        self.serial = serial
        self.id = str(serial)
        self.phone = phone
        self.sent = sent
        self.created_at = created_at
        self.lane = lane
        self.payload = payload
        self.by_api = by_api
        self.redial_number = redial_number
        self.status = words.PLANNED
        self.finished_at: int | None = None
        self.earlier: CallJob | None = None
        self.attempts: tuple[CallAttempt, ...] = ()
        self.duration = 0
        self.cancel_asked = False
        self.report_data: dict[str, Any] | None = None
        self.tag_name: str | None = None
        self.tag_payload: dict[str, Any] | None = None

    @property
    def is_open(self) -> bool:
        return self.finished_at is None
