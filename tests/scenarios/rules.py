"""An office whose campaign is held to rules: set by the form, as an admin does."""

from __future__ import annotations

from tests.scenarios.office import ADMIN, CHANNEL, Office

LABELS = {
    "approve_above": "Adding more numbers than",
    "approvals": "Also for",
    "cap_day": "Call jobs per number a day",
    "cap_week": "Call jobs per number a week",
    "cap_month": "Call jobs per number a month",
    "daily_ceiling": "Call jobs of this campaign a day",
    "hours": "Calling hours",
    "pause_share": "Pause above (percent failed or canceled)",
    "pause_sample": "Smallest sample (calls)",
}


async def open_rules(office: Office, name: str = "spring") -> None:
    """The form of a campaign's rules, on top of its settings."""
    await office.slack.command(ADMIN, CHANNEL, f"/campaign settings {name}")
    await office.slack.modal_with(ADMIN, "Campaign settings")
    await office.slack.click(ADMIN, "Rules", "modal")
    await office.slack.modal_with(ADMIN, f"Rules of *{name}*")


async def set_rules(office: Office, name: str = "spring", **rules: object) -> None:
    """Fill in the form by the names of its rules, and save it."""
    await open_rules(office, name)
    answer = await office.slack.submit(ADMIN, {LABELS[one]: rules[one] for one in rules})
    assert not answer.errors
    await office.slack.modal_with(ADMIN, f"*{name}* is held to")
    await office.slack.close_all(ADMIN)
