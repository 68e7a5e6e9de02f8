"""What is looked for among millions of call jobs and rows is found by an index made for it.

A partial index holds few rows, and serves only who says its condition: each query that is meant to
say it is asked here how it would go about its work.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import text

from bot.domain.periods import Period
from bot.store import (
    Database,
    again,
    batch_rows,
    holding,
    jobs,
    limits,
    optouts,
    reports,
    retention,
)
from bot.store.schema import batch_row, call_job
from bot.store.transaction import Transaction

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
WEEK = Period(SINCE, SINCE + timedelta(days=7))
PHONES = ["12025550123", "12025550124"]

Query = Callable[[Transaction], Awaitable[object]]

BY_A_PARTIAL_ONE: list[tuple[str, str, Query]] = [
    ("who has a call coming", "ix_call_job_open", lambda tx: holding.hold(tx, 1, 1)),
    ("a digest", "ix_call_job_finished", lambda tx: reports.finished_in(tx, 1, WEEK)),
    ("the newest finish", "ix_call_job_finished", lambda tx: reports.newest_finish(tx, 1)),
    ("a strange rise", "ix_call_job_finished", lambda tx: jobs.called_since(tx, 1, SINCE)),
    ("what is old", "ix_call_job_finished", lambda tx: retention.call_jobs(tx, SINCE)),
    ("a preview", "ix_batch_row_state", lambda tx: batch_rows.counts(tx, 1)),
    ("who is held", "ix_batch_row_state", lambda tx: batch_rows.held(tx, 1)),
    ("who is let go", "ix_batch_row_state", lambda tx: holding.release(tx, 1, ["open_job"])),
]

BY_A_WHOLE_ONE: list[tuple[str, str, Query]] = [
    ("one person", "ix_call_job_phone", lambda tx: reports.of_phones(tx, [1, 2], PHONES, 9)),
    ("who opts out", "ix_call_job_phone", lambda tx: optouts.open_jobs(tx, PHONES)),
    ("a ceiling", "ix_call_job_created", lambda tx: limits.added(tx, 1, 1, SINCE)),
]


class Asking:
    """A transaction that finds something everywhere, and remembers what it was asked."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.dialect = tx.dialect
        self.plans: list[str] = []

    async def execute(self, statement: Any, parameters: Any = None) -> Any:
        self.plans.append(await self._plan(statement, parameters))
        return await self.tx.execute(statement, parameters)

    async def scalar(self, statement: Any, parameters: Any = None) -> Any:
        self.plans.append(await self._plan(statement, parameters))
        return 1

    async def scalars(self, statement: Any, parameters: Any = None) -> Any:
        self.plans.append(await self._plan(statement, parameters))
        return await self.tx.scalars(text("SELECT 1"))

    async def _plan(self, statement: Any, parameters: Any) -> str:
        literal = {"literal_binds": True}
        if parameters:
            statement = statement.params(parameters)
        asked = str(statement.compile(dialect=self.dialect, compile_kwargs=literal))
        if self.dialect.name == "postgresql":
            await self.tx.execute(text("SET LOCAL enable_seqscan = off"))
            rows = await self.tx.execute(text(f"EXPLAIN {_escaped(asked)}"))
            return "\n".join(row[0] for row in rows)
        rows = await self.tx.execute(text(f"EXPLAIN QUERY PLAN {_escaped(asked)}"))
        return "\n".join(row[3] for row in rows)


def _escaped(statement: str) -> str:
    return statement.replace(":", r"\:").replace("%%", "%")


def _each(served: list[tuple[str, str, Query]]) -> pytest.MarkDecorator:
    params = [pytest.param(*one[1:], id=one[0]) for one in served]
    return pytest.mark.parametrize(("index", "query"), params)


@_each(BY_A_PARTIAL_ONE)
async def test_each_says_the_condition_of_the_index_made_for_it(
    database: Database, index: str, query: Query
) -> None:
    plans = await plans_of(database, query)
    assert any(index in plan for plan in plans), "\n\n".join(plans)


@_each(BY_A_WHOLE_ONE)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_each_is_found_by_the_index_made_for_it(
    database: Database, index: str, query: Query
) -> None:
    """PostgreSQL chooses by how full the tables are."""
    plans = await plans_of(database, query)
    assert any(index in plan for plan in plans), "\n\n".join(plans)


async def plans_of(database: Database, query: Query) -> list[str]:
    """How the database would go about each statement."""
    async with database.begin() as tx:
        asking = Asking(tx)
        await query(cast("Transaction", asking))
    return asking.plans


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_is_added_again_is_not_looked_for_in_the_order_of_the_numbers(
    database: Database,
) -> None:
    """Most call jobs of a campaign are looked at: one at a time they would take twice as long."""
    [plan] = await plans_of(database, lambda tx: again.pick(tx, 1, 1, ["noAnswer"], None))
    assert "ix_call_job_phone" not in plan, plan
    assert "ix_call_job_open" in plan, plan


def test_a_call_job_that_was_just_added_enters_three_indexes() -> None:
    """Every index is paid for at each call job; the one by numbers costs as much as the table."""
    assert _whole(call_job) == {"ix_call_job_phone", "ix_call_job_created"}
    assert _partial(call_job) == {"ix_call_job_open", "ix_call_job_finished"}


def test_a_row_that_is_ready_enters_one_index() -> None:
    assert _whole(batch_row) == {"ix_batch_row_phone"}
    assert _partial(batch_row) == {"ix_batch_row_state"}


def _whole(table: Any) -> set[str]:
    return {one.name for one in table.indexes} - _partial(table)


def _partial(table: Any) -> set[str]:
    return {one.name for one in table.indexes if one.dialect_options["sqlite"]["where"] is not None}
