"""How a dial ends: by order for one phone or a phone's ending, else drawn by weights."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulators.calls_api import words
from simulators.calls_api.calling.jobs import CallJob
from simulators.calls_api.calling.script import Script

DEFAULT_WEIGHTS: Final[Mapping[str, float]] = {
    words.WITH_RESULT: 35,
    words.WITHOUT_RESULT: 20,
    words.NO_ANSWER: 40,
    words.NONEXISTENT: 5,
}
# Nominal seconds: how long the line is taken, from and to.
_SECONDS: Final[Mapping[str, tuple[int, int]]] = {
    words.WITH_RESULT: (25, 180),
    words.WITHOUT_RESULT: (5, 60),
    words.NO_ANSWER: (15, 45),
    words.NONEXISTENT: (1, 3),
    words.TECHNICAL_ERROR: (1, 5),
}
_TALKED: Final = frozenset({words.WITH_RESULT, words.WITHOUT_RESULT})
_RESULTS: Final[Mapping[str, str | None]] = {
    words.WITH_RESULT: "success",
    words.WITHOUT_RESULT: None,
    words.NO_ANSWER: "NO_ANSWER",
    words.NONEXISTENT: "NONEXISTENT_NUMBER",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What a test wants of the dials to a phone.

    ``statuses`` are the ends of its attempts in turn, the last one for all that follow; a word
    nobody knows is taken as it is. ``seconds`` is the length of the call, nominal.
    """

    statuses: tuple[str, ...]
    seconds: int | None = None
    call_result: str | None = None
    report_data: dict[str, Any] | None = None
    tag_name: str | None = None
    tag_payload: dict[str, Any] | None = None
    redials: int = 0

    def __post_init__(self) -> None:
        if not self.statuses:
            raise ValueError("an order names a status")
        _refuse_moving(self.statuses)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one dial. ``redial`` makes the script ask for another call job."""

    status: str
    seconds: int
    call_result: str | None = None
    report_data: dict[str, Any] | None = None
    tag_name: str | None = None
    tag_payload: dict[str, Any] | None = None
    redial: bool = False

    @property
    def talk_seconds(self) -> int:
        return self.seconds if self.status in _TALKED else 0


class Outcomes:
    """The fate of every dial of one campaign, the same for the same seed."""

    def __init__(self, seed: int, weights: Mapping[str, float] | None = None) -> None:
        self._random = random.Random(seed)
        self._script = Script(self._random)
        self._by_phone: dict[str, Order] = {}
        self._by_ending: dict[str, Order] = {}
        self.weigh(weights or DEFAULT_WEIGHTS)

    def weigh(self, weights: Mapping[str, float]) -> None:
        """Draw the outcomes that nobody ordered with these weights, by job status."""
        _refuse_moving(weights)
        if not any(weight > 0 for weight in weights.values()):
            raise ValueError("nothing weighs anything")
        self._statuses: Sequence[str] = tuple(weights)
        self._weights = tuple(weights.values())

    def order(self, phone: str, order: Order) -> None:
        self._by_phone[phone] = order

    def order_ending(self, ending: str, order: Order) -> None:
        """Order for every phone that ends in these digits; the longest ending wins."""
        self._by_ending[ending] = order

    def write_headers(self, headers: Sequence[str]) -> None:
        """Let the script write these headers into ``reportData``, in this order."""
        self._script.headers = tuple(headers)

    def draw(self, job: CallJob) -> Outcome:
        """How the attempt that just began will end."""
        order = self._order_for(job.phone)
        if order is None:
            return self._drawn(self._random.choices(self._statuses, self._weights)[0], job)
        status = order.statuses[min(len(job.attempts), len(order.statuses)) - 1]
        return self._ordered(order, self._drawn(status, job), job)

    def _order_for(self, phone: str) -> Order | None:
        if found := self._by_phone.get(phone):
            return found
        endings = [ending for ending in self._by_ending if phone.endswith(ending)]
        return self._by_ending[max(endings, key=len)] if endings else None

    def _drawn(self, status: str, job: CallJob) -> Outcome:
        shortest, longest = _SECONDS.get(status, (1, 30))
        return Outcome(
            status=status,
            seconds=self._random.randint(shortest, longest),
            call_result=_RESULTS.get(status),
            report_data=self._script.run(job) if status == words.WITH_RESULT else None,
        )

    def _ordered(self, order: Order, drawn: Outcome, job: CallJob) -> Outcome:
        return Outcome(
            status=drawn.status,
            seconds=drawn.seconds if order.seconds is None else order.seconds,
            call_result=order.call_result or drawn.call_result,
            report_data=drawn.report_data if order.report_data is None else order.report_data,
            tag_name=order.tag_name,
            tag_payload=order.tag_payload,
            redial=(job.redial_number or 0) < order.redials,
        )


def _refuse_moving(statuses: Iterable[str]) -> None:
    """A dial ends in a final word or in "unknown"; the dialer itself gives the others."""
    if moving := words.MOVING_STATUSES.intersection(statuses):
        raise ValueError(f"no call ends in {sorted(moving)}")
