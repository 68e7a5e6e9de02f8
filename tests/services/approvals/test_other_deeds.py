"""Resuming after an automatic pause, and letting people in whom a rule left out."""

from __future__ import annotations

import pytest

from bot.domain.approvals import Waiting
from bot.domain.automatic_pause import Evidence
from bot.domain.batches import Preview
from bot.domain.campaign_state import Control
from bot.domain.control import Ending
from bot.domain.people import Actor, Role
from bot.errors import NotAllowed, Refused
from bot.store import automatic_pauses, campaigns
from tests.services.approvals.conftest import Bureau
from tests.services.guarding.books import hold_to
from tests.shops import ADMIN, ANOTHER, phones

BELLA = Actor("UBELLA", "C1", "r3")


async def paused_by_rule(bureau: Bureau) -> None:
    bureau.host.outside("pause")
    seen = Evidence({"noAnswer": 60, "longCallWithResult": 40}, share=50, sample=50)
    now = bureau.shop.clock.now()
    async with bureau.shop.desk.db.begin() as tx:
        await automatic_pauses.begin(tx, bureau.campaign.id, seen, now)


async def test_a_resume_after_an_automatic_pause_waits(bureau: Bureau) -> None:
    await paused_by_rule(bureau)
    made = await bureau.press(Control.RESUME)
    assert made.waiting is not None
    assert bureau.host.state == "paused"

    await bureau.approvals.deciding.approve(ANOTHER, made.waiting.request_id)
    await bureau.settle()

    assert bureau.host.state == "inProgress"


async def test_a_resume_is_approved_of_the_pause_that_was_shown(bureau: Bureau) -> None:
    await paused_by_rule(bureau)
    made = await bureau.press(Control.RESUME)
    assert made.waiting is not None
    bureau.host.outside("resume")
    async with bureau.shop.desk.db.begin() as tx:
        now = bureau.shop.clock.now()
        await automatic_pauses.end(tx, bureau.campaign.id, now, None)
    await paused_by_rule(bureau)

    await bureau.approvals.deciding.approve(ANOTHER, made.waiting.request_id)
    await bureau.settle()

    assert (await bureau.request(made.waiting.request_id)).state == "failed"
    assert bureau.host.state == "paused"


async def test_a_start_is_a_resume_by_another_name(bureau: Bureau) -> None:
    await paused_by_rule(bureau)
    first = await bureau.press(Control.RESUME, "resume")

    second = await bureau.press(Control.START, "start")

    assert second.ending is Ending.AWAITS
    assert first.waiting is not None
    assert second.waiting is not None
    assert second.waiting.request_id == first.waiting.request_id
    assert not second.waiting.is_new


async def test_a_pause_is_never_asked_about(bureau: Bureau) -> None:
    assert (await bureau.press(Control.PAUSE)).ending is Ending.DONE


async def test_the_same_press_asks_once(bureau: Bureau) -> None:
    await bureau.ask_to_stop()

    assert (await bureau.press()).ending is Ending.REPEATED
    assert [row.kind for row in await bureau.posts("approval")] == ["message"]


async def test_without_a_channel_nobody_can_be_asked(bureau: Bureau) -> None:
    async with bureau.shop.desk.db.begin() as tx:
        await campaigns.link(tx, bureau.campaign.id, [], bureau.shop.clock.now())

    with pytest.raises(Refused, match="connected to no channel"):
        await bureau.press()

    assert bureau.host.state == "inProgress"


async def test_what_is_asked_for_elsewhere_is_asked_in_the_campaigns_channel(
    bureau: Bureau,
) -> None:
    direct = Actor(ADMIN.user_id, "D1", "r9", is_direct=True)

    made = await bureau.controls.act(direct, bureau.campaign, Control.STOP, "direct")

    assert made.waiting is not None
    assert made.waiting.channel_id == "C1"


async def overridable(bureau: Bureau) -> Preview:
    """A list of which a rule leaves two people out."""
    await hold_to(bureau.shop, bureau.campaign, daily_ceiling=1, approve_override=True)
    preview = await bureau.shop.preview(bureau.campaign, phones(3))
    assert (preview.ready, sum(preview.overridable.values())) == (1, 2)
    return preview


async def test_an_override_is_approved_by_another_admin(bureau: Bureau) -> None:
    preview = await overridable(bureau)
    overriding = bureau.shop.adding.overriding
    waiting = await overriding.override(ADMIN, preview.batch.id, 2)
    assert isinstance(waiting, Waiting)
    assert (await bureau.shop.adding.previews.of_id(preview.batch.id)).ready == 1
    await bureau.give(BELLA.user_id, Role.OPERATOR)
    with pytest.raises(NotAllowed):
        await bureau.approvals.deciding.approve(BELLA, waiting.request_id)

    await bureau.approvals.deciding.approve(ANOTHER, waiting.request_id)
    await bureau.settle()

    assert (await bureau.shop.adding.previews.of_id(preview.batch.id)).ready == 3
    assert (await bureau.request(waiting.request_id)).state == "done"
    [shown] = await bureau.posts("preview")
    assert (shown.kind, shown.channel_id) == ("direct", ADMIN.user_id)


async def test_an_override_of_a_list_that_was_added_since_is_refused(bureau: Bureau) -> None:
    preview = await overridable(bureau)
    waiting = await bureau.shop.adding.overriding.override(ADMIN, preview.batch.id, 2)
    assert isinstance(waiting, Waiting)
    await bureau.shop.confirm(preview)

    await bureau.approvals.deciding.approve(ANOTHER, waiting.request_id)
    await bureau.settle()

    assert (await bureau.request(waiting.request_id)).state == "failed"
    assert (await bureau.shop.progress(preview.batch.id)).total == 1


async def test_an_override_is_of_those_who_were_shown(bureau: Bureau) -> None:
    preview = await overridable(bureau)
    waiting = await bureau.shop.adding.overriding.override(ADMIN, preview.batch.id, 2)
    assert isinstance(waiting, Waiting)
    await bureau.shop.adding.drafts.add_again(ADMIN, preview.batch.id, again=True)

    await bureau.approvals.deciding.approve(ANOTHER, waiting.request_id)
    await bureau.settle()

    assert (await bureau.request(waiting.request_id)).state == "failed"
    assert (await bureau.shop.adding.previews.of_id(preview.batch.id)).ready == 1


async def test_an_override_is_over_with_its_draft(bureau: Bureau) -> None:
    preview = await overridable(bureau)
    bureau.shop.clock.move(23.5 * 3600)

    waiting = await bureau.shop.adding.overriding.override(ADMIN, preview.batch.id, 2)

    assert isinstance(waiting, Waiting)
    left = waiting.expires_at - bureau.shop.clock.now()
    assert left.total_seconds() == 1800
