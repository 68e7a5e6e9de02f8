"""Who may do what, by settings, ownership, grants and groups, and what is refused and written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pytest

from bot.domain.people import Actor, Person, Role
from bot.domain.roles import Grant
from bot.errors import NotAllowed
from bot.services.access import DENIED, Access
from bot.services.desk import Desk
from bot.store import Database, audits, grants
from tests.clocks import ManualClock
from tests.desks import a_desk

ANNA, ADMIN, GROUP = "UANNA", "UADMIN", "SGROUP"


@dataclass
class Office:
    """A directory of people and groups that a test fills."""

    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)
    asked: list[frozenset[str]] = field(default_factory=list)

    async def person(self, user_id: str) -> Person:
        return self.people.get(user_id, Person(user_id))

    async def groups_of(self, user_id: str, among: Iterable[str]) -> frozenset[str]:
        self.asked.append(frozenset(among))
        return frozenset(one for one in among if user_id in self.groups.get(one, ()))


@pytest.fixture
def directory() -> Office:
    return Office()


@pytest.fixture
async def desk(database: Database, clock: ManualClock, directory: Office) -> Desk:
    return replace(await a_desk(database, clock), directory=directory)


@pytest.fixture
def access(desk: Desk) -> Access:
    return Access(desk)


async def give(desk: Desk, subject: str, role: Role, campaign_id: int | None = None) -> None:
    async with desk.db.begin() as tx:
        new = Grant(subject, role, campaign_id, ADMIN, desk.clock.now())
        await grants.put(tx, new)


def actor(user_id: str = ANNA, **traits: bool) -> Actor:
    return Actor(user_id, "C1", "request", **traits)


async def test_admins_by_the_settings_need_no_grant(access: Access) -> None:
    assert await access.role(actor(ADMIN)) is Role.ADMIN
    assert await access.role(Actor("console", None, "", is_console=True)) is Role.ADMIN


async def test_an_admin_by_the_settings_who_left_may_nothing_more(
    access: Access, directory: Office
) -> None:
    directory.people[ADMIN] = Person(ADMIN, is_gone=True)
    assert await access.role(actor(ADMIN)) is Role.NOBODY


async def test_an_admin_by_the_settings_stays_one_while_slack_is_silent(
    access: Access, directory: Office
) -> None:
    directory.people[ADMIN] = Person(ADMIN, is_gone=True, is_untold=True)
    assert await access.role(actor(ADMIN)) is Role.ADMIN


async def test_owners_are_admins_where_the_settings_name_none(
    desk: Desk, directory: Office
) -> None:
    directory.people[ANNA] = Person(ANNA, is_owner=True)
    nobody_named = replace(desk, rules=replace(desk.rules, admin_users=frozenset()))

    assert await Access(nobody_named).role(actor()) is Role.ADMIN
    assert await Access(desk).role(actor()) is Role.VIEWER


@pytest.mark.parametrize("trait", ["is_guest", "is_stranger", "is_gone"])
async def test_an_owner_of_another_workspace_or_a_guest_is_nobody(
    desk: Desk, directory: Office, trait: str
) -> None:
    directory.people[ANNA] = Person(ANNA, is_owner=True, **{trait: True})
    nobody_named = replace(desk, rules=replace(desk.rules, admin_users=frozenset()))

    assert await Access(nobody_named).role(actor()) is Role.NOBODY


async def test_members_may_look_until_the_first_grant_and_never_again(
    desk: Desk, access: Access
) -> None:
    assert await access.role(actor()) is Role.VIEWER
    await give(desk, "UBELLA", Role.OPERATOR)
    assert await access.role(actor()) is Role.NOBODY
    await give(desk, "UBELLA", Role.NOBODY)
    assert await access.role(actor()) is Role.NOBODY


async def test_somebody_who_left_has_nothing_of_what_was_given(
    desk: Desk, access: Access, directory: Office
) -> None:
    await give(desk, ANNA, Role.OPERATOR)
    assert await access.role(actor()) is Role.OPERATOR
    directory.people[ANNA] = Person(ANNA, is_gone=True)
    assert await access.role(actor()) is Role.NOBODY


async def test_a_guest_has_what_was_given_and_no_more(
    desk: Desk, access: Access, directory: Office
) -> None:
    directory.people[ANNA] = Person(ANNA, is_guest=True)
    assert await access.role(actor()) is Role.NOBODY
    await give(desk, ANNA, Role.VIEWER)
    assert await access.role(actor()) is Role.VIEWER


async def test_only_groups_with_a_role_are_asked_for(
    desk: Desk, access: Access, directory: Office
) -> None:
    await give(desk, ANNA, Role.VIEWER)
    assert await access.role(actor()) is Role.VIEWER
    assert not directory.asked

    await give(desk, GROUP, Role.OPERATOR)
    assert await access.role(actor()) is Role.VIEWER
    directory.groups[GROUP] = {ANNA}
    assert await access.role(actor()) is Role.OPERATOR
    assert set(directory.asked) == {frozenset({GROUP})}


async def test_a_grant_replaces_the_one_before_on_the_same_campaigns(
    desk: Desk, access: Access
) -> None:
    for role in (Role.ADMIN, Role.VIEWER):
        await give(desk, ANNA, role)

    assert await access.role(actor()) is Role.VIEWER
    async with desk.db.read() as tx:
        assert [one.role for one in await grants.of_subject(tx, ANNA)] == [Role.VIEWER]


async def test_a_refusal_names_the_role_and_whom_to_ask_and_is_written_down(
    desk: Desk, access: Access
) -> None:
    with pytest.raises(NotAllowed) as refused:
        await access.authorise(actor(), "pause", Role.OPERATOR)

    assert f"<@{ADMIN}>" in str(refused.value)
    async with desk.db.read() as tx:
        row = (await audits.page(tx, None, None, 9))[0]
    assert (row.actor, row.action, row.outcome, row.request_id) == (
        ANNA,
        "pause",
        DENIED,
        "request",
    )


async def test_what_needs_a_role_somewhere_and_failed_is_written_down_too(
    desk: Desk, access: Access
) -> None:
    await access.authorise_somewhere(actor(ADMIN), "optout", Role.OPERATOR)
    await access.failed(RuntimeError())

    async with desk.db.read() as tx:
        [row] = await audits.page(tx, None, None, 9)
    assert (row.actor, row.action, row.outcome) == (ADMIN, "optout", "failed")


async def test_what_was_allowed_and_failed_is_written_down_once(desk: Desk, access: Access) -> None:
    await access.authorise(actor(ADMIN), "connect", Role.ADMIN)
    await access.failed(RuntimeError("+1 202-555-0123"))
    await access.failed(RuntimeError())
    await access.authorise(actor(ADMIN), "settings", Role.ADMIN)
    await access.audit(actor(ADMIN), "settings", "done")
    await access.failed(RuntimeError())

    async with desk.db.read() as tx:
        rows = await audits.page(tx, None, None, 9)
    assert [(row.action, row.outcome, row.details) for row in rows] == [
        ("settings", "done", ""),
        ("connect", "failed", "reason=RuntimeError"),
    ]
