"""Looking up members that a host may not have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls_api import BadParameters, Found, MemberNotFound, Route, TooLarge
from bot.calls_api.selection import Selection, look_up, pieces

Named = Callable[[frozenset[str]], frozenset[str]]

NAMES_ALL: Named = lambda unknown: unknown  # noqa: E731 a strategy of a host, given by name
NAMES_ONE: Named = lambda unknown: frozenset(sorted(unknown)[:1])  # noqa: E731
NAMES_NONE: Named = lambda unknown: frozenset()  # noqa: E731
NAMES_WRONG: Named = lambda unknown: frozenset({"1", "2", "99"})  # noqa: E731


class Books:
    """A host that refuses a whole request for one unknown member, and counts requests."""

    def __init__(self, known: set[str], named: Named = NAMES_NONE, most: int = 1_000) -> None:
        self.known, self.named, self.most = known, named, most
        self.requests = 0

    async def ask(self, members: tuple[str, ...]) -> list[str]:
        self.requests += 1
        if len(members) > self.most:
            raise TooLarge(Route.JOB_REPORT, 1)
        if unknown := frozenset(members) - self.known:
            raise MemberNotFound(Route.JOB_REPORT, kind="id", members=self.named(unknown))
        return [f"row {member}" for member in members]


async def looked_up(books: Books, members: list[str]) -> tuple[set[str], set[str]]:
    rows: set[str] = set()
    missing: set[str] = set()
    async for found in look_up(members, books.ask):
        assert set(found.asked) >= set(found.missing)
        rows.update(found.answer)
        missing.update(found.missing)
    return rows, missing


@given(
    st.sets(st.integers(0, 40).map(str), min_size=1),
    st.sets(st.integers(0, 40).map(str)),
    st.sampled_from([NAMES_ALL, NAMES_ONE, NAMES_NONE, NAMES_WRONG]),
)
async def test_every_known_member_is_found_and_every_unknown_one_named(
    asked: set[str], known: set[str], named: Named
) -> None:
    rows, missing = await looked_up(Books(known, named), sorted(asked))
    assert rows == {f"row {member}" for member in asked & known}
    assert missing == asked - known


@pytest.mark.parametrize(("named", "requests"), [(NAMES_ONE, 3), (NAMES_ALL, 3), (NAMES_NONE, 21)])
async def test_one_unknown_among_a_thousand_costs_few_requests(named: Named, requests: int) -> None:
    members = [str(number) for number in range(1_000)]
    books = Books(set(members) - {"500"}, named)
    _, missing = await looked_up(books, members)
    assert missing == {"500"}
    assert books.requests <= requests


async def test_an_answer_beyond_the_cap_is_asked_for_in_halves() -> None:
    members = [str(number) for number in range(10)]
    books = Books(set(members), most=3)
    rows, missing = await looked_up(books, members)
    assert len(rows) == 10
    assert not missing


async def test_a_single_row_beyond_the_cap_is_an_error() -> None:
    with pytest.raises(TooLarge):
        await looked_up(Books({"1"}, most=0), ["1"])


def test_members_go_out_in_pieces_and_once_each() -> None:
    assert list(pieces(["a", "b", "a", "c"], 2)) == [("a", "b"), ("c",)]
    assert list(pieces([])) == []


def test_a_selection_names_somebody_and_shows_no_phone() -> None:
    with pytest.raises(BadParameters):
        Selection().wire()
    assert Selection(phones=("12025550100",)).wire() == {"phones": ["12025550100"]}
    assert "12025550100" not in repr(Selection(phones=("12025550100",)))
    assert "12025550100" not in repr(Found(("12025550100",), [], ("12025550100",)))
