"""App Home: the most pressing thing first, and always within Slack's limits."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.approvals import ApprovalRequest
from bot.domain.batches import Batch, BatchState, Source
from bot.domain.cadence import Cadence
from bot.domain.campaign_state import Source as StateSource
from bot.domain.campaign_state import State
from bot.domain.digest_orders import StandingOrder
from bot.domain.home import FirstSteps, HomeFacts, Need, OpenIncident, PlacedOrder
from bot.domain.incidents import Count, Incident
from bot.domain.people import Role
from bot.domain.rules import Deed
from bot.slack.blocks.first_steps import pressed
from bot.slack.blocks.home import home
from simulators.slack.blocks import Features, view_faults
from tests.slack.blocks.facts import NOW, T, campaign, facts, sound

ALL_DONE, NONE_DONE = FirstSteps(True, True, True, True), FirstSteps(False, False, False, False)
LATER = NOW + timedelta(hours=1)


def seen(role: Role = Role.ADMIN, steps: FirstSteps = ALL_DONE, **changed: Any) -> HomeFacts:
    """The Home of somebody who may do everything with the campaigns 1 to 60."""
    ids = frozenset(range(1, 61))
    values = {"campaigns": (facts(),), "as_of": NOW, "mine": ids, "owned": ids, **changed}
    return HomeFacts(role=role, steps=steps, **values)


def drawn(one: HomeFacts) -> str:
    view = home(T, one, UTC, "/campaign").body()
    assert not view_faults(view, "home", Features())
    return str(view)


def incident(number: int, taken_by: str | None = None) -> OpenIncident:
    counts = (Count("nonexistentNumber", None, number),)
    told = Incident(NOW, NOW, told=counts)
    return OpenIncident(number, campaign("autumn", id=2), told, "C0123", taken_by)


def order(number: int, *, may_change: bool = True) -> PlacedOrder:
    one = StandingOrder(
        number, number, "spring", Cadence("daily", time(9)), "Europe/Moscow", (NOW, LATER), "UADA"
    )
    return PlacedOrder(one, "C0123", may_change)


def batch(number: int, state: BatchState, at: datetime = NOW) -> Batch:
    return Batch(
        **{
            "id": number,
            "campaign_id": 1,
            "state": state,
            "source": Source.FILE,
            "file_name": "people.csv",
            "created_by": "UADA",
            "created_at": at,
            "policy": {},
            "counts": {},
            "details": {},
            "add_again": False,
            **dict.fromkeys(("channel_id", "thread_ts", "confirmed_by", "confirmed_at")),
            **dict.fromkeys(("finished_at", "undone_by", "halt_reason", "receipt_post_id")),
        }
    )


def test_it_stays_within_its_limits_however_much_there_is() -> None:
    every = tuple(facts(campaign(f"spring-{n}", id=n + 1)) for n in range(60))
    shown = drawn(
        seen(
            steps=NONE_DONE,
            campaigns=every,
            incidents=tuple(incident(n) for n in range(1, 30)),
            orders=tuple(order(n) for n in range(1, 30)),
        )
    )

    for words in ("46 more campaigns", "First steps", "23 more incidents", "21 more digests"):
        assert words in shown


def test_the_most_pressing_need_comes_first_and_the_others_are_counted() -> None:
    dead = facts(campaign(disabled_reason="Its token is wrong."))
    paused = facts(
        campaign("summer", id=3, state=State("paused", StateSource.HOST, LATER), state_since=LATER)
    )
    one = seen(
        campaigns=(paused, dead),
        incidents=(incident(5), incident(6, taken_by="UBOB")),
        batches=(batch(1, BatchState.DRAFT), batch(2, BatchState.HALTED)),
    )

    assert [needed.need for needed in one.needs] == [
        Need.NEW_TOKEN,
        Need.INCIDENT,
        Need.BATCH,
        Need.PREVIEW,
        Need.PAUSED,
    ]
    shown = drawn(one)
    assert "does not know its token any more" in shown
    assert "4 more things after that" in shown


@pytest.mark.parametrize(
    ("role", "mine", "owned", "needed"),
    [
        (Role.VIEWER, (), (), []),
        (Role.OPERATOR, (1, 2), (), [Need.INCIDENT]),
        (Role.ADMIN, (1, 2), (1, 2), [Need.NEW_TOKEN, Need.INCIDENT]),
    ],
)
def test_nobody_is_asked_for_what_their_role_refuses(
    role: Role, mine: tuple[int, ...], owned: tuple[int, ...], needed: list[Need]
) -> None:
    one = seen(
        role,
        campaigns=(facts(campaign(disabled_reason="Its token is wrong.")),),
        incidents=(incident(5),),
        orders=(order(1, may_change=False),),
        mine=frozenset(mine),
        owned=frozenset(owned),
    )

    assert [found.need for found in one.needs] == needed
    shown = drawn(one)
    assert "no such number" in shown
    assert ("'text': 'Mine'" in shown) == bool(mine)
    assert "'text': 'Switch off'" not in shown


def test_a_press_says_how_long_it_took_or_that_a_clock_is_wrong() -> None:
    assert "answered 84 ms after" in sound(pressed(T, timedelta(milliseconds=84), True))
    wrong = sound(pressed(T, None, False))
    assert "clock of Callboard's machine" in wrong
    assert "Connect a campaign" in wrong


def a_request(deed: Deed, asked_by: str = "UBOB") -> ApprovalRequest:
    nothing = dict.fromkeys(ApprovalRequest.__slots__)
    known = {"id": 1, "campaign_id": 1, "campaign_name": "spring", "deed": deed, "people": 340}
    asked = {"asked_by": asked_by, "channel_id": "C0123", "expires_at": LATER}
    return ApprovalRequest(**{**nothing, **known, **asked, "details": {}})


@pytest.mark.parametrize(
    ("request_", "owned", "needed"),
    [
        (a_request(Deed.STOP), (), True),
        (a_request(Deed.STOP, asked_by="UADA"), (1,), False),
        (a_request(Deed.OVERRIDE), (), False),
        (a_request(Deed.OVERRIDE), (1,), True),
    ],
)
def test_what_waits_for_a_second_person_needs_whoever_may_approve_it(
    request_: ApprovalRequest, owned: tuple[int, ...], needed: bool
) -> None:
    one = seen(waiting=(request_,), user_id="UADA", owned=frozenset(owned))

    shown = drawn(one)

    assert ([found.need for found in one.needs] == [Need.APPROVAL]) is needed
    assert ("'text': 'Approve'" in shown) is needed
    assert ("Waiting for a second person" in shown) is not needed
    assert "Withdraw" not in shown
