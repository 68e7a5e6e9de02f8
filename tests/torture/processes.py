"""The bot's processes: started for real, killed, and started again at once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "COVERAGE_PROCESS_START")


class Seat:
    """A place where one process of the bot belongs: when it ends, the next one is started."""

    def __init__(self, name: str, arguments: tuple[str, ...], env: Mapping[str, str], log: Path):
        self.name = name
        self.log = log
        self.starts = 0
        self.kills = 0
        self.other_ends: list[int] = []
        self._arguments = arguments
        self._env = {one: os.environ[one] for one in _KEPT if one in os.environ} | dict(env)
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._read_from = 0

    @property
    def is_worker(self) -> bool:
        """Whether it is the scheduler side alone."""
        return self.name.startswith("worker")

    @property
    def pid(self) -> int | None:
        """The present process, unless it has ended."""
        process = self._process
        return None if process is None or process.returncode is not None else process.pid

    def take(self) -> None:
        """Start the first process."""
        self._keeper = asyncio.create_task(self._keep(), name=self.name)

    async def _keep(self) -> None:
        while True:
            self._read_from = self.log.stat().st_size if self.log.exists() else 0
            with self.log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "bot", *self._arguments),
                    cwd=ROOT,
                    env=self._env,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            self.starts += 1
            code = await self._process.wait()
            if code == -signal.SIGKILL:
                self.kills += 1
            else:
                self.other_ends.append(code)
                await asyncio.sleep(0.5)

    def is_ready(self) -> bool:
        """Whether the present process has said so."""
        if self.pid is None:
            return False
        with self.log.open("rb") as log:
            log.seek(self._read_from)
            return b'"event":"ready"' in log.read().replace(b'": "', b'":"')

    async def until_ready(self, seconds: float = START_SECONDS) -> bool:
        """Wait for it; false if it was not to be."""
        return await until(self.is_ready, seconds)

    async def until_gone(self, pid: int, seconds: float) -> bool:
        """Wait until a process has ended."""
        return await until(lambda: self.pid != pid, seconds)

    async def leave(self) -> None:
        """End the process as an operator does, or by force where that does not help."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            async with asyncio.timeout(30):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


class Seats:
    """All processes of one day."""

    def __init__(self, *seats: Seat) -> None:
        self.all = seats

    def __iter__(self) -> Iterator[Seat]:
        return iter(self.all)

    def take(self) -> None:
        """Start them all."""
        for seat in self.all:
            seat.take()

    async def until_ready(self) -> None:
        """Wait until all are; TimeoutError with the last of a log if one is not."""
        for seat in self.all:
            if not await seat.until_ready():
                raise TimeoutError(f"{seat.name} does not start:\n{_tail(seat.log)}")

    async def leave(self) -> None:
        """End them all."""
        await asyncio.gather(*(seat.leave() for seat in self.all))

    @property
    def kills(self) -> Counter[str]:
        """How often each was killed."""
        return Counter({seat.name: seat.kills for seat in self.all})


def kill(pid: int) -> None:
    """SIGKILL a process of ours."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


async def until(look: Callable[[], object], seconds: float) -> bool:
    """Wait until something outside of this process is so; false if it does not come about."""
    deadline = time.monotonic() + seconds
    while not look():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.02)
    return True


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-3000:] if log.exists() else ""
