"""The queue of a campaign where a window closes before its numbers were dialled."""

from datetime import UTC, datetime, time

from simulators.calls_api.calling.agenda import Agenda
from simulators.calls_api.calling.clock import SimClock
from simulators.calls_api.calling.jobs import CallJob, Lane
from simulators.calls_api.calling.lanes import LaneQueue
from simulators.calls_api.calling.policy import CallPolicy
from tests.simulators.calls_api.clockwork import SetClock
from tests.simulators.calls_api.phones import ANNA, many

NINE_TO_TEN = (("default", ((time(9), time(10)),)),)


class Desk:
    """A queue, the clock it lives by, and the call jobs that it gave up."""

    def __init__(self, start: str) -> None:
        self.clock = SetClock(start)
        self.given_up: list[CallJob] = []
        self.agenda = Agenda(SimClock(source=self.clock))
        self.queue = LaneQueue(
            self.agenda, expire=lambda job, _: self.given_up.append(job), opened=lambda _: None
        )

    def join(self, policy: CallPolicy, phone: str = ANNA, serial: int = 1) -> CallJob:
        lane = Lane(policy, inherits=False)
        job = CallJob(serial=serial, phone=phone, sent=phone, created_at=0, lane=lane)
        self.queue.join(job, self.clock())
        return job

    def take(self) -> CallJob | None:
        return self.queue.take(self.clock())


async def test_a_number_whose_window_closed_waits_for_the_next() -> None:
    desk = Desk("2026-03-02T09:30:00Z")
    job = desk.join(CallPolicy(hours=NINE_TO_TEN, zone=UTC))
    for closed in ("2026-03-02T10:00:01Z", "2026-03-03T08:59:59Z"):
        desk.clock.set(closed)
        # Whether or not its turn was noticed first, it is not given out.
        assert desk.take() is None
        desk.agenda.catch_up()
        assert desk.take() is None
    desk.clock.set("2026-03-03T09:00:00Z")
    desk.agenda.catch_up()
    assert desk.take() is job
    assert desk.take() is None


async def test_ten_thousand_windows_that_close_at_once() -> None:
    desk = Desk("2026-03-02T09:30:00Z")
    finish = datetime(2026, 3, 2, 10, tzinfo=UTC).timestamp()
    for serial, phone in enumerate(many(10_000)):
        desk.join(CallPolicy(start=float(serial), finish=finish), phone, serial)
    desk.clock.set("2026-03-02T10:00:01Z")
    desk.agenda.catch_up()
    assert len(desk.given_up) == 10_000
    assert desk.take() is None
    assert len(desk.agenda) == 0
