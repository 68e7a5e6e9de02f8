"""What Slack refuses of a message never costs the message."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.engine import URL

from bot.store.outbox import Priority
from simulators.slack import LocalSlack
from simulators.slack.blocks import Features
from tests.scheduler.delivery.office import Office, Worker


@pytest.fixture
def database_url(sqlite_url: URL) -> URL:
    """What Slack refuses is the same on both engines."""
    return sqlite_url


CHART = {
    "type": "data_visualization",
    "title": "Calls a day",
    "chart": {
        "type": "bar",
        "series": [{"name": "calls", "data": [{"label": "Mon", "value": 3}]}],
        "axis_config": {"categories": ["Mon"]},
    },
}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


class TestWhereSlackHasNoCharts:
    @pytest.fixture
    async def slack(self):
        features = Features(data_visualization=False, data_table=False)
        async with LocalSlack(features=features) as local:
            yield local

    async def test_the_digest_comes_without_its_chart(self, office: Office, worker: Worker) -> None:
        body = {"text": "3 calls", "blocks": [section("3 calls a day"), CHART]}
        await office.put("digest", body=body)
        await worker.work_for(2)
        [shown] = office.slack.messages("calls")
        assert [block["type"] for block in shown.blocks] == ["section"]
        assert office.refused() == ["invalid_blocks"]

    async def test_the_next_message_waits_for_it(self, office: Office, worker: Worker) -> None:
        body = {"text": "3 calls", "blocks": [section("3 calls a day"), CHART]}
        await office.put("digest", body=body)
        await office.put("after it")
        await worker.work_for(5)
        assert office.seen() == ["3 calls a day", "after it"]


async def test_blocks_that_slack_refuses_leave_the_text(office: Office, worker: Worker) -> None:
    await office.put("wrong", body={"text": "the text", "blocks": [{"type": "nonsense"}]})
    await worker.work_for(5)
    assert office.seen() == ["the text"]


async def test_an_edit_whose_blocks_are_refused_shows_its_text(
    office: Office, worker: Worker
) -> None:
    card = await office.put_figure("10 called")
    await worker.work_for(1)
    office.slack.fault("chat.update", "error", error="invalid_blocks")
    office.facts.texts[1] = "11 called"
    await office.show_anew(card, Priority.STATE)
    await worker.work_for(5)
    assert office.seen() == ["11 called"]


async def test_a_text_that_is_too_long_is_cut_and_comes_once(
    office: Office, worker: Worker
) -> None:
    await office.put("long", body={"text": "word " * 3000})
    await worker.work_for(5)
    [shown] = office.seen()
    assert len(shown) <= 4000 and shown.endswith("…")


async def test_what_cannot_be_sent_at_all_is_given_up(office: Office, worker: Worker) -> None:
    office.slack.fault("chat.postMessage", "error", error="msg_too_long", times=None)
    hopeless = await office.put("hopeless")
    await worker.work_for(5)
    office.slack.core.faults.clear()
    await office.put("after it")
    await worker.work_for(2)
    assert (await office.row(hopeless)).state == "failed"
    assert office.seen() == ["after it"]
