"""What grants come to: the highest that reaches somebody, on a campaign, on every one, on any."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Role
from bot.domain.roles import Grant, Standing, is_group

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def grant(role: Role, campaign_id: int | None = None, subject: str = "U1") -> Grant:
    return Grant(subject, role, campaign_id, "UADMIN", NOW)


def test_without_a_grant_there_is_no_role() -> None:
    assert Standing().on(None) is Standing().on(1) is Standing().anywhere() is Role.NOBODY


def test_a_role_on_every_campaign_reaches_each() -> None:
    standing = Standing(grants=(grant(Role.OPERATOR),))
    assert standing.on(None) is standing.on(7) is standing.anywhere() is Role.OPERATOR


def test_a_role_on_one_campaign_reaches_no_other() -> None:
    standing = Standing(grants=(grant(Role.ADMIN, 7),))
    assert (standing.on(7), standing.on(8), standing.on(None)) == (
        Role.ADMIN,
        Role.NOBODY,
        Role.NOBODY,
    )
    assert standing.anywhere() is Role.ADMIN


def test_the_highest_wins_whoever_it_was_given_to() -> None:
    given = (grant(Role.VIEWER, 7), grant(Role.OPERATOR, None, "S1"), grant(Role.NOBODY, 7))
    assert Standing(Role.VIEWER, given).on(7) is Role.OPERATOR


@given(st.lists(st.tuples(st.sampled_from(Role), st.sampled_from([None, 1, 2]))))
def test_one_more_grant_never_takes_anything_away(rows: list[tuple[Role, int | None]]) -> None:
    given = tuple(grant(role, place) for role, place in rows)
    for place in (None, 1, 2, 3):
        before, after = Standing(grants=given[1:]), Standing(grants=given)
        assert after.on(place) >= before.on(place)
        assert after.anywhere() >= after.on(place) >= after.on(None)


@pytest.mark.parametrize(
    ("subject", "group"), [("S0123", True), ("U0123", False), ("W0123", False)]
)
def test_user_groups_have_ids_of_their_own(subject: str, group: bool) -> None:
    assert is_group(subject) is group
    assert grant(Role.VIEWER, subject=subject).is_group is group
