"""Start, pause, resume and stop, by command and by button, on hosts of both generations."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office, opened


async def test_a_campaign_is_paused_and_resumed_by_command(spring: Office) -> None:
    campaign = spring.calls.campaigns[0]

    await spring.slack.command(ADMIN, CHANNEL, "/campaign pause spring")
    await spring.slack.ephemeral(ADMIN, "is paused")
    assert campaign.state == "paused"

    await spring.slack.command(ADMIN, CHANNEL, "/campaign resume")
    await spring.slack.ephemeral(ADMIN, "is dialling again")
    assert campaign.state == "inProgress"


async def test_a_second_pause_sends_nothing(spring: Office) -> None:
    for told in ("is paused.", "is paused already"):
        await spring.slack.command(ADMIN, CHANNEL, "/campaign pause spring")
        await spring.slack.ephemeral(ADMIN, told)

    assert len(spring.calls.requests.of("control/pause")) == 1


async def test_a_click_that_slack_delivers_twice_is_one_click(spring: Office) -> None:
    await spring.slack.command(ADMIN, CHANNEL, "/campaign status spring")
    shown = await spring.slack.ephemeral(ADMIN, "Pause")
    await spring.slack.click(ADMIN, "Pause", shown)
    await spring.slack.redeliver()

    await spring.slack.ephemeral(ADMIN, "is paused.")
    assert len(spring.calls.requests.of("control/pause")) == 1


async def test_a_stale_button_shows_the_true_state(spring: Office) -> None:
    await spring.slack.command(ADMIN, CHANNEL, "/campaign status spring")
    shown = await spring.slack.ephemeral(ADMIN, "Pause")
    spring.calls.campaigns[0].outside("stop")

    await spring.slack.click(ADMIN, "Pause", shown)

    told = await spring.slack.ephemeral(ADMIN, "comes too late")
    assert "finished" in told.text
    assert len(spring.calls.requests.of("control/pause")) == 0


async def test_a_stop_asks_first_with_name_and_state(spring: Office) -> None:
    campaign = spring.calls.campaigns[0]
    await spring.slack.command(ADMIN, CHANNEL, "/campaign stop spring")
    question = await spring.slack.modal_with(ADMIN, "in progress")
    assert "Stop spring" in question.text
    assert campaign.state == "inProgress"

    await spring.slack.submit(ADMIN)

    await spring.slack.modal_with(ADMIN, "stopped for good")
    assert campaign.state == "finished"


async def test_a_stop_by_mention_asks_with_a_button(spring: Office) -> None:
    await spring.slack.say(ADMIN, CHANNEL, "@callboard stop spring")
    question = await spring.slack.ephemeral(ADMIN, "in progress")

    await spring.slack.click(ADMIN, "Stop spring", question)

    await spring.slack.ephemeral(ADMIN, "stopped for good")


async def test_a_viewer_may_not_control(spring: Office) -> None:
    await spring.slack.command(OPERATOR, CHANNEL, "/campaign pause spring")

    await spring.slack.ephemeral(OPERATOR, "needs the role operator")
    assert len(spring.calls.requests.of("control/pause")) == 0


async def test_a_lost_answer_is_looked_into_until_the_state_shows_it(spring: Office) -> None:
    spring.calls.fault("drop_after_processing", route="control/pause", times=1)

    await spring.slack.command(ADMIN, CHANNEL, "/campaign pause spring")

    await spring.slack.ephemeral(ADMIN, "is paused.")


async def test_an_answer_that_nothing_confirms_is_told_as_unknown(spring: Office) -> None:
    spring.calls.fault("500", route="control/pause", times=1)

    await spring.slack.command(ADMIN, CHANNEL, "/campaign pause spring")
    told = await spring.slack.ephemeral(ADMIN, "was lost")
    spring.calls.campaigns[0].outside("pause")
    await spring.slack.click(ADMIN, "Look again", told)

    await spring.slack.until(lambda: "is paused." in told.text)


async def test_an_old_host_has_start_and_cannot_confirm(tmp_path: Path) -> None:
    async with opened(tmp_path, calls={"speed": 1000, "generation": "1.10.3"}) as office:
        campaign = office.calls.create_campaign("Spring", state="new")
        await office.connect("spring", campaign)
        await office.slack.close_all(ADMIN)

        await office.slack.command(ADMIN, CHANNEL, "/campaign start spring")

        await office.slack.ephemeral(ADMIN, "no way to confirm")
        assert campaign.state == "inProgress"
        await office.slack.command(ADMIN, CHANNEL, "/campaign status spring")
        card = await office.slack.ephemeral(ADMIN, "this host cannot confirm")
        assert "last asked: started by" in card.text
        for label in ("Pause", "Resume", "Stop", "Start"):
            assert f"[{label}]" in card.text


async def test_a_new_host_has_no_start(spring: Office) -> None:
    await spring.slack.command(ADMIN, CHANNEL, "/campaign status spring")
    assert "[Start]" not in (await spring.slack.ephemeral(ADMIN, "Pause")).text


async def test_pause_all_and_resume_all_restore_exactly_what_was_paused(spring: Office) -> None:
    second = spring.calls.create_campaign("Autumn", state="paused")
    await spring.connect("autumn", second)
    await spring.slack.close_all(ADMIN)
    first = spring.calls.campaigns[0]

    await spring.slack.command(ADMIN, CHANNEL, "/campaign pause all")
    told = await spring.slack.ephemeral(ADMIN, "spring")
    assert "already" in told.text
    assert (first.state, second.state) == ("paused", "paused")

    await spring.slack.command(ADMIN, CHANNEL, "/campaign resume all")
    await spring.slack.ephemeral(ADMIN, "dialling again")
    assert (first.state, second.state) == ("inProgress", "paused")


async def test_pause_on_the_card_changes_the_card_in_place(spring: Office) -> None:
    card = await spring.slack.message(CHANNEL, "in progress")

    await spring.slack.click(ADMIN, "Pause", card)

    await spring.slack.until(lambda: "paused by" in card.text)
    assert "[Resume]" in card.text
    assert "[Pause]" not in card.text
    assert len(spring.slack.messages(CHANNEL, containing="[Report]")) == 1


async def test_without_a_card_the_channel_is_told_in_a_line(spring: Office) -> None:
    await spring.connect("quiet", spring.calls.create_campaign("Quiet"), channel="general")
    await spring.slack.close_all(ADMIN)

    await spring.slack.say(ADMIN, "general", "@callboard pause quiet")

    told = await spring.slack.message("general", "paused *quiet*")
    assert told.thread_ts is not None


async def test_resume_all_restores_what_was_paused_though_the_brake_was_pulled_twice(
    spring: Office,
) -> None:
    for told in ("is paused.", "is paused already"):
        await spring.tell(ADMIN, "pause all", told)

    await spring.tell(ADMIN, "resume all", "dialling again")


async def test_resume_all_leaves_what_somebody_has_paused_by_name_since(spring: Office) -> None:
    campaign = spring.calls.campaigns[0]
    for command, told in (
        ("pause all", "is paused."),
        ("resume spring", "dialling again"),
        ("pause spring", "*spring* is paused."),
        ("resume all", "nothing to resume"),
    ):
        await spring.tell(ADMIN, command, told)

    assert campaign.state == "paused"
