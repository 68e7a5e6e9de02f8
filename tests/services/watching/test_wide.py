"""A campaign on a host with reports by date is seen whole, whoever added to it."""

from __future__ import annotations

from tests.services.tower import Tower
from tests.services.watching.phones import phones


async def test_the_first_look_stores_everything_and_alerts_of_nothing(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=2, weights={"noAnswer": 1})
    campaign.add(phones(5))
    await tower.pass_by(3600)
    spring = await tower.connect(campaign)

    await tower.look(spring)

    assert await tower.tally() == campaign.counts
    assert await tower.transitions() == []
    seen = await tower.campaign(spring)
    assert seen.baseline_at == seen.looked_at == tower.clock.now()


async def test_what_finishes_later_is_a_transition_once(tower: Tower) -> None:
    campaign = tower.host.create_campaign(lines=1, weights={"nonexistentNumber": 1})
    jobs = campaign.add(phones(3))
    spring = await tower.connect(campaign)
    await tower.look(spring)

    await tower.pass_by(60)
    for _ in range(3):
        await tower.look(spring)

    found = await tower.transitions()
    assert [(row.job_id, row.before, row.after) for row in found] == [
        (jobs[0], "inProcess", "nonexistentNumber"),
        (jobs[1], "planned", "nonexistentNumber"),
        (jobs[2], "planned", "nonexistentNumber"),
    ]
    assert await tower.tally() == {"nonexistentNumber": 3}
