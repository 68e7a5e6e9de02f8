"""One channel that is closed to the bot stops no other, and its owner is told once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from bot.domain.people import Person
from bot.store import Database, campaigns, people
from bot.store.outbox import Priority
from bot.store.schema import campaign_channel, channel
from simulators.slack import LocalSlack
from simulators.slack.channels import Channel
from tests.scheduler.delivery.office import Office, Worker, open_office


async def connect(office: Office, name: str, by: str, room: str) -> int:
    """Register a campaign in a channel."""
    values = {
        "name": name,
        "host": "https://host.example",
        "connected_by": office.slack.workspace.user(by).id,
        "connected_at": office.clock.now(),
    }
    async with office.db.begin() as tx:
        made = await campaigns.add(tx, values)
        await tx.execute(
            insert(campaign_channel).values(campaign_id=made, channel_id=office.channel(room))
        )
    return made


def told(office: Office, user: str) -> list[str]:
    """What the bot wrote to one person."""
    return [one.text for one in office.slack.messages(office.slack.channel("dm", user))]


async def channel_row(office: Office, room: str) -> Any:
    async with office.db.read() as tx:
        query = select(channel).where(channel.c.channel_id == office.channel(room))
        return (await tx.execute(query)).one()


async def test_an_archived_channel_stops_no_other(office: Office, worker: Worker) -> None:
    for number in range(3):
        await office.put(f"lost {number}", "attic")
        await office.put(f"kept {number}", "calls")
    await worker.work_for(5)
    assert office.seen("calls") == ["kept 0", "kept 1", "kept 2"]
    assert office.refused() == ["is_archived"]


async def test_who_connected_the_campaign_is_told_once(office: Office, worker: Worker) -> None:
    spring = await connect(office, "spring", "boris", "attic")
    await office.put("lost", "attic", campaign_id=spring)
    await office.put("dropped", "attic", campaign_id=spring)
    await worker.work_for(2)
    for number in range(3):
        office.pass_time(100)
        await office.put(f"later {number}", "attic", campaign_id=spring)
        await worker.work_for(2)
    [notice] = told(office, "boris")
    assert "it is archived" in notice and "1 message" in notice
    assert (await channel_row(office, "attic")).last_error == "is_archived"


async def test_every_campaign_of_the_channel_has_an_owner_who_is_told(
    office: Office, worker: Worker
) -> None:
    await connect(office, "spring", "boris", "quiet")
    await connect(office, "autumn", "carol", "quiet")
    await office.put("lost", "quiet")
    await worker.work_for(2)
    for user in ("boris", "carol"):
        [notice] = told(office, user)
        assert "not a member" in notice


async def remember(office: Office, user: str, **traits: Any) -> None:
    async with office.db.begin() as tx:
        person = Person(office.slack.workspace.user(user).id, **traits)
        await people.keep(tx, person, office.clock.now())


async def test_if_the_owner_has_left_the_admins_are_told(office: Office, worker: Worker) -> None:
    await remember(office, "boris", is_gone=True)
    await connect(office, "spring", "boris", "attic")
    await office.put("lost", "attic")
    await worker.work_for(2)
    assert len(told(office, "ada")) == 1
    assert told(office, "boris") == []


async def test_without_admins_the_workspaces_owners_are_told(
    slack: LocalSlack, database: Database
) -> None:
    office = await open_office(slack, database, admin_users=frozenset())
    async with office.stack:
        await remember(office, "carol", is_owner=True)
        await office.put("lost", "attic")
        await (await office.hire()).work_for(2)
    assert len(told(office, "carol")) == 1
    assert told(office, "ada") == []


async def test_cards_in_a_closed_channel_are_not_edited(office: Office, worker: Worker) -> None:
    card = await office.put_figure("10 called")
    await worker.work_for(1)
    await office.slack.archive("calls")
    for _ in range(3):
        await office.show_anew(card)
        await worker.work_for(2)
    assert office.refused() == ["is_inactive"]


async def test_a_closed_channel_is_tried_once_a_minute(office: Office, worker: Worker) -> None:
    for number in range(20):
        await office.put(f"lost {number}", "attic")
        await worker.work_for(10)
    assert 3 <= len(office.refused()) <= 4


async def test_once_it_is_open_again_it_is_used_again(office: Office, worker: Worker) -> None:
    await connect(office, "spring", "boris", "attic")
    await office.put("lost", "attic")
    await worker.work_for(2)
    await office.slack.archive("attic", archived=False)
    office.pass_time(60)
    await office.put("kept", "attic")
    await office.put("kept too", "attic")
    await worker.work_for(2)
    assert office.seen("attic") == ["kept", "kept too"]
    assert (await channel_row(office, "attic")).unreachable_at is None


async def test_the_second_time_is_news_again(office: Office, worker: Worker) -> None:
    await connect(office, "spring", "boris", "attic")
    attic: Channel = office.slack.channel("attic")
    for archived in (True, False, True):
        attic.archived = archived
        office.pass_time(61)
        await office.put(f"{archived} {office.clock.now()}", "attic")
        await worker.work_for(2)
    assert len(told(office, "boris")) == 2


async def test_a_person_who_cannot_be_written_to_makes_no_stir(
    office: Office, worker: Worker
) -> None:
    boris = office.slack.workspace.user("boris").id
    for method, named in (("conversations.open", "users"), ("chat.postMessage", "channel")):
        office.slack.fault(method, "error", error="user_not_found", match={named: boris})
    direct = await office.put("just you", channel_id=boris, kind="direct")
    await office.put("elsewhere")
    await worker.work_for(5)
    assert (await office.row(direct)).state == "failed"
    assert office.seen() == ["elsewhere"]
    assert told(office, "ada") == []


async def test_a_closed_thread_closes_no_channel(office: Office, worker: Worker) -> None:
    office.slack.fault("chat.postMessage", "error", error="restricted_action_thread_locked")
    reply = await office.put("reply", thread_ts="1700000000.000100")
    await office.put("message")
    await worker.work_for(2)
    assert (await office.row(reply)).state == "failed"
    assert office.seen() == ["message"]
    assert (await office.rows())[-1].priority == Priority.ALERT


async def test_it_is_remembered_since_when(office: Office, worker: Worker) -> None:
    await office.put("lost", "attic")
    await worker.work()
    at: datetime = (await channel_row(office, "attic")).unreachable_at
    assert abs(office.seconds_until(at)) < 1
