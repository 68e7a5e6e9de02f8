"""What the stories of the Calls API simulator share."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.simulators.calls_api import contract


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """A client that holds every answer against the contract."""
    hooks = {"response": [contract.hold]}
    async with httpx.AsyncClient(timeout=10, event_hooks=hooks) as client:
        yield client


@pytest.fixture
async def raw() -> AsyncIterator[httpx.AsyncClient]:
    """A client that takes whatever comes."""
    async with httpx.AsyncClient(timeout=10) as client:
        yield client
