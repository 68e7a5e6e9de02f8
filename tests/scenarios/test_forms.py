"""Forms that take long, come too late, or are sent by somebody who may not."""

from __future__ import annotations

import pytest

from tests.scenarios.office import ADMIN, CHANNEL, Office

GUEST, STRANGER = "gus", "stella"


async def fill_in(office: Office, **changed: str) -> None:
    """Send the connect form to a slow host, filled in rightly but for what is changed."""
    campaign = office.calls.create_campaign("Spring")
    office.calls.fault("delay", seconds=1.8, times=1, campaign=campaign.id)
    await office.slack.command(ADMIN, CHANNEL, "/campaign connect")
    await office.slack.modal_with(ADMIN, "Token")
    filled = {"Name": "spring", "Host": office.host, "Token": campaign.token} | changed
    await office.slack.submit(ADMIN, filled)


@pytest.mark.usefixtures("hurried")
async def test_an_error_that_comes_after_the_placeholder_takes_its_place(spring: Office) -> None:
    await fill_in(spring)

    await spring.slack.modal_with(ADMIN, "There is a campaign named spring already")
    assert [one for one in spring.slack.transcript if "This takes a moment" in one.text]
    assert not spring.slack.troubles(ADMIN)


@pytest.mark.usefixtures("hurried")
async def test_a_host_that_is_no_calls_api_is_told_late_too(office: Office) -> None:
    office.calls.fault("html", skip=1, times=50)

    await fill_in(office)

    await office.slack.modal_with(ADMIN, "Nothing was connected")


@pytest.mark.usefixtures("hurried")
async def test_what_is_done_late_says_so(spring: Office) -> None:
    await spring.slack.command(ADMIN, CHANNEL, "/campaign settings spring")
    await spring.slack.modal_with(ADMIN, "Campaign settings")
    spring.calls.fault("delay", route="campaign", seconds=1.0, times=5)
    spring.calls.fault("delay", route="callJob/getReport", seconds=1.0, times=1)

    await spring.slack.submit(ADMIN, {"Token": spring.calls.campaigns[0].token})

    await spring.slack.modal_with(ADMIN, "Done.")


@pytest.mark.usefixtures("hurried")
async def test_whoever_closes_the_placeholder_hears_of_the_end_in_a_direct_message(
    office: Office,
) -> None:
    await fill_in(office)
    await office.slack.modal_with(ADMIN, "This takes a moment")
    await office.slack.close_all(ADMIN)

    await office.slack.message(office.slack.channel("dm", ADMIN), "is connected")


async def test_a_token_of_spaces_is_no_token(office: Office) -> None:
    campaign = office.calls.create_campaign("Spring")
    await office.slack.command(ADMIN, CHANNEL, "/campaign connect")
    await office.slack.modal_with(ADMIN, "Token")

    answer = await office.slack.submit(
        ADMIN, {"Name": "spring", "Host": office.host, "Token": "   "}
    )

    assert "needs its token" in answer.errors["Token"]
    assert campaign.token not in str(answer.errors)


@pytest.mark.parametrize("who", [GUEST, STRANGER])
async def test_a_form_sent_by_somebody_who_may_not_changes_nothing(
    spring: Office, who: str
) -> None:
    """The right is asked of whoever sends the form, not of whom it was opened for."""
    await spring.slack.command(ADMIN, CHANNEL, "/campaign stop spring")
    question = await spring.slack.modal_with(ADMIN, "Stop spring")
    person = spring.slack.user(who)
    payload = {
        "type": "view_submission",
        "team": {"id": spring.slack.workspace.team_id},
        "user": {"id": person.id, "team_id": person.team_id},
        "view": question.to_json(spring.slack.core.app, {}),
    }

    ack = await spring.slack.interact(payload, takes_answer=True)

    assert "You may not do that" in str(ack.body)
    assert spring.calls.campaigns[0].state == "inProgress"


@pytest.mark.parametrize("value", ["", "{}", '{"campaign":0}', '{"campaign":"x"}', "not json"])
async def test_a_forged_button_changes_nothing(spring: Office, value: str) -> None:
    for action in ("pause", "stop", "stop_confirmed", "look_again"):
        before = len(spring.slack.transcript.entries)
        await press(spring, action, value)
        await spring.slack.until(
            lambda before=before: [
                one
                for one in spring.slack.transcript.since(before)
                if "another version of Callboard" in one.text
            ]
        )

    assert spring.calls.campaigns[0].state == "inProgress"


async def test_a_button_of_what_is_gone_changes_nothing(spring: Office) -> None:
    await press(spring, "pause", '{"campaign":77}')
    await press(spring, "look_again", '{"request":77}')

    dm = spring.slack.channel("dm", ADMIN)
    await spring.slack.message(dm, "not connected any more")
    await spring.slack.message(dm, "not in the books any more")


async def press(office: Office, action: str, value: str) -> None:
    """A click as anybody could forge it."""
    person, core = office.slack.user(ADMIN), office.slack.core
    ack = await office.slack.interact(
        {
            "type": "block_actions",
            "team": {"id": office.slack.workspace.team_id},
            "user": {"id": person.id, "team_id": person.team_id},
            "container": {"type": "view"},
            "trigger_id": core.triggers.new(person, None),
            "actions": [
                {
                    "type": "button",
                    "action_id": action,
                    "block_id": "b",
                    "value": value,
                    "action_ts": core.ids.ts(),
                }
            ],
        }
    )
    assert ack.ok


async def test_a_stop_in_direct_messages_is_told_once(spring: Office) -> None:
    dm = spring.slack.channel("dm", ADMIN)
    await spring.slack.command(ADMIN, dm, "/campaign stop spring")
    await spring.slack.modal_with(ADMIN, "Stop spring")

    await spring.slack.submit(ADMIN)

    await spring.slack.modal_with(ADMIN, "stopped for good")
    await spring.slack.until(lambda: spring.slack.messages(CHANNEL, containing="finished"))
    assert not spring.slack.messages(dm, containing="stopped")


async def test_the_question_before_a_stop_shows_the_state_of_now(spring: Office) -> None:
    spring.calls.fault("delay", route="campaign", seconds=0.7, times=3)
    spring.calls.campaigns[0].outside("pause")

    await spring.slack.command(ADMIN, CHANNEL, "/campaign stop spring")

    await spring.slack.modal_with(ADMIN, "It is paused now")


async def test_a_campaign_is_found_by_typing_a_part_of_its_name(spring: Office) -> None:
    for name in ("autumn", "Sprint"):
        await spring.connect(name, spring.calls.create_campaign(name))
        await spring.slack.close_all(ADMIN)
    await spring.slack.command(ADMIN, CHANNEL, "/campaign add")
    await spring.slack.modal_with(ADMIN, "Payload")

    assert await spring.slack.options(ADMIN, "Campaign", "PR") == ["spring", "Sprint"]
    assert await spring.slack.options(ADMIN, "Campaign", "winter") == []


async def test_what_is_wrong_with_several_fields_is_told_late_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.submissions._QUICK", 0.0)
    await office.slack.command(ADMIN, CHANNEL, "/campaign connect")
    await office.slack.modal_with(ADMIN, "Token")

    wrong = {"Name": "pause", "Host": office.host, "Token": "1.2.3", "Region": "12"}
    await office.slack.submit(ADMIN, wrong)

    shown = await office.slack.modal_with(ADMIN, "is a word of the commands")
    assert "is no country code" in str(shown)
