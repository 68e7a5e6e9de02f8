"""What happens to the workspace: channels go, tokens go, people are strangers to Slack itself."""

from __future__ import annotations

from io import StringIO

from tests.scenarios.office import ADMIN, CHANNEL, OPERATOR, Office


async def test_whoever_connected_a_campaign_hears_that_its_channel_was_archived(
    spring: Office,
) -> None:
    await spring.slack.message(CHANNEL, "[Report]")

    await spring.slack.archive(CHANNEL)

    dm = spring.slack.channel("dm", ADMIN)
    await spring.slack.message(dm, "it is archived")


async def test_a_removal_is_told_to_the_operator(log: StringIO, spring: Office) -> None:
    for kind in ("tokens_revoked", "app_uninstalled"):
        await spring.slack.event(kind)

    assert log.getvalue().count("removed_from_workspace") == 2


async def test_only_the_home_tab_is_drawn(spring: Office) -> None:
    await spring.slack.event(
        "app_home_opened",
        user=spring.slack.user(OPERATOR).id,
        channel=spring.slack.channel("dm", OPERATOR).id,
        tab="messages",
    )
    await spring.tell(OPERATOR, "status", "in progress")

    assert spring.slack.user(OPERATOR).id not in spring.slack.core.views.homes


async def test_a_modal_that_only_tells_can_be_closed_by_its_button(spring: Office) -> None:
    await spring.slack.command(ADMIN, CHANNEL, "/campaign stop spring")
    await spring.slack.modal_with(ADMIN, "Stop spring")
    await spring.slack.submit(ADMIN)
    await spring.slack.modal_with(ADMIN, "stopped for good")

    await spring.slack.close(ADMIN)

    assert spring.slack.modal(ADMIN) is None
    assert not spring.slack.troubles(ADMIN)


async def test_while_slack_does_not_say_who_somebody_is_they_may_do_nothing(
    spring: Office,
) -> None:
    spring.slack.fault("users.info", "error", error="internal_error", times=None)

    await spring.tell(OPERATOR, "status spring", "needs the role viewer")


async def test_what_slack_said_of_somebody_holds_while_it_is_silent(spring: Office) -> None:
    await spring.tell(OPERATOR, "status spring", "in progress")
    spring.slack.fault("users.info", "error", error="internal_error", times=None)

    await spring.tell(OPERATOR, "status spring", "in progress")
