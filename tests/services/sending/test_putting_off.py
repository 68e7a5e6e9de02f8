"""Nothing reached the host: the same request goes out later, and nobody waits for it."""

from __future__ import annotations

from bot.domain.batches import BatchState
from tests.shops import Shop, phones, work


async def test_a_host_that_is_away_is_tried_again_with_the_same_key(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    (before,) = await shop.chunks(batch_id)
    sender = shop.sender()
    await shop.calls.refuse()
    await work(sender)
    (waiting,) = await shop.chunks(batch_id)
    assert (waiting.state, waiting.attempts) == ("waiting", 1)

    await shop.calls.accept()
    shop.clock.move(2)
    await work(sender)

    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE
    assert host.books.adds[0].key == before.key
    assert len(host.books.adds) == 1


async def test_the_waits_grow_while_the_host_stays_away(shop: Shop) -> None:
    campaign, _ = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    await shop.calls.refuse()
    waits = []
    for _ in range(4):
        await work(sender)
        (waiting,) = await shop.chunks(batch_id)
        waits.append((waiting.next_at - shop.clock.now()).total_seconds())
        shop.clock.move(waits[-1])
    assert waits == [0.5, 1, 2, 4]
    await shop.calls.accept()


async def test_a_host_that_asks_for_patience_gets_it(shop: Shop) -> None:
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    shop.calls.fault("429", "addPhones", retry_after="40")
    sender = shop.sender()
    await work(sender)
    shop.clock.move(39)
    assert await work(sender) == 0

    shop.clock.move(2)
    await work(sender)

    assert len(host.books.jobs) == 3
    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE


async def test_a_key_grows_old_only_once_the_host_may_know_it(shop: Shop) -> None:
    """A host was away for two days: nothing was ever sent, so nothing is in doubt."""
    campaign, host = await shop.connect()
    batch_id = await shop.add(campaign, phones(3))
    sender = shop.sender()
    await shop.calls.refuse()
    await work(sender)
    await shop.calls.accept()
    shop.clock.move(48 * 3600)

    await work(sender)

    assert len(host.books.jobs) == 3
    assert (await shop.progress(batch_id)).batch.state is BatchState.DONE
