"""What the smaller rooms of the store remember and forget, on both engines."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.engine import URL

from bot.domain.channels import ChannelManners
from bot.domain.people import Person
from bot.store import Database, channels, heartbeats, people, secrets, seen
from bot.store.engine import open_database
from bot.store.transaction import Transaction
from bot.store.vault import Vault, WrongKey, new_key
from tests.clocks import START

LATER = START + timedelta(days=2)


async def test_a_request_is_taken_once_until_it_is_forgotten(database: Database) -> None:
    async with database.begin() as tx:
        taken = [await seen.first_time(tx, "event:1", START) for _ in range(2)]
        kept = await seen.forget_before(tx, START)
        gone = await seen.forget_before(tx, LATER)
        again = await seen.first_time(tx, "event:1", LATER)

    assert taken == [True, False]
    assert (kept, gone, again) == (0, 1, True)


async def test_two_processes_that_start_at_once_share_one_key(database: Database) -> None:
    vault = Vault([SecretStr(new_key())])

    first, second = await asyncio.gather(*(secrets.fingerprints(database, vault) for _ in range(2)))

    assert first.of("phone", "12025550101") == second.of("phone", "12025550101")


async def test_a_key_that_opens_nothing_is_told_before_anything_is_written(
    database: Database,
) -> None:
    vault, other = Vault([SecretStr(new_key())]), Vault([SecretStr(new_key())])
    async with database.read() as tx:
        assert not await secrets.is_opened_by(tx, vault)
    await secrets.fingerprints(database, vault)

    async with database.read() as tx:
        assert await secrets.is_opened_by(tx, vault)
        with pytest.raises(WrongKey):
            await secrets.is_opened_by(tx, other)


async def keep_ada(tx: Transaction) -> None:
    await people.keep(tx, Person("UADA", is_owner=True), START)


async def set_russian(tx: Transaction) -> None:
    await channels.set_manners(tx, "C0CALLS", ChannelManners(language="ru"))


@pytest.mark.parametrize("write", [keep_ada, set_russian])
async def test_two_workers_may_be_the_first_to_write_something_down(
    postgres_url: URL, write: Callable[[Transaction], Awaitable[None]]
) -> None:
    """The second one writes before the first has committed, and waits for it."""
    database = open_database(postgres_url)

    async def later() -> None:
        async with database.begin() as tx:
            await write(tx)

    async with database.begin() as tx:
        await write(tx)
        second = asyncio.create_task(later())
        while not await asyncio.create_task(_is_anybody_waiting(database)):
            assert not second.done(), second
    await second
    await database.close()


async def _is_anybody_waiting(database: Database) -> bool:
    async with database.read() as tx:
        waiting = await tx.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
    return bool(waiting)


async def test_owners_are_those_who_are_still_there(database: Database) -> None:
    async with database.begin() as tx:
        await people.keep(tx, Person("UADA", is_owner=True), START)
        await people.keep(tx, Person("UOLD", is_owner=True, is_gone=True), START)
        await people.keep(tx, Person("UBORIS"), START)
        assert await people.owners(tx) == ["UADA"]
        await people.keep(tx, Person("UADA"), LATER)
        assert await people.owners(tx) == []
        known = await people.find(tx, "UADA")

    assert known is not None
    assert known.fetched_at == LATER


async def test_the_last_heartbeat_is_anybodys(database: Database) -> None:
    async with database.begin() as tx:
        assert await heartbeats.last(tx) is None
        await heartbeats.beat(tx, "dead", START)
        await heartbeats.beat(tx, "first", LATER)
        await heartbeats.beat(tx, "first", LATER + timedelta(seconds=5))
        assert await heartbeats.last(tx) == LATER + timedelta(seconds=5)
        await heartbeats.end(tx, "first", LATER + timedelta(seconds=6))
        assert await heartbeats.last(tx) is None


async def test_a_channels_manners_and_its_being_lost_do_not_touch_each_other(
    database: Database,
) -> None:
    wanted = ChannelManners("ru", "Europe/Moscow", "22:00", "08:00")
    async with database.begin() as tx:
        assert await channels.manners(tx, "C1") == ChannelManners()
        assert await channels.set_reachable(tx, "C1", START, "is_archived")
        assert not await channels.set_reachable(tx, "C1", LATER, "is_archived")
        await channels.set_manners(tx, "C1", wanted)
        assert await channels.set_reachable(tx, "C1", None, None)
        assert await channels.manners(tx, "C1") == wanted
