"""What hosts leave out, give too late, or give in odd shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from bot.calls_api import JobReport
from bot.services.watching import look as looking
from bot.services.watching.missing import Missing
from bot.services.watching.rows import changed_values, new_values
from bot.store import snapshots
from bot.store.schema import batch
from bot.store.snapshots import Remembered
from bot.store.transaction import Transaction
from tests.services.tower import Tower
from tests.services.watching.phones import phones

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HALF_AN_HOUR = {"default": [{"localTimeFrom": "09:00", "localTimeTo": "09:30"}]}


def a_row(**more: Any) -> JobReport:
    return JobReport(call_job_id="1", phone="79120000000", created_at=TEN, **more)


def test_a_host_that_does_not_say_when_it_finished_finished_it_now() -> None:
    ended = changed_values(a_row(job_status="noAnswer"), TEN, host_clock=5 * MINUTE)
    assert ended["finished_at"] == TEN + 5 * MINUTE
    going_on = changed_values(a_row(job_status="onRetry"), TEN, host_clock=5 * MINUTE)
    assert going_on["finished_at"] is None


@pytest.mark.parametrize("written", ["+79120000000", "+7 (912) 000-00-00", "79120000000"])
def test_a_number_is_kept_in_digits_however_the_host_writes_it(written: str) -> None:
    row = replace(a_row(), phone=written)
    assert new_values(row, TEN, timedelta())["phone"] == "79120000000"


@pytest.mark.parametrize(
    "written", ["sip:anna@example.com", "anonymous", "12", "", " " * 99_999 + "x"]
)
def test_what_is_no_number_stays_as_the_host_wrote_it(written: str) -> None:
    row = replace(a_row(), phone=written)
    assert new_values(row, TEN, timedelta())["phone"] == written


def test_what_no_database_takes_is_left_out() -> None:
    said = {"a\0b": ["c\0", {"d": "\0e"}, 1, None]}
    row = new_values(a_row(report_data=said, tag_name="\0tag"), TEN, timedelta())
    assert row["report_data"] == {"ab": ["c", {"d": "e"}, 1, None]}
    assert row["tag_name"] == "tag"


def test_a_number_that_no_database_takes_is_kept_as_its_digits() -> None:
    account = 40817810099910004312
    said = {"account": account, "others": [-account, {"n": 7}], "share": 0.5}
    row = new_values(a_row(report_data=said), TEN, timedelta())
    kept = {"account": str(account), "others": [f"-{account}", {"n": 7}], "share": 0.5}
    assert row["report_data"] == kept


def test_a_call_job_that_is_missing_is_asked_about_less_and_less_often() -> None:
    missing, at, asked = Missing(), TEN, []
    for _ in range(24 * 60):
        if missing.askable(1, ["7"], at):
            missing.note(1, ["7"], at)
            asked.append(at)
        at += MINUTE
    assert len(asked) < 15
    assert missing.askable(2, ["7"], TEN)


def test_the_memory_of_missing_ones_is_bounded() -> None:
    missing = Missing()
    missing.note(1, [str(number) for number in range(60_000)], TEN)
    assert missing.askable(1, ["0"], TEN)
    assert not missing.askable(1, ["59999"], TEN)


async def test_a_host_that_tells_only_its_status_is_believed_in_that(tower: Tower) -> None:
    campaign = tower.host.create_campaign(
        generation=("status", "addPhones", "callJob/getReport", "control/pause")
    )
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.pass_by(30)
    campaign.outside("pause")
    await tower.look(spring)

    assert await tower.happened() == ["paused"]
    assert (await tower.campaign(spring)).short_report is None


async def test_a_host_that_hangs_is_given_up_after_a_while(
    tower: Tower, monkeypatch: pytest.MonkeyPatch
) -> None:
    spring = await tower.connect(tower.host.create_campaign())
    await tower.look(spring)
    monkeypatch.setattr(looking, "_PATIENCE", 0.05)
    for route in ("campaign", "callJob/getUnfinished"):
        tower.host.fault("hang", route)
        await tower.look(spring)

    failed = await tower.campaign(spring)
    assert failed.attempts == 2
    assert failed.last_error is not None
    assert "timeout" in failed.last_error


async def test_call_jobs_that_somebody_else_stores_meanwhile_are_compared_again(
    tower: Tower, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = tower.host.create_campaign(lines=0)
    spring = await tower.connect(campaign)
    await tower.look(spring)
    await tower.add(spring, campaign, phones(3))
    campaign.outside("stop")
    truly, blind = snapshots.remembered, iter([True, True])

    async def remembered(
        tx: Transaction, campaign_id: int, job_ids: Sequence[str]
    ) -> dict[str, Remembered]:
        """As if adding had committed between this look at the books and the writing."""
        return {} if next(blind, False) else await truly(tx, campaign_id, job_ids)

    monkeypatch.setattr(snapshots, "remembered", remembered)
    await tower.look(spring)

    assert await tower.tally() == {"notDone": 3}
    assert [row.before for row in await tower.transitions()] == ["planned"] * 3


@pytest.mark.parametrize(
    ("policy", "happened"),
    [
        ({"allowedTime": HALF_AN_HOUR}, ["closing"]),
        ({"allowedTime": {"default": "from nine to five"}}, ["silent"]),
        ({"maxAttempts": 3}, ["silent"]),
        (None, ["silent"]),
    ],
)
async def test_the_hours_of_the_last_batch_are_the_campaigns(
    tower: Tower, policy: dict[str, Any] | None, happened: list[str]
) -> None:
    campaign = tower.host.create_campaign(lines=0)
    campaign.add(phones(3))
    spring = await tower.connect(campaign)
    now = tower.clock.now()
    values = {"campaign_id": spring, "state": "done", "source": "command", "policy": policy}
    values |= {"created_by": "U0ANNA", "created_at": now, "confirmed_at": now}
    async with tower.desk.db.begin() as tx:
        await tx.execute(insert(batch).values(**values))
    await tower.look(spring)

    await tower.pass_by(3_600)
    await tower.look(spring)

    assert await tower.happened() == happened
