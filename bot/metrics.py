"""What Prometheus may ask: enough to tell why an alert came late, and nothing about anybody.

Labels are verbs, routes, methods and outcomes from small fixed sets: never a campaign, a channel,
a person, a token or a number. Times are in seconds.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import NoReturn

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4

# Slack waits three seconds for an ack; a good one takes a millisecond.
_ACK = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
_REQUEST = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_DELAY = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600, 14_400)
_LAG = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """All that is counted, in a registry of its own: two of them in one process do not mix."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)
        self._slack_side()
        self._requests()
        self._work()

    def _slack_side(self) -> None:
        self._commands = self._counter("commands", "What people asked for.", "verb", "outcome")
        self._acks = self._histogram(
            "ack_seconds", "From a Slack request to its acknowledgement.", _ACK, "kind"
        )

    def _requests(self) -> None:
        self._calls_api = self._histogram(
            "calls_api_seconds", "Requests to the Calls API.", _REQUEST, "route", "outcome"
        )
        self._slack = self._histogram(
            "slack_seconds", "Requests to Slack's Web API.", _REQUEST, "method", "outcome"
        )

    def _work(self) -> None:
        self._queue = self._gauge("queue_length", "Rows that wait to be sent.", "queue")
        self._queue_age = self._gauge(
            "queue_oldest_seconds", "How long the oldest of them has been due.", "queue"
        )
        self._delivery = self._histogram(
            "event_to_slack_seconds", "From a fact's record to Slack's acceptance.", _DELAY, "kind"
        )
        self._batches = self._counter("batches", "Call batches by how they ended.", "outcome")
        self._chunks = self._counter("chunks", "Chunks by what became of them.", "outcome")
        self._phones = self._counter("phones", "Phones by what became of them.", "outcome")
        self._ticks = self._counter("ticks", "Rounds of the scheduler.", "tick", "outcome")
        self._last_tick = self._gauge(
            "tick_last_timestamp_seconds", "When a round of it last ended.", "tick"
        )
        self._put_right = self._counter(
            "clock_corrections", "Instants further ahead than a right clock writes.", "table"
        )
        self._lag = self._histogram(
            "loop_lag_seconds", "How much later than asked the loop came round.", _LAG
        )

    def command(self, verb: str, outcome: str) -> None:
        """A command, button or modal was answered; ``outcome``: ok, usage, refused, failed."""
        self._commands.labels(verb, outcome).inc()

    def ack(self, kind: str, seconds: float) -> None:
        """A request of Slack was acknowledged; ``kind``: command, action, view, event …"""
        self._acks.labels(kind).observe(seconds)

    def calls_api(self, route: str, outcome: str, seconds: float) -> None:
        """A request to the Calls API ended; ``route`` without its token, such as addPhones."""
        self._calls_api.labels(route, outcome).observe(seconds)

    def slack(self, method: str, outcome: str, seconds: float) -> None:
        """A request to Slack ended; ``outcome``: ok, Slack's error word, or timeout."""
        self._slack.labels(method, outcome).observe(seconds)

    def queue(self, name: str, length: int, oldest_seconds: float) -> None:
        """How long a queue is, and how long its oldest row has been due."""
        self._queue.labels(name).set(length)
        self._queue_age.labels(name).set(max(0.0, oldest_seconds))

    def delivered(self, kind: str, seconds: float) -> None:
        """Slack accepted a message; ``kind``: alert, digest, card …; since its fact was stored."""
        self._delivery.labels(kind).observe(max(0.0, seconds))

    def batch(self, outcome: str) -> None:
        """A call batch ended; ``outcome``: done, halted, undone."""
        self._batches.labels(outcome).inc()

    def chunk(self, outcome: str, phones: int) -> None:
        """A chunk was settled; ``outcome``: added, adopted, refused, unknown."""
        self._chunks.labels(outcome).inc()
        self._phones.labels(outcome).inc(phones)

    def tick(self, name: str, outcome: str, at: datetime) -> None:
        """A round of the scheduler ended; ``outcome``: ok, failed."""
        self._ticks.labels(name, outcome).inc()
        self._last_tick.labels(name).set(at.timestamp())

    def put_right(self, table: str, rows: int) -> None:
        """Rows of a table waited for instants that a wrong clock had written."""
        self._put_right.labels(table).inc(rows)

    def loop_lag(self, seconds: float) -> None:
        """How much later than asked the loop came round."""
        self._lag.observe(max(0.0, seconds))

    def render(self) -> bytes:
        """The text that Prometheus reads, of :data:`CONTENT_TYPE`."""
        return generate_latest(self.registry)

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, namespace="callboard", registry=self.registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, labels, namespace="callboard", registry=self.registry)

    def _histogram(
        self, name: str, text: str, buckets: tuple[float, ...], *labels: str
    ) -> Histogram:
        return Histogram(
            name, text, labels, namespace="callboard", registry=self.registry, buckets=buckets
        )


async def sample_loop_lag(metrics: Metrics, every: float = 0.25) -> NoReturn:
    """Measure for ever how late the loop comes round; whatever blocks it shows here."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        metrics.loop_lag(loop.time() - due)
