"""App Home: what a person sees on opening Callboard."""

from __future__ import annotations

from simulators.calls_api import SimCampaign
from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office
from tests.services.watching.phones import phones

PATIENCE = 40.0


async def test_a_new_admin_is_shown_the_first_steps(office: Office) -> None:
    await office.slack.open_home(ADMIN)
    home = await office.slack.home_with(ADMIN, "First steps")
    assert "[Connect a campaign]" in home.text

    await office.slack.click(ADMIN, "Connect a campaign", home)
    await office.slack.modal_with(ADMIN, "Token")


async def test_the_steps_tick_themselves_off_without_being_opened_again(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.slack.open_home(ADMIN)
    await office.slack.click(ADMIN, "Connect a campaign", await office.slack.home_with(ADMIN, "F"))
    await office.slack.modal_with(ADMIN, "Token")

    fields = {"Name": "spring", "Host": office.host, "Token": campaign.token}
    await office.slack.submit(ADMIN, {**fields, "Channels": [CHANNEL]})

    home = await office.slack.home_with(ADMIN, "*spring*", timeout=PATIENCE)
    assert ":white_check_mark: Connect a campaign" in home.text
    assert ":white_large_square: Add phones" in home.text
    assert "Nothing needs you right now." in home.text


async def test_a_click_on_home_draws_it_anew_and_answers_in_the_direct_messages(
    spring: Office,
) -> None:
    await spring.slack.open_home(ADMIN)
    home = await spring.slack.home_with(ADMIN, "[Pause]")

    await spring.slack.click(ADMIN, "Pause", home)

    await spring.slack.home_with(ADMIN, "[Resume]", timeout=PATIENCE)
    await spring.slack.message(spring.slack.channel("dm", ADMIN), "is paused")


async def test_everything_is_paused_from_home_after_a_question(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.open_home(ADMIN)
    home = await office.slack.home_with(ADMIN, "Pause everything")

    await office.slack.click(ADMIN, "Pause everything", home, confirm=True)

    await office.slack.until(lambda: campaign.state == "paused")


async def test_a_viewer_is_offered_nothing_that_their_role_refuses(spring: Office) -> None:
    await spring.tell(ADMIN, "digest spring daily 09:00", "09:00")
    await spring.slack.open_home(OPERATOR)

    home = await spring.slack.home_with(OPERATOR, "*spring*")
    assert "The digest of *spring*" in home.text
    for word in ("First steps", "[Pause", "[Stop]", "[Add phones]", "[Switch off]", "Needs you"):
        assert word not in home.text


async def test_what_goes_wrong_is_what_needs_me_until_it_is_mine(office: Office) -> None:
    await going_wrong(office)
    await office.slack.open_home(ADMIN)
    home = await office.slack.home_with(ADMIN, "Needs you")
    assert "no such number" in home.text
    assert f"in #{office.slack.channel(CHANNEL).id}" in home.text

    await office.slack.click(ADMIN, "Mine", home)

    home = await office.slack.home_with(ADMIN, "Open incidents", timeout=PATIENCE)
    assert f"@{office.slack.user(ADMIN).id} takes care of it" in home.text
    assert "Nothing needs you right now." in home.text


async def going_wrong(office: Office) -> SimCampaign:
    """A campaign whose calls all fail, and the alert of it."""
    campaign = office.calls.create_campaign("Spring", lines=0, weights={"nonexistentNumber": 1})
    await office.connect("spring", campaign)
    await office.slack.close_all(ADMIN)
    await office.slack.message(CHANNEL, "as of", timeout=PATIENCE)
    campaign.add(phones(3))
    campaign.set_lines(3)
    await office.slack.message(CHANNEL, "no such number", timeout=PATIENCE)
    return campaign


async def test_a_pause_by_nobody_here_needs_me_even_without_alerts(spring: Office) -> None:
    await spring.tell(ADMIN, "alerts spring off", "are off")
    spring.calls.campaigns[0].outside("pause")
    card = await spring.slack.message(CHANNEL, "paused outside Slack", timeout=PATIENCE)
    assert "— paused" in card.text
    await spring.slack.open_home(ADMIN)
    home = await spring.slack.home_with(ADMIN, "Needs you")
    assert "nobody here asked for it" in home.text

    await spring.slack.click(ADMIN, "Resume", home)

    await spring.slack.home_with(ADMIN, "Nothing needs you right now.", timeout=PATIENCE)


async def test_a_preview_that_was_forgotten_waits_on_home(spring: Office) -> None:
    await spring.tell(ADMIN, "add spring +1 202-555-0123", "[Add 1]")
    await spring.slack.open_home(ADMIN)
    home = await spring.slack.home_with(ADMIN, "waits for you to add or discard it")

    await spring.slack.click(ADMIN, "Show it", home)
    shown = await spring.slack.message(spring.slack.channel("dm", ADMIN), "[Discard]")
    await spring.slack.click(ADMIN, "Discard", shown)

    await spring.slack.message(spring.slack.channel("dm", ADMIN), "Nobody was added")
    await spring.slack.click(ADMIN, "Refresh", home)
    await spring.slack.home_with(ADMIN, "Nothing needs you right now.")


async def test_a_digest_is_posted_and_switched_off_from_home(spring: Office) -> None:
    await spring.tell(ADMIN, "digest spring daily 09:00 Europe/Moscow", "09:00")
    await spring.slack.open_home(ADMIN)
    home = await spring.slack.home_with(ADMIN, "every day at 09:00")
    assert "Next: " in home.text
    assert f"in #{spring.slack.channel(CHANNEL).id}" in home.text

    await spring.slack.click(ADMIN, "Post now", home)
    await spring.slack.message(CHANNEL, "nothing new since", timeout=PATIENCE)
    await spring.slack.click(ADMIN, "Switch off", home)

    told = spring.slack.channel("dm", ADMIN)
    await spring.slack.message(told, "every day at 09:00 is off", timeout=PATIENCE)
    await spring.slack.until(lambda: "Next: " not in home.text)


async def test_a_timed_pause_says_when_it_ends(spring: Office) -> None:
    await spring.tell(ADMIN, "pause spring 30m", "It resumes by itself on")

    card = await spring.slack.message(CHANNEL, "resumes by itself", timeout=PATIENCE)
    await spring.tell(ADMIN, "pause spring", "paused already")
    await spring.slack.until(lambda: "resumes by itself" not in card.text, PATIENCE)


async def test_whoever_has_no_role_is_told_where_to_ask(spring: Office) -> None:
    await spring.tell(ADMIN, "access grant @boris viewer", "viewer")
    await spring.slack.open_home(OPERATOR)
    home = await spring.slack.home_with(OPERATOR, "You see no campaign yet.")
    assert "spring" not in home.text

    await spring.slack.click(OPERATOR, "What may I do?", home)

    told = await spring.slack.message(spring.slack.channel("dm", OPERATOR), "You may do nothing")
    assert f"@{spring.slack.user(ADMIN).id}" in told.text


async def test_a_home_that_slack_does_not_take_costs_no_answer(spring: Office) -> None:
    await spring.slack.open_home(ADMIN)
    home = await spring.slack.home_with(ADMIN, "[Pause]")
    spring.slack.fault("views.publish", "error", error="internal_error", times=None)

    await spring.slack.click(ADMIN, "Pause", home)

    await spring.slack.message(spring.slack.channel("dm", ADMIN), "is paused", timeout=PATIENCE)
    assert spring.slack.messages(spring.slack.channel("dm", ADMIN), containing="nobody fore") == []
