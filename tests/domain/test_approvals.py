"""Which controls a second person may be needed for, and how long an approval is good."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.approvals import LIFE, NEEDED, ApprovalRequest, ApprovalState, deed_of, is_stale
from bot.domain.campaign_state import Control
from bot.domain.rules import Deed
from tests.clocks import START

REQUEST = ApprovalRequest(
    id=1,
    campaign_id=1,
    campaign_name="spring",
    deed=Deed.STOP,
    subject="stop",
    details={"action": "stop"},
    people=None,
    asked_by="UCAROL",
    asked_at=START,
    channel_id="C1",
    expires_at=START + LIFE,
    state=ApprovalState.APPROVED,
    decided_by="UBORIS",
    decided_at=START,
    outcome=None,
    reason=None,
    post_id=1,
    attempts=0,
)


@pytest.mark.parametrize(
    ("action", "is_paused_by_rule", "deed"),
    [
        (Control.STOP, False, Deed.STOP),
        (Control.STOP, True, Deed.STOP),
        (Control.RESUME, False, None),
        (Control.RESUME, True, Deed.RESUME),
        (Control.START, False, None),
        (Control.START, True, Deed.RESUME),
        (Control.PAUSE, True, None),
    ],
)
def test_what_a_control_is(action: Control, is_paused_by_rule: bool, deed: Deed | None) -> None:
    assert deed_of(action, is_paused_by_rule=is_paused_by_rule) is deed


def test_every_deed_has_a_role() -> None:
    assert NEEDED.keys() == set(Deed)


def test_an_approval_is_good_for_an_hour() -> None:
    assert not is_stale(REQUEST, START + LIFE)
    assert is_stale(REQUEST, START + LIFE + timedelta(seconds=1))
    assert not is_stale(replace(REQUEST, decided_at=None), START + 2 * LIFE)
