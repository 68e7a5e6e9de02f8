"""Who gets which file, and where: numbers go to an operator's direct messages alone."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.domain.campaigns import Campaign
from bot.domain.people import Actor, Role
from bot.domain.roles import Grant
from bot.errors import NotAllowed, Refused
from bot.services.notices import Notices
from bot.services.numbers import FullNumbers
from bot.services.reporting import ReportFiles
from bot.store import Database, grants
from bot.store.schema import audit
from tests.clocks import ManualClock
from tests.desks import a_desk
from tests.services.books import CHANNEL, Books

OPERATOR, VIEWER = Actor("UOPERATOR", CHANNEL, "r"), Actor("UVIEWER", CHANNEL, "r")


def _words(t: Any, campaign: Campaign, count: int, full: bool) -> dict[str, Any]:
    return {"text": f"{count} of {campaign.name}, {'whole' if full else 'masked'}"}


@pytest.fixture
async def books(database: Database, clock: ManualClock) -> Books:
    """Books with an operator and a viewer."""
    made = Books(await a_desk(database, clock))
    async with made.desk.db.begin() as tx:
        for who, role in ((OPERATOR, Role.OPERATOR), (VIEWER, Role.VIEWER)):
            await grants.put(tx, _grant(who, role, clock))
    return made


def _grant(who: Actor, role: Role, clock: Clock) -> Grant:
    return Grant(who.user_id, role, None, "UADMIN", clock.now())


@pytest.fixture
def files(books: Books) -> ReportFiles:
    return ReportFiles(books.desk, books.access, Notices(books.desk, _no_words, _no_words), _words)


def _no_words(t: Any, result: Any, zone: Any) -> dict[str, Any]:
    return {}


async def content(files: ReportFiles, post: Any) -> str | None:
    made = await files.make(post.body["file"])
    if made is None:
        return None
    text = await asyncio.to_thread(Path.read_text, made.path, "utf-8-sig")
    await asyncio.to_thread(made.path.unlink)
    return text


async def test_an_operator_gets_numbers_directly_and_that_is_audited(
    books: Books, files: ReportFiles
) -> None:
    spring = await books.campaign()
    await books.finished(spring, number=3)

    await files.to_person(OPERATOR, spring, "csv", "key", full=True)

    [post] = await books.posts()
    assert (post.kind, post.channel_id) == ("file", "UOPERATOR")
    assert post.body["text"] == "3 of spring, whole"
    assert "79120000001" in (await content(files, post) or "")
    [row] = [one for one in await books.rows(audit) if one.action == "numbers"]
    assert (row.actor, row.people, row.outcome) == ("UOPERATOR", 3, "done")


async def test_a_viewer_gets_no_number(books: Books, files: ReportFiles) -> None:
    spring = await books.campaign()
    await books.finished(spring)
    with pytest.raises(NotAllowed, match="operator"):
        await files.to_person(VIEWER, spring, "csv", "key-1", full=True)

    await files.to_person(VIEWER, spring, "csv", "key-2", full=False)

    [post] = await books.posts()
    assert "79120000001" not in (await content(files, post) or "")


async def test_a_thread_gets_the_masked_file_whoever_asks(books: Books, files: ReportFiles) -> None:
    spring = await books.campaign()
    await books.finished(spring)

    await files.to_thread(OPERATOR, spring, "csv", "key", "1.2")

    [post] = await books.posts()
    assert (post.channel_id, post.thread_ts) == (CHANNEL, "1.2")
    assert "79120000001" not in (await content(files, post) or "")


async def test_who_loses_the_role_before_the_file_is_made_gets_none(
    books: Books, files: ReportFiles
) -> None:
    spring = await books.campaign()
    await books.finished(spring)
    await files.to_person(OPERATOR, spring, "csv", "key", full=True)
    async with books.desk.db.begin() as tx:
        await grants.put(tx, _grant(OPERATOR, Role.VIEWER, books.desk.clock))

    [post] = await books.posts()
    assert await content(files, post) is None


async def test_there_is_no_file_of_nothing(books: Books, files: ReportFiles) -> None:
    with pytest.raises(Refused, match="nothing to put into a file"):
        await files.to_person(VIEWER, await books.campaign(), "csv", "key", full=False)
    assert await books.posts() == []


async def test_numbers_of_a_few_call_jobs_do_not_lie_in_the_outbox(books: Books) -> None:
    numbers = FullNumbers(books.desk, books.access)
    spring = await books.campaign()
    [job_id] = await books.finished(spring)
    with pytest.raises(NotAllowed):
        await numbers.to_person(VIEWER, spring, [job_id], "key-1")

    await numbers.to_person(OPERATOR, spring, [job_id, "1"], "key-2")

    [post] = await books.posts()
    assert "7912" not in str(post.body)
    found = await numbers.of(spring.id, [job_id, "1"], OPERATOR.user_id)
    assert found is not None
    assert [row.phone for row in found[1]] == ["79120000001"]
    assert await numbers.of(spring.id, [job_id], VIEWER.user_id) is None
