"""The rules of a campaign, as an admin sets them: a form behind a button of its settings."""

from __future__ import annotations

import pytest

from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office
from tests.scenarios.rules import LABELS, open_rules, set_rules


async def test_rules_are_kept_and_shown_again(spring: Office) -> None:
    typed = {"cap_week": "2", "daily_ceiling": "10 000", "hours": "пн-пт: 9-20; сб: 10-18"}

    await set_rules(spring, **typed, pause_share="40 %", approvals=["Stop"])

    await open_rules(spring)
    held = {name: spring.slack.filled(ADMIN, LABELS[name]).get("value") for name in LABELS}
    assert held == {
        "approve_above": None,
        "approvals": None,
        "cap_day": None,
        "cap_week": "2",
        "cap_month": None,
        "daily_ceiling": "10000",
        "hours": "mon-fri: 09:00-20:00; sat: 10:00-18:00",
        "pause_share": "40",
        "pause_sample": "50",
    }
    boxes = spring.slack.filled(ADMIN, LABELS["approvals"])["selected_options"]
    assert [one["value"] for one in boxes] == ["approve_stop"]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("cap_day", "0", "not a whole number from 1"),
        ("daily_ceiling", "many", "not a whole number from 1"),
        ("pause_share", "100", "not a whole number from 1 to 99"),
        ("hours", "by day", "names no hours"),
        ("hours", "20-9", "end before they begin"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    spring: Office, name: str, typed: str, told: str
) -> None:
    await open_rules(spring)

    answer = await spring.slack.submit(ADMIN, {LABELS[name]: typed})

    assert told in answer.errors[LABELS[name]]


async def test_an_emptied_field_turns_its_rule_off(spring: Office) -> None:
    await set_rules(spring, cap_day="3", hours="9-18")
    await set_rules(spring, cap_day=None, hours=None)

    await open_rules(spring)

    assert spring.slack.filled(ADMIN, LABELS["cap_day"]).get("value") is None
    assert spring.slack.filled(ADMIN, LABELS["hours"]).get("value") is None


async def test_rules_are_an_admins(spring: Office) -> None:
    await spring.tell(OPERATOR, "settings spring", "needs the role admin")
    assert spring.slack.modal(OPERATOR) is None


async def test_status_tells_the_rules_that_are_on(spring: Office) -> None:
    quiet = await spring.tell(ADMIN, "status spring", "in progress")
    assert "at most" not in quiet.text

    await set_rules(spring, cap_day="2", cap_week="5", hours="9-20", approve_above="1000")

    told = await spring.tell(ADMIN, "status spring", "Call jobs per number at most")
    assert "2 a day, 5 a week" in told.text
    assert "Calling hours: 09:00-20:00" in told.text
    assert "A second person approves: Adding more numbers than 1,000" in told.text


async def test_a_form_that_came_too_late_is_offered_again(spring: Office) -> None:
    spring.slack.fault("views.push", "error", error="expired_trigger_id", times=1)
    await spring.slack.command(ADMIN, CHANNEL, "/campaign settings spring")
    await spring.slack.modal_with(ADMIN, "Campaign settings")

    await spring.slack.click(ADMIN, "Rules", "modal")

    dm = spring.slack.channel("dm", ADMIN)
    offered = await spring.slack.message(dm, "That needs a form")
    await spring.slack.click(ADMIN, "Open", offered)
    await spring.slack.modal_with(ADMIN, "Campaign settings")
