"""Contestants for tests of the runner."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import asynccontextmanager
from typing import Any

from bench.runner.rows import Laps, Sample


@asynccontextmanager
async def contest(options: Mapping[str, Any]) -> Laps:
    """Twice what the options say, and chatter that is no sample."""

    async def lap() -> Sample:
        print("this is no sample")
        return {"seconds": options["seconds"] * 2}

    yield lap


@asynccontextmanager
async def floor(options: Mapping[str, Any]) -> Laps:
    """What the options say."""

    async def lap() -> Sample:
        return {"seconds": options["seconds"]}

    yield lap


@asynccontextmanager
async def broken(_options: Mapping[str, Any]) -> Laps:
    """Dies before it is ready."""
    raise RuntimeError("the shelf fell down")
    yield
