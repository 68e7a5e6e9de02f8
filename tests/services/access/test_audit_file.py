"""The audit as a file is for admins, at the moment at which it is made."""

from __future__ import annotations

from bot.domain.people import Role
from bot.domain.roles import Grant
from bot.services.access import Access
from bot.services.audits import Audits
from bot.store import Database, grants
from tests.clocks import ManualClock
from tests.desks import a_desk

ANNA, ADMIN = "UANNA", "UADMIN"


async def test_whoever_is_no_admin_any_more_gets_no_file(
    database: Database, clock: ManualClock
) -> None:
    desk = await a_desk(database, clock)
    audits = Audits(desk, Access(desk))
    async with desk.db.begin() as tx:
        await grants.put(tx, Grant(ANNA, Role.VIEWER, None, ADMIN, clock.now()))

    assert await audits.write_for(ANNA, None) is None
    assert await audits.write_for(ANNA, 7) is None

    made = await audits.write_for(ADMIN, None)
    assert made is not None
    made.unlink()
