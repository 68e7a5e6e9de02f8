"""The host refuses a request: what it minds is taken out, and the rest goes on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.domain.batches import BatchState
from bot.store.schema import batch_row
from tests.shops import ADMIN, Shop, phones, work


async def reasons(shop: Shop, batch_id: int) -> dict[str, str]:
    """Why rows were refused, by phone."""
    query = select(batch_row.c.phone, batch_row.c.reason).where(
        batch_row.c.batch_id == batch_id, batch_row.c.state == "refused"
    )
    async with shop.desk.db.read() as tx:
        return {row.phone: row.reason for row in await tx.execute(query)}


async def test_a_number_that_the_host_refuses_is_taken_out(shop: Shop) -> None:
    """Possible numbers are sent though no plan knows them; this host wants valid ones."""
    campaign, host = await shop.connect(numbering="valid")
    good = phones(2, first=100)
    batch_id = await shop.add(campaign, [*good, "1999555010", "449999999999"])

    await work(shop.sender())

    progress = await shop.progress(batch_id)
    assert sorted(host.books.jobs) == good
    assert progress.batch.state is BatchState.DONE
    assert (progress.added, progress.refused) == (2, len(await reasons(shop, batch_id)))
    assert set((await reasons(shop, batch_id)).values()) == {"phone.bad.format"}


async def test_each_revision_of_a_request_has_a_key_of_its_own(shop: Shop) -> None:
    campaign, _ = await shop.connect(numbering="valid")
    await shop.add(campaign, [*phones(1, first=100), "449999999999"])

    await work(shop.sender())

    keys = [request.key for request in shop.calls.requests.of("addPhones")]
    assert len(keys) == 2
    assert len(set(keys)) == 2


async def test_a_stopped_campaign_halts_the_batch_and_a_person_goes_on(shop: Shop) -> None:
    campaign, host = await shop.connect()
    host.outside("stop")
    batch_id = await shop.add(campaign, phones(5))
    sender = shop.sender()

    await work(sender)

    halted = await shop.progress(batch_id)
    assert halted.batch.state is BatchState.HALTED
    assert halted.batch.halt_reason == "state:finished"
    assert halted.in_chunks("halted") == 5  # type: ignore[arg-type]

    await shop.adding.undo.go_on(ADMIN, batch_id)
    await work(sender)
    assert (await shop.progress(batch_id)).batch.state is BatchState.HALTED
    assert len(shop.calls.requests.of("addPhones")) == 2


async def test_a_token_that_is_gone_halts_only_its_campaign(shop: Shop) -> None:
    spring, spring_host = await shop.connect("spring")
    autumn, autumn_host = await shop.connect("autumn")
    spring_host.outside("change_token")
    halted, done = await shop.add(spring, phones(3)), await shop.add(autumn, phones(3))

    await work(shop.sender())

    assert (await shop.progress(halted)).batch.halt_reason == "token"
    assert (await shop.progress(done)).batch.state is BatchState.DONE
    assert len(autumn_host.books.jobs) == 3


async def test_what_is_too_large_for_the_host_goes_in_smaller_requests(shop: Shop) -> None:
    campaign, host = await shop.connect(max_body_bytes=400)
    numbers = phones(60)
    batch_id = await shop.add(campaign, numbers)

    await work(shop.sender())

    assert (await shop.progress(batch_id)).added == 60
    assert not host.books.lost(numbers)
    assert not host.books.added_twice()
    assert len(await shop.chunks(batch_id)) > 3


async def test_one_bad_call_policy_takes_out_the_rows_that_have_it(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.confirm(
        await shop.preview_file(
            campaign,
            "phone;dialerPriority\n+12025550100;1\n+12025550101;2\n+12025550102;2\n+12025550103;\n",
        )
    )
    await _spoil(shop, batch_id, '"dialerPriority":2', '"dialerPriority":9')

    await work(shop.sender())

    assert sorted(host.books.jobs) == ["12025550100", "12025550103"]
    refused = await reasons(shop, batch_id)
    assert set(refused) == {"12025550101", "12025550102"}
    assert set(refused.values()) == {"invalid.dialer_priority"}


async def _spoil(shop: Shop, batch_id: int, before: str, after: str) -> None:
    """What our own checks would never let out, so that the host has to mind it."""
    async with shop.desk.db.begin() as tx:
        rows = (await tx.execute(select(batch_row).where(batch_row.c.batch_id == batch_id))).all()
        for row in rows:
            changed: dict[str, Any] = {"wire": row.wire.replace(before, after)}
            await tx.execute(
                batch_row.update()
                .where(batch_row.c.batch_id == batch_id, batch_row.c.position == row.position)
                .values(**changed)
            )


async def test_a_host_that_refuses_everything_for_no_known_reason_is_not_asked_for_hours(
    shop: Shop,
) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(200))
    shop.calls.fault("400", "addPhones", times=10_000)

    await work(shop.sender())

    progress = await shop.progress(batch_id)
    assert progress.batch.state is BatchState.HALTED
    assert progress.batch.halt_reason == "refused:http_400"
    assert len(shop.calls.requests.of("addPhones")) < 100


async def test_who_was_added_meanwhile_is_not_sent_when_a_halted_batch_goes_on(
    shop: Shop,
) -> None:
    campaign, host = await shop.connect()
    host.outside("pause")
    shop.calls.fault("403", "addPhones")
    halted = await shop.add(campaign, phones(5))
    sender = shop.sender()
    await work(sender)
    assert (await shop.progress(halted)).batch.halt_reason == "forbidden"
    await shop.add(campaign, phones(2))
    await work(sender)

    await shop.adding.undo.go_on(ADMIN, halted)
    await work(sender)

    assert not host.books.added_twice()
    progress = await shop.progress(halted)
    assert (progress.batch.state, progress.added) == (BatchState.DONE, 3)
