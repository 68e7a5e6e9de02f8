"""What an operator's Prometheus reads, and that it tells nothing about anybody."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import CONTENT_TYPE, Metrics, sample_loop_lag


def read(metrics: Metrics, name: str, **labels: str) -> float | None:
    """One sample of what Prometheus would be given."""
    for family in text_string_to_metric_families(metrics.render().decode()):
        for sample in family.samples:
            if (sample.name, sample.labels) == (f"callboard_{name}", labels):
                return sample.value
    return None


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def test_why_an_alert_came_late_can_be_told(metrics: Metrics) -> None:
    metrics.calls_api("callJob/getReportByDate", "timeout", 120)
    metrics.slack("chat.postMessage", "ratelimited", 0.2)
    metrics.queue("outbox", length=12, oldest_seconds=34.5)
    metrics.delivered("alert", seconds=45)
    metrics.tick("watch", "ok", datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    asked = {"route": "callJob/getReportByDate", "outcome": "timeout"}
    assert read(metrics, "calls_api_seconds_sum", **asked) == 120
    posted = {"method": "chat.postMessage", "outcome": "ratelimited"}
    assert read(metrics, "slack_seconds_count", **posted) == 1
    assert read(metrics, "queue_length", queue="outbox") == 12
    assert read(metrics, "queue_oldest_seconds", queue="outbox") == 34.5
    assert read(metrics, "event_to_slack_seconds_bucket", kind="alert", le="30.0") == 0
    assert read(metrics, "event_to_slack_seconds_bucket", kind="alert", le="60.0") == 1
    assert read(metrics, "ticks_total", tick="watch", outcome="ok") == 1
    last = read(metrics, "tick_last_timestamp_seconds", tick="watch")
    assert last == datetime(2026, 11, 2, 9, 0, tzinfo=UTC).timestamp()


def test_what_people_do_is_counted(metrics: Metrics) -> None:
    for outcome in ("ok", "refused", "ok"):
        metrics.command("pause", outcome)
    metrics.ack("command", 0.0004)
    metrics.batch("done")
    metrics.chunk("added", phones=1_000)
    metrics.chunk("added", phones=500)
    assert read(metrics, "commands_total", verb="pause", outcome="ok") == 2
    assert read(metrics, "commands_total", verb="pause", outcome="refused") == 1
    assert read(metrics, "ack_seconds_bucket", kind="command", le="0.0005") == 1
    assert read(metrics, "batches_total", outcome="done") == 1
    assert read(metrics, "chunks_total", outcome="added") == 2
    assert read(metrics, "phones_total", outcome="added") == 1_500


def test_a_clock_that_was_set_back_makes_no_negative_delay(metrics: Metrics) -> None:
    metrics.delivered("digest", seconds=-3)
    metrics.queue("outbox", length=1, oldest_seconds=-1)
    assert read(metrics, "event_to_slack_seconds_sum", kind="digest") == 0
    assert read(metrics, "queue_oldest_seconds", queue="outbox") == 0


class Watched(Metrics):
    """Says when the loop's lag was measured."""

    def __init__(self) -> None:
        super().__init__()
        self.measured = asyncio.Event()

    def loop_lag(self, seconds: float) -> None:
        super().loop_lag(seconds)
        self.measured.set()


async def test_whoever_blocks_the_loop_is_seen() -> None:
    metrics = Watched()
    sampler = asyncio.create_task(sample_loop_lag(metrics, every=0.001))
    await metrics.measured.wait()
    metrics.measured.clear()
    time.sleep(0.06)  # noqa: ASYNC251 - blocking is what is tested.
    await metrics.measured.wait()
    sampler.cancel()
    longest = read(metrics, "loop_lag_seconds_sum")
    assert longest is not None
    assert longest >= 0.05


def test_two_registries_do_not_mix(metrics: Metrics) -> None:
    Metrics().command("pause", "ok")
    assert read(metrics, "commands_total", verb="pause", outcome="ok") is None


def test_the_process_is_described_too(metrics: Metrics) -> None:
    assert b"process_resident_memory_bytes" in metrics.render()
    assert CONTENT_TYPE.startswith("text/plain")
