"""A PostgreSQL that may be broken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import Cluster, start_cluster


@pytest.fixture(scope="session")
def _second_cluster() -> Iterator[Cluster]:
    cluster = start_cluster()
    yield cluster
    cluster.remove()


@pytest.fixture
def cluster(_second_cluster: Cluster) -> Iterator[Cluster]:
    """A server to be stopped and started: nobody else uses it meanwhile."""
    yield _second_cluster
    _second_cluster.stop()
    _second_cluster.start()
