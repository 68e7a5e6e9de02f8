"""A call job and its attempts, small enough that a campaign holds a hundred thousand."""

from typing import TYPE_CHECKING, Any

from simulators.calls_api import words

if TYPE_CHECKING:
    from simulators.calls_api.lanes import Lane


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
    through the API. ``waiting_since`` (epoch seconds) is when it last joined the queue.
    """

    __slots__ = (
        "attempts",
        "by_api",
        "cancel_asked",
        "created_at",
        "duration",
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
        lane: "Lane",
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
        self.attempts: list[CallAttempt] = []
        self.duration = 0
        self.cancel_asked = False
        self.report_data: dict[str, Any] | None = None
        self.tag_name: str | None = None
        self.tag_payload: dict[str, Any] | None = None

    @property
    def is_open(self) -> bool:
        return self.finished_at is None
