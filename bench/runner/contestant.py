"""A contestant as the runner holds it: a process that runs a lap when it is told to."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import IO, Any

from bench.runner.rows import Sample

_LINE = 1 << 20
_PATIENCE = 300.0


class Broken(Exception):
    """A contestant died; the message has the end of what it wrote."""


class Contestant:
    """Its first line says that it is ready."""

    def __init__(self, process: asyncio.subprocess.Process, errors: IO[bytes]) -> None:
        self._process = process
        self._errors = errors

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    async def ready(self) -> None:
        """Wait until it may run."""
        await self._read()

    async def lap(self) -> Sample:
        """One lap, and what it measured."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"lap\n")
        return await self._read()

    async def _read(self) -> Sample:
        assert self._process.stdout is not None
        async with asyncio.timeout(_PATIENCE):
            line = await self._process.stdout.readline()
        if not line:
            await self._process.wait()
            self._errors.seek(0)
            raise Broken(self._errors.read()[-4_000:].decode(errors="replace"))
        sample: dict[str, float] = json.loads(line)
        return sample

    async def end(self) -> None:
        """Let it close what it has open."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            async with asyncio.timeout(30):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def entered(module: str, options: Mapping[str, Any]) -> AsyncIterator[Contestant]:
    """A contestant that is ready."""
    with tempfile.TemporaryFile() as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.runner.track", module, json.dumps(dict(options))),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            limit=_LINE,
        )
        contestant = Contestant(process, errors)
        try:
            await contestant.ready()
            yield contestant
        finally:
            await contestant.end()
