"""Tells the operator how the outbox does: enough to answer why a message came late."""

from __future__ import annotations

import structlog

from bot.metrics import Metrics
from bot.services.desk import Desk
from bot.store import claiming
from bot.store.deliveries import Delivery

_log = structlog.get_logger(__name__)

_MEASURE_EVERY = 5.0


class Reporting:
    """Log lines and metrics of what was sent and of what waits."""

    def __init__(self, desk: Desk, metrics: Metrics) -> None:
        self._desk = desk
        self._metrics = metrics
        self._measured_at = -_MEASURE_EVERY

    def sent(self, one: Delivery) -> None:
        """Slack took it: how long after its fact, and how long after it was put down."""
        now = self._desk.clock.now()
        late = (now - (one.happened_at or one.created_at)).total_seconds()
        kind = one.kind if one.render == "body" else one.render
        self._metrics.delivered(kind, late)
        _log.info(
            "post_sent",
            post=one.id,
            key=one.key,
            stage=str(one.stage),
            channel=one.channel_id,
            seconds_since_event=round(late, 1),
            seconds_queued=round((now - one.created_at).total_seconds(), 1),
            attempts=one.attempts,
        )

    async def measure(self) -> None:
        """The length and the age of the queue, every few seconds."""
        at = self._desk.clock.monotonic()
        if at - self._measured_at < _MEASURE_EVERY:
            return
        self._measured_at = at
        now = self._desk.clock.now()
        async with self._desk.db.read() as tx:
            queue = await claiming.queued(tx, now)
        self._metrics.queue("outbox", queue.length, queue.oldest.total_seconds())
