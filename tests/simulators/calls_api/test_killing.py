"""A process dies at a named point of its request; the books tell what the host did with it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from simulators.calls_api import CallsApi
from tests.simulators.calls_api.phones import ANNA
from tests.simulators.calls_api.waiting import until

# Waits for a word, adds one phone, tells that it was answered, and waits to be ended.
SENDER = """
import sys, urllib.request
body = b'[{"phone": "%s"}]' % sys.argv[2].encode()
sys.stdin.readline()
urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/addPhones", body)).read()
print("answered", flush=True)
sys.stdin.readline()
"""


# Above the highest pid that Linux gives.
NOBODY = 2**22 + 1


class Sender:
    """A process that adds one phone when it is told to, and says when it was answered."""

    def __init__(self, url: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SENDER, url, ANNA],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"go\n")
        self.process.stdin.flush()

    @property
    def was_killed(self) -> bool:
        return self.process.poll() == -signal.SIGKILL


@pytest.fixture
def senders() -> Iterator[list[Sender]]:
    started: list[Sender] = []
    yield started
    for sender in started:
        sender.process.kill()
        sender.process.communicate()


@pytest.mark.parametrize(
    ("point", "processes", "processed", "answered"),
    [
        ("received", False, False, False),
        ("received", True, True, None),
        ("processed", False, True, False),
        ("answered", False, True, True),
    ],
)
async def test_the_sender_is_killed(
    senders: list[Sender], point: str, processes: bool, processed: bool, answered: bool | None
) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        sender = Sender(spring.url)
        senders.append(sender)
        calls.kill(sender.process.pid, point, "addPhones", processes=processes)  # type: ignore[arg-type]
        sender.go()
        await until(lambda: sender.was_killed)
        await until(lambda: bool(spring.books.jobs) is processed)
        (record,) = spring.books.adds
        if answered is not None:
            assert (record.answered_at is not None) is answered
        assert [fired.point for fired in calls.kills] == [point]


async def test_others_pass_first(senders: list[Sender]) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        first, second = Sender(spring.url), Sender(spring.url)
        senders += [first, second]
        calls.kill(second.process.pid, "processed", "addPhones", skip=1)
        first.go()
        await until(lambda: len(spring.books.adds) == 1 and spring.books.adds[0].answered_at)
        second.go()
        await until(lambda: second.was_killed)
        assert first.process.poll() is None
        assert len(spring.books.jobs[ANNA]) == 2


async def test_no_pid_that_would_take_more_with_it() -> None:
    async with CallsApi() as calls:
        for pid in (0, 1, -1, os.getpid()):
            with pytest.raises(ValueError, match="may not be killed"):
                calls.kill(pid, "received")


async def test_a_process_that_is_dead_already_harms_nobody(raw: httpx.AsyncClient) -> None:
    async with CallsApi() as calls:
        spring = calls.create_campaign("Spring")
        calls.kill(NOBODY, "received", "status", processes=True)
        assert (await raw.get(spring.url + "/status")).status_code == 200
