"""Whoever waits for a message is told so only where the wait is worth a word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.waits import Wait, wait


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


@pytest.mark.parametrize(
    ("in_channel", "everywhere", "held_for", "expected"),
    [
        (0, 0, 0, None),
        (7, 7, 0, None),
        (8, 8, 0, Wait(8, seconds(8))),
        (2, 400, 0, Wait(400, seconds(100))),
        (0, 0, 30, Wait(0, seconds(30))),
        (5, 5, 30, Wait(5, seconds(35))),
    ],
)
def test_the_longer_of_the_channels_and_the_workspaces_queue_counts(
    in_channel: int, everywhere: int, held_for: float, expected: Wait | None
) -> None:
    paces = {"channel_pace": seconds(1), "workspace_pace": seconds(0.25)}
    assert wait(in_channel, everywhere, seconds(held_for), **paces) == expected
