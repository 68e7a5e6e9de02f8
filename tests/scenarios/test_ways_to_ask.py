"""The same words by command, mention, direct message and button; answered where they were said."""

from __future__ import annotations

import pytest

from bot.slack.slash import VERBS
from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office


async def test_help_shows_every_verb_and_its_buttons_run(spring: Office) -> None:
    shown = await spring.tell(OPERATOR, "help", "What can be typed")
    for row in (one for one in VERBS if one.available):
        assert f"/campaign {row.verb}".strip() in shown.text

    await spring.slack.click(OPERATOR, "status", shown)

    await spring.slack.ephemeral(OPERATOR, "*spring* — in progress")


async def test_help_for_one_verb_has_its_examples(spring: Office) -> None:
    shown = await spring.tell(OPERATOR, "help digest", "digest spring daily 09:00")

    assert "Post what changed" in shown.text
    assert "/campaign optout" not in shown.text


async def test_help_for_a_verb_without_examples_has_its_summary(spring: Office) -> None:
    shown = await spring.tell(OPERATOR, "help connect", "Register a campaign")

    assert "/campaign connect" in shown.text


async def test_a_misspelt_verb_gets_a_button_that_runs_the_right_one(spring: Office) -> None:
    told = await spring.tell(OPERATOR, "statsu", "status")

    await spring.slack.click(OPERATOR, "status", told)

    await spring.slack.ephemeral(OPERATOR, "*spring* — in progress")


async def test_a_wrong_argument_is_told_with_the_usage(spring: Office) -> None:
    told = await spring.tell(OPERATOR, "use", "Usage")

    assert "/campaign use NAME" in told.text


async def test_a_wrong_name_is_told_with_the_nearest(spring: Office) -> None:
    await spring.tell(ADMIN, "status sprng", "Did you mean spring?")
    await spring.tell(ADMIN, "status winter", "There is no campaign winter here.")


async def test_a_mention_is_answered_where_the_person_can_see_it(spring: Office) -> None:
    """Slack shows an ephemeral message in a thread only if that thread has begun."""
    await spring.slack.say(OPERATOR, CHANNEL, "@callboard status spring")

    shown = await spring.slack.ephemeral(OPERATOR, "*spring* — in progress")
    assert not shown.thread_ts


async def test_a_mention_in_a_thread_is_answered_in_the_thread(spring: Office) -> None:
    first = await spring.slack.say(ADMIN, CHANNEL, "How is spring?")
    await spring.slack.say(OPERATOR, CHANNEL, "@callboard status spring", thread=first)

    shown = await spring.slack.ephemeral(OPERATOR, "*spring* — in progress")
    assert shown.thread_ts == first.ts


async def test_a_pause_in_a_thread_is_told_in_that_thread(spring: Office) -> None:
    first = await spring.slack.say(ADMIN, CHANNEL, "Too many complaints, please pause.")

    await spring.slack.say(ADMIN, CHANNEL, "@callboard pause spring", thread=first)

    told = await spring.slack.message(CHANNEL, "paused *spring*", thread=first)
    assert told.thread_ts == first.ts


async def test_a_button_pressed_in_a_thread_answers_in_the_thread(spring: Office) -> None:
    first = await spring.slack.say(ADMIN, CHANNEL, "How is spring?")
    await spring.slack.say(ADMIN, CHANNEL, "@callboard status spring", thread=first)
    shown = await spring.slack.ephemeral(ADMIN, "*spring* — in progress")

    await spring.slack.click(ADMIN, "Pause", shown)

    answer = await spring.slack.ephemeral(ADMIN, "is paused.")
    assert answer.thread_ts == first.ts


async def test_a_card_that_people_talk_under_answers_in_the_channel(spring: Office) -> None:
    card = await spring.slack.message(CHANNEL, "[Report]")
    await spring.slack.say(OPERATOR, CHANNEL, "Should we pause?", thread=card)

    await spring.slack.click(ADMIN, "Pause", card)

    answer = await spring.slack.ephemeral(ADMIN, "is paused.")
    assert not answer.thread_ts
    await spring.slack.until(lambda: "paused by" in card.text)
    assert not spring.slack.messages(CHANNEL, containing="paused *spring*")


async def test_a_direct_message_is_a_command_answered_below_it(spring: Office) -> None:
    dm = spring.slack.channel("dm", OPERATOR)

    await spring.slack.say(OPERATOR, dm, "status spring")

    shown = await spring.slack.message(dm, "*spring* — in progress")
    assert not shown.thread_ts


async def test_a_thread_in_direct_messages_stays_one(spring: Office) -> None:
    dm = spring.slack.channel("dm", OPERATOR)
    first = await spring.slack.say(OPERATOR, dm, "help use")
    await spring.slack.message(dm, "use NAME")

    await spring.slack.say(OPERATOR, dm, "status spring", thread=first)

    shown = await spring.slack.message(dm, "*spring* — in progress")
    assert shown.thread_ts == first.ts


async def test_what_people_say_among_themselves_is_none_of_its_business(spring: Office) -> None:
    before = len(spring.slack.calls)

    await spring.slack.say(ADMIN, CHANNEL, "pause spring, somebody?")

    await spring.tell(OPERATOR, "status", "in progress")
    assert spring.calls.campaigns[0].state == "inProgress"
    posted = [one for one in spring.slack.calls[before:] if one.method == "chat.postEphemeral"]
    assert not posted


async def test_a_form_asked_for_by_mention_is_opened_by_a_button(spring: Office) -> None:
    await spring.slack.say(ADMIN, CHANNEL, "@callboard settings spring")
    told = await spring.slack.ephemeral(ADMIN, "That needs a form")

    await spring.slack.click(ADMIN, "Open", told)

    await spring.slack.modal_with(ADMIN, "Campaign settings")


async def test_a_form_that_came_too_late_is_opened_by_a_button(spring: Office) -> None:
    spring.slack.fault("views.open", "error", error="expired_trigger_id", times=1)
    told = await spring.tell(ADMIN, "settings spring", "That needs a form")

    await spring.slack.click(ADMIN, "Open", told)

    await spring.slack.modal_with(ADMIN, "Campaign settings")


async def test_without_a_verb_the_channels_campaigns_are_listed(spring: Office) -> None:
    for number in range(13):
        await spring.connect(f"more{number}", spring.calls.create_campaign(f"More {number}"))
        await spring.slack.close_all(ADMIN)

    shown = await spring.tell(OPERATOR, "", "2 more campaigns")

    assert shown.text.count("[Report]") == 12


@pytest.mark.parametrize("text", ["status", "card", "pause"])
async def test_a_name_may_be_left_out_where_there_is_one_campaign_only(
    spring: Office, text: str
) -> None:
    await spring.connect("autumn", spring.calls.create_campaign("Autumn"))
    await spring.slack.close_all(ADMIN)

    told = await spring.tell(ADMIN, text, "Which campaign?")

    assert "autumn, spring" in told.text


async def test_a_channels_own_campaign_need_not_be_named(spring: Office) -> None:
    second = spring.calls.create_campaign("Autumn")
    await spring.connect("autumn", second)
    await spring.slack.close_all(ADMIN)

    await spring.tell(ADMIN, "use autumn", "now mean *autumn*")
    await spring.tell(ADMIN, "pause", "*autumn* is paused")

    assert second.state == "paused"


async def test_a_campaign_of_other_channels_cannot_become_this_ones(spring: Office) -> None:
    await spring.tell(ADMIN, "use spring", "is not connected to this channel", channel="general")
    dm = spring.slack.channel("dm", ADMIN)
    await spring.slack.say(ADMIN, dm, "use spring")
    await spring.slack.message(dm, "That belongs in a channel")


async def test_where_nothing_is_connected_it_says_how(office: Office) -> None:
    await office.tell(ADMIN, "status", "No campaign is connected to this channel")
    await office.tell(OPERATOR, "", "No campaign is connected here yet")


async def test_a_card_is_posted_anew_and_the_old_one_rests(spring: Office) -> None:
    old = await spring.slack.message(CHANNEL, "[Report]")

    await spring.slack.command(ADMIN, CHANNEL, "/campaign card spring")

    await spring.slack.until(
        lambda: len(spring.slack.messages(CHANNEL, containing="[Report]")) == 2
    )
    new = spring.slack.messages(CHANNEL, containing="[Report]")[-1]
    await spring.tell(ADMIN, "pause spring", "is paused.")
    await spring.slack.until(lambda: "paused by" in new.text)
    assert "paused by" not in old.text
