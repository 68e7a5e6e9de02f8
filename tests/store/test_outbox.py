"""What is put down for Slack: each fact once, and edits of one message as one row."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select, update

from bot.store import Database, campaigns, cards, outbox
from bot.store.outbox import NewPost, Priority
from bot.store.schema import card, post
from tests.clocks import START

SPRING = {"name": "spring", "host": "h", "connected_by": "U1", "connected_at": START}
LATER = START + timedelta(seconds=30)


async def put(db: Database, key: str = "fact:1", **more: Any) -> int | None:
    async with db.begin() as tx:
        new = NewPost(key, "C1", Priority.ALERT, **{"body": {"text": "hello"}, **more})
        return await outbox.put(tx, new, START)


async def put_edit(db: Database, target: int, priority: Priority, at: Any = START) -> None:
    async with db.begin() as tx:
        await outbox.put_edit(tx, target, priority, at)


async def edit_of(db: Database, target: int) -> Row[Any] | None:
    async with db.read() as tx:
        query = select(post).where(post.c.key == f"edit:{target}")
        return (await tx.execute(query)).one_or_none()


async def change(db: Database, post_id: int, **values: Any) -> None:
    async with db.begin() as tx:
        await tx.execute(update(post).where(post.c.id == post_id).values(**values))


async def sent(db: Database, **more: Any) -> int:
    made = await put(db, **more)
    assert made is not None
    await change(db, made, state="sent", message_ts="1.1", message_channel="C1")
    return made


async def test_a_fact_is_put_down_once(database: Database) -> None:
    assert await put(database) is not None
    assert await put(database) is None


async def test_what_belongs_in_a_known_thread_knows_it(database: Database) -> None:
    parent = await sent(database)
    reply = await put(database, "fact:2", thread_post_id=parent)
    async with database.read() as tx:
        thread = await tx.scalar(select(post.c.thread_ts).where(post.c.id == reply))
    assert thread == "1.1"


async def test_edits_of_one_message_are_one_row(database: Database) -> None:
    target = await sent(database)
    for _ in range(3):
        await put_edit(database, target, Priority.COUNT)
    edit = await edit_of(database, target)
    assert edit is not None and (edit.state, edit.version) == ("queued", 2)


async def test_a_pressing_one_makes_it_pressing_for_good(database: Database) -> None:
    target = await sent(database)
    for priority in (Priority.COUNT, Priority.STATE, Priority.COUNT):
        await put_edit(database, target, priority)
    edit = await edit_of(database, target)
    assert edit is not None and edit.priority == Priority.STATE


async def test_one_that_waits_keeps_its_place(database: Database) -> None:
    target = await sent(database)
    await put_edit(database, target, Priority.COUNT)
    await put_edit(database, target, Priority.COUNT, LATER)
    edit = await edit_of(database, target)
    assert edit is not None and (edit.next_at, edit.happened_at) == (START, START)


async def test_one_that_was_sent_begins_anew(database: Database) -> None:
    target = await sent(database)
    await put_edit(database, target, Priority.STATE)
    edit = await edit_of(database, target)
    assert edit is not None
    await change(database, edit.id, state="sent", plainness=2, attempts=3, next_at=None)
    await put_edit(database, target, Priority.COUNT, LATER)
    edit = await edit_of(database, target)
    assert edit is not None
    assert (edit.state, edit.priority, edit.next_at) == ("queued", Priority.COUNT, LATER)
    assert (edit.plainness, edit.attempts) == (0, 0)


async def test_one_under_way_stays_with_its_worker(database: Database) -> None:
    target = await sent(database)
    await put_edit(database, target, Priority.COUNT)
    edit = await edit_of(database, target)
    assert edit is not None
    await change(database, edit.id, state="sending", lease_owner="w1")
    await put_edit(database, target, Priority.STATE)
    edit = await edit_of(database, target)
    assert edit is not None
    assert (edit.state, edit.lease_owner, edit.version) == ("sending", "w1", 1)
    assert edit.priority == Priority.STATE


async def test_two_who_ask_first_at_once_both_count(database: Database) -> None:
    target = await sent(database)
    asking = (put_edit(database, target, Priority.COUNT) for _ in range(6))
    await asyncio.gather(*asking)
    edit = await edit_of(database, target)
    assert edit is not None and edit.version == 5


async def test_a_message_that_never_came_has_no_edits(database: Database) -> None:
    target = await put(database)
    assert target is not None
    await change(database, target, state="failed")
    await put_edit(database, target, Priority.STATE)
    await put_edit(database, 4711, Priority.STATE)
    assert await edit_of(database, target) is None


async def test_a_retired_card_lives_no_more(database: Database) -> None:
    target = await sent(database)
    async with database.begin() as tx:
        campaign_id = await campaigns.add(tx, SPRING)
        values = {"campaign_id": campaign_id, "channel_id": "C1", "post_id": target}
        await tx.execute(card.insert().values(created_at=START, **values))
        assert await cards.lives_in(tx, campaign_id, "C1")
        await cards.retire(tx, target, LATER)
        assert not await cards.lives_in(tx, campaign_id, "C1")


async def test_a_message_shows_something_else_in_its_place(database: Database) -> None:
    first = await sent(database, render="preview", subject_id=1)
    for before, after in ((1, 2), (2, 3)):
        async with database.begin() as tx:
            assert await outbox.show_other(tx, "preview", "C1", (before, after), START)
        edit = await edit_of(database, first)
        assert edit is not None
        assert (edit.subject_id, edit.state) == (after, "queued")


async def test_what_never_came_shows_nothing_else(database: Database) -> None:
    lost = await sent(database, render="preview", subject_id=1)
    await change(database, lost, state="failed")
    async with database.begin() as tx:
        assert not await outbox.show_other(tx, "preview", "C1", (1, 2), START)
    assert await edit_of(database, lost) is None
