"""Opt-outs are hashes that survive a change of SECRET_KEY, and hold against every list."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.domain.contacts import Contact
from bot.services.desk import Desk
from bot.services.optouts.guard import OptOutGuard, print_of
from bot.store import Database, Vault, optouts, secrets
from bot.store.schema import optout
from bot.store.vault import new_key
from tests.clocks import ManualClock
from tests.desks import SECRET_KEY, a_desk

ANNA, BELLA = "12025550123", "12025550124"
BATCH: Any = None


@pytest.fixture
async def desk(database: Database, clock: ManualClock) -> Desk:
    return await a_desk(database, clock)


async def opt_out(desk: Desk, *phones: str) -> int:
    prints = [print_of(desk.fingerprints, phone) for phone in phones]
    async with desk.db.begin() as tx:
        return await optouts.put(tx, prints, "UANNA", desk.clock.now())


def contact(position: int, phone: str) -> Contact:
    return Contact(position, position, phone, {}, {})


async def test_those_who_opted_out_are_removed_and_counted(desk: Desk) -> None:
    page = [contact(0, ANNA), contact(1, BELLA)]
    guard = OptOutGuard(desk)
    assert (await guard.judge(BATCH, page)).kept == page

    assert await opt_out(desk, ANNA, ANNA) == 1
    assert await opt_out(desk, ANNA, BELLA) == 1
    async with desk.db.begin() as tx:
        await optouts.remove(tx, [print_of(desk.fingerprints, BELLA)])

    judged = await guard.judge(BATCH, page)
    assert [one.phone for one in judged.kept] == [BELLA]
    assert judged.removed == {0: guard.word}


async def test_no_number_can_be_read_from_what_is_stored(desk: Desk) -> None:
    await opt_out(desk, ANNA)
    async with desk.db.read() as tx:
        stored = [str(value) for row in await tx.execute(select(optout)) for value in row]
    assert not any(ANNA[-7:] in value for value in stored)


async def test_an_optout_survives_a_change_of_the_secret_key(
    database: Database, clock: ManualClock
) -> None:
    before = await a_desk(database, clock)
    await opt_out(before, ANNA)
    newest = new_key()
    both = Vault([SecretStr(newest), SecretStr(SECRET_KEY)])
    async with database.begin() as tx:
        await secrets.rotate(tx, both)

    after = await a_desk(database, clock, key=newest)

    assert (await OptOutGuard(after).judge(BATCH, [contact(0, ANNA)])).removed
