"""Scenarios play over both simulators and real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenarios.office import Office, opened


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office over Socket Mode, with a host of the current generation that dials fast."""
    async with opened(tmp_path, calls={"speed": 1000}) as made:
        yield made
