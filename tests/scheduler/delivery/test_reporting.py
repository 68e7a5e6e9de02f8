"""An operator can tell from metrics and logs alone why a message came late."""

from __future__ import annotations

from datetime import timedelta

from structlog.testing import capture_logs

from tests.scheduler.delivery.office import Office, Worker


async def test_the_time_from_the_fact_to_slack_is_measured(office: Office, worker: Worker) -> None:
    long_ago = office.clock.now() - timedelta(seconds=42)
    await office.put_figure("10 called", happened_at=long_ago)
    with capture_logs() as lines:
        await worker.work()
    [sent] = [line for line in lines if line["event"] == "post_sent"]
    assert (sent["seconds_since_event"], sent["seconds_queued"]) == (42.0, 0.0)
    assert sent["key"] == "test:10 called"
    metrics = worker.metrics.render().decode()
    assert 'callboard_event_to_slack_seconds_count{kind="figure"} 1.0' in metrics


async def test_the_queue_is_measured(office: Office, worker: Worker) -> None:
    for number in range(3):
        await office.put(f"message {number}")
    office.pass_time(10)
    await worker.work()
    metrics = worker.metrics.render().decode()
    # The first of them is on its way when the others are counted.
    assert 'callboard_queue_length{queue="outbox"} 2.0' in metrics
    assert 'callboard_queue_oldest_seconds{queue="outbox"} 10.0' in metrics
