"""What the message of a request tells those who are to approve it, and how it ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.approvals import LIFE, ApprovalFacts, ApprovalRequest, ApprovalState
from bot.domain.guards import labels
from bot.domain.rules import Deed
from bot.errors import Refused
from bot.slack.blocks import approvals as blocks
from tests.domain.test_approvals import REQUEST
from tests.slack.blocks.facts import UTC, T, campaign

ASKED = replace(REQUEST, state=ApprovalState.ASKED, decided_by=None, decided_at=None)


def facts(request: ApprovalRequest, open_jobs: int | None = None) -> ApprovalFacts:
    """A request about a campaign in progress."""
    return ApprovalFacts(
        request, campaign(), open_jobs, None, None, has_hours=False, as_of=REQUEST.asked_at
    )


def text(request: ApprovalRequest, open_jobs: int | None = None) -> str:
    """Everything that the message says, with its buttons."""
    return str(blocks.request(T, facts(request, open_jobs), UTC, labels([])).body())


def test_whoever_is_to_approve_a_stop_sees_whom_it_leaves_uncalled_and_who_asked() -> None:
    shown = text(ASKED, open_jobs=9)

    assert "*Stop spring for good*" in shown
    assert "9 people are still to be called and will not be." in shown
    assert "Any operator of *spring* but <@UCAROL> may approve it, until 10:00." in shown
    for label in ("Approve", "Decline", "Withdraw"):
        assert f"'text': '{label}'" in shown


def test_nobody_left_to_call_is_not_worth_a_line() -> None:
    assert "still to be called" not in text(ASKED, open_jobs=0)
    assert "is not known here" in text(ASKED)


def test_an_override_tells_which_rule_left_out_how_many() -> None:
    details = {"batch": 1, "left_out": {"by_rule": {"daily_ceiling": 12}, "again": False}}
    asked = replace(ASKED, deed=Deed.OVERRIDE, people=12, details=details)

    shown = text(asked)

    assert "Let in 12 people whom the rules of spring left out" in shown
    assert "12 people are left out: beyond what this campaign may add today" in shown
    assert "Any admin of *spring*" in shown


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (ApprovalState.APPROVED, "approved by <@UBORIS> (Mon 2 Nov, 09:00). It is under way."),
        (ApprovalState.DECLINED, "declined by <@UBORIS> (Mon 2 Nov, 09:00). Nothing was done."),
        (ApprovalState.WITHDRAWN, "who withdrew it"),
        (ApprovalState.EXPIRED, "Nobody approved it in time"),
        (ApprovalState.DONE, "*spring* is stopped for good."),
        (ApprovalState.FAILED, "but it failed. Whoever asked lost the role."),
    ],
)
def test_the_end_tells_both_names_and_has_no_buttons(state: ApprovalState, told: str) -> None:
    done = state is ApprovalState.DONE
    reason = Refused("Whoever asked lost the role.") if state is ApprovalState.FAILED else None
    ended = replace(ASKED, state=state, decided_by="UBORIS", decided_at=ASKED.asked_at)

    shown = text(replace(ended, outcome="done" if done else None, reason=reason))

    assert "Asked by <@UCAROL>" in shown
    assert told in shown
    assert "button" not in shown


def test_whoever_asked_reads_the_same_end() -> None:
    expired = replace(ASKED, state=ApprovalState.EXPIRED, decided_at=ASKED.asked_at + LIFE)

    told = blocks.told(T, facts(expired), UTC).body()

    assert "Nobody approved it in time" in told["text"]
