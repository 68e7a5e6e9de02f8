"""What the stories of the Calls API simulator share."""

import ssl
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.simulators.calls_api import contract

# All is plain HTTP; to load the machine's certificates takes longer than most stories.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    """A client that holds every answer against the contract."""
    hooks = {"response": [contract.hold]}
    async with httpx.AsyncClient(timeout=10, verify=NO_TLS, event_hooks=hooks) as client:
        yield client


@pytest.fixture
async def raw() -> AsyncIterator[httpx.AsyncClient]:
    """A client that takes whatever comes."""
    async with httpx.AsyncClient(timeout=10, verify=NO_TLS) as client:
        yield client
