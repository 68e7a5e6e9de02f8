"""Pauses double, spread, and have an end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.scheduler.backoff import LONGEST, pause


@pytest.mark.parametrize(("attempts", "most"), [(0, 1), (1, 1), (2, 2), (3, 4), (6, 32)])
def test_a_pause_is_half_to_all_of_what_doubles(attempts: int, most: int) -> None:
    for _ in range(20):
        assert timedelta(seconds=most / 2) <= pause(attempts) <= timedelta(seconds=most)


@pytest.mark.parametrize("attempts", [10, 1_000, 10**9])
def test_no_pause_is_longer_than_the_cap(attempts: int) -> None:
    assert LONGEST / 2 <= pause(attempts) <= LONGEST


def test_many_that_failed_together_do_not_come_back_together() -> None:
    assert len({pause(5) for _ in range(20)}) > 10
