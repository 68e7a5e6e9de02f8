"""The first minutes after the start: Callboard greets its admins and proves that it is heard."""

from __future__ import annotations

import re

from tests.scenarios.office import ADMIN, Office


async def test_the_admin_is_greeted_and_a_press_goes_there_and_back(office: Office) -> None:
    direct = office.slack.channel("dm", ADMIN)
    greeting = await office.slack.message(direct, "Callboard is installed and runs")

    await office.slack.click(ADMIN, "Press me", greeting)

    answer = await office.slack.message(direct, "Slack → Callboard → Slack works")
    assert re.search(r"answered [\d,]+ ms after your click", answer.text)
    assert answer.ts == greeting.ts
    await office.slack.click(ADMIN, "Connect a campaign", answer)
    await office.slack.modal_with(ADMIN, "Token")


async def test_the_press_on_home_ticks_the_first_step_off(office: Office) -> None:
    await office.slack.open_home(ADMIN)
    home = await office.slack.home_with(ADMIN, ":white_large_square: See that Slack")

    await office.slack.click(ADMIN, "Press me", home)

    home = await office.slack.home_with(ADMIN, ":white_check_mark: See that Slack")
    assert "[Press me]" not in home.text
    await office.slack.message(office.slack.channel("dm", ADMIN), "ms after your click")
