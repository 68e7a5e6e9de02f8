"""A person who was erased stays so, whatever the host goes on to tell of their calls."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain.forgetting import pseudonym
from bot.store import forgetting
from bot.store.schema import call_job
from tests.services.tower import Tower
from tests.services.watching.phones import phones


async def test_what_a_script_notes_of_an_erased_person_is_not_kept(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=1, weights={"longCallWithResult": 1})
    campaign.write_headers(["Name", "Wish"])
    spring = await tower.connect(campaign)
    await tower.look(spring)
    erased, kept = phones(2)
    await tower.add(spring, campaign, [erased, kept])
    await tower.look(spring)
    async with tower.desk.db.begin() as tx:
        await forgetting.jobs(tx, erased, pseudonym("1"))

    await tower.pass_by(600)
    for _ in range(2):
        await tower.look(spring)

    columns = (call_job.c.phone, call_job.c.status, call_job.c.tag_name, call_job.c.report_data)
    async with tower.desk.db.read() as tx:
        rows = {row[0]: row[1:] for row in await tx.execute(select(*columns))}
    assert rows[pseudonym("1")] == ("longCallWithResult", None, None)
    assert list(rows[kept][2]) == ["Name", "Wish"]
