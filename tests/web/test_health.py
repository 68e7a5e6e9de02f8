"""What machines ask: alive, ready, measured."""

import asyncio
import logging

import pytest

from bot.web import Health, health


async def ask(slack, path):
    async with slack.session.get(slack.url + path) as answer:
        return answer.status, await answer.json()


async def test_the_process_is_alive(slack):
    assert await ask(slack, "/healthz") == (200, {"status": "alive"})


async def test_ready_when_every_part_is(slack, checks):
    async def scheduler():
        return Health(True, "last tick", 1.26)

    checks["scheduler"] = scheduler
    assert await ask(slack, "/readyz") == (
        200,
        {
            "status": "ready",
            "checks": {
                "database": {"ok": True, "detail": "works", "age": 0.0},
                "scheduler": {"ok": True, "detail": "last tick", "age": 1.3},
            },
        },
    )


async def test_not_ready_when_one_part_is_not(slack, checks):
    checks["slack"] = lambda: Health(False, "0 of 2 connections")
    status, told = await ask(slack, "/readyz")
    assert status == 503 and told["status"] == "not ready"
    assert told["checks"]["slack"] == {"ok": False, "detail": "0 of 2 connections", "age": None}
    assert told["checks"]["database"]["ok"]


async def test_a_check_that_fails_tells_no_secret(slack, checks, caplog):
    def broken():
        raise ConnectionError("postgresql://user:hunter2@db.internal/callboard")

    checks["database"] = broken
    with caplog.at_level(logging.DEBUG, logger="bot"):
        status, told = await ask(slack, "/readyz")
    assert status == 503
    assert told["checks"]["database"] == {"ok": False, "detail": "ConnectionError", "age": None}
    assert "hunter2" not in caplog.text


async def test_a_check_that_hangs_counts_as_not_ok_and_holds_no_other_up(
    slack, checks, monkeypatch
):
    monkeypatch.setattr(health, "CHECK_SECONDS", 0.05)

    async def hangs():
        await asyncio.Event().wait()

    checks["slack"] = hangs
    status, told = await ask(slack, "/readyz")
    assert status == 503 and told["checks"]["slack"]["detail"] == "no answer in time"
    assert told["checks"]["database"]["ok"]


@pytest.mark.parametrize("path", ["/metrics"])
async def test_metrics_are_in_prometheus_format(slack, path):
    async with slack.session.get(slack.url + path) as answer:
        assert answer.status == 200 and answer.content_type == "text/plain"
        assert await answer.text() == "up 1.0\n"
