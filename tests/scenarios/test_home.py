"""App Home: what a person sees on opening Callboard."""

from __future__ import annotations

from tests.scenarios.office import ADMIN, OPERATOR, Office


async def test_a_new_admin_is_shown_the_first_steps(office: Office) -> None:
    await office.slack.open_home(ADMIN)
    home = await office.slack.home_with(ADMIN, "First steps")
    assert "[Connect a campaign]" in home.text

    await office.slack.click(ADMIN, "Connect a campaign", home)
    await office.slack.modal_with(ADMIN, "Token")


async def test_steps_tick_themselves_off_and_campaigns_have_their_buttons(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"))

    await office.slack.open_home(ADMIN)

    home = await office.slack.home_with(ADMIN, "spring")
    assert ":white_check_mark: Connect a campaign" in home.text
    await office.slack.click(ADMIN, "Pause", home)
    await office.slack.message(office.slack.channel("dm", ADMIN), "is paused")


async def test_everything_is_paused_from_home_after_a_question(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.open_home(ADMIN)
    home = await office.slack.home_with(ADMIN, "Pause everything")

    await office.slack.click(ADMIN, "Pause everything", home, confirm=True)

    await office.slack.until(lambda: campaign.state == "paused")


async def test_a_viewer_has_no_first_steps(office: Office) -> None:
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await office.slack.open_home(OPERATOR)

    home = await office.slack.home_with(OPERATOR, "spring")
    assert "First steps" not in home.text
    assert "Pause everything" not in home.text
