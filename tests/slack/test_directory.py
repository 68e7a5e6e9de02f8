"""Who people are and which groups they are in, as Slack says, and when it does not answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.slack.client import SlackClients
from bot.slack.directory import SlackDirectory
from bot.store import Database
from simulators.slack import LocalSlack
from tests.clocks import ManualClock

TEN_MINUTES = 600


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(rate_limits=False) as local:
        yield local


@pytest.fixture
async def directory(
    slack: LocalSlack, database: Database, clock: ManualClock
) -> AsyncIterator[SlackDirectory]:
    async with SlackClients(slack.bot_token, slack.url, clock=clock) as clients:
        yield SlackDirectory(database, clients, clock)


def id_of(slack: LocalSlack, name: str) -> str:
    return slack.user(name).id


async def test_members_guests_strangers_and_leavers_are_told_apart(
    slack: LocalSlack, directory: SlackDirectory
) -> None:
    slack.add_user("leo", deleted=True)
    ada, gus, stella, leo = [
        await directory.person(id_of(slack, name)) for name in ("ada", "gus", "stella", "leo")
    ]
    assert (ada.is_owner, ada.is_guest, ada.is_stranger, ada.is_gone) == (True, False, False, False)
    assert gus.is_guest
    assert stella.is_stranger
    assert leo.is_gone
    nobody = await directory.person("U0NOBODY")
    assert nobody.is_gone and not nobody.is_untold


async def test_a_person_is_asked_for_once_in_ten_minutes(
    slack: LocalSlack, directory: SlackDirectory, clock: ManualClock
) -> None:
    boris = id_of(slack, "boris")
    for _ in range(3):
        assert (await directory.person(boris)).language == "ru-RU"
    assert len(slack.called("users.info")) == 1

    clock.move(TEN_MINUTES)
    slack.user("boris").deleted = True
    assert (await directory.person(boris)).is_gone


async def test_somebody_known_stays_known_while_slack_is_silent(
    slack: LocalSlack, directory: SlackDirectory, clock: ManualClock
) -> None:
    boris = id_of(slack, "boris")
    await directory.person(boris)
    clock.move(TEN_MINUTES)
    slack.fault("users.info", "error", error="fatal_error", times=99)

    assert not (await directory.person(boris)).is_gone
    carol = await directory.person(id_of(slack, "carol"))
    assert carol.is_gone and carol.is_untold


async def test_groups_are_kept_for_a_minute_and_asked_for_once_for_everybody(
    slack: LocalSlack, directory: SlackDirectory, clock: ManualClock
) -> None:
    group = slack.workspace.group("operators")
    boris, carol = id_of(slack, "boris"), id_of(slack, "carol")
    assert await directory.groups_of(boris, [group.id]) == {group.id}
    assert await directory.groups_of(carol, [group.id]) == frozenset()
    assert len(slack.called("usergroups.users.list")) == 1

    group.users.remove(boris)
    assert await directory.groups_of(boris, [group.id])
    clock.move(60)
    assert not await directory.groups_of(boris, [group.id])


async def test_a_group_that_slack_does_not_tell_is_empty_and_asked_for_again(
    slack: LocalSlack, directory: SlackDirectory, clock: ManualClock
) -> None:
    group, boris = slack.workspace.group("operators"), id_of(slack, "boris")
    for error in ("missing_scope", "fatal_error"):
        slack.fault("usergroups.users.list", "error", error=error, times=9)
        assert not await directory.groups_of(boris, [group.id])
        clock.move(5)
        slack.core.faults.clear()

    assert await directory.groups_of(boris, [group.id, "S0UNKNOWN"]) == {group.id}


async def test_a_clock_that_is_set_back_makes_nobody_known_for_longer(
    slack: LocalSlack, directory: SlackDirectory, clock: ManualClock
) -> None:
    boris = id_of(slack, "boris")
    await directory.person(boris)
    clock.jump(clock.now() - timedelta(hours=1))
    slack.user("boris").deleted = True

    assert (await directory.person(boris)).is_gone
