"""The living card and the list of a channel's campaigns: always within the limits."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from bot.domain.campaign_state import Source, State
from bot.domain.summary import StatusCount, summarise
from bot.slack.blocks import card
from tests.slack.blocks.facts import NOW, OLD, T, campaign, facts, pace, paused_by, sound


def test_a_card_shows_pace_and_end_while_it_dials() -> None:
    shown = sound(
        card.card(
            T,
            facts(
                summary=summarise([StatusCount("planned", 300), StatusCount("noAnswer", 100)], 400),
                pace=pace(100),
                expected_end=NOW + timedelta(hours=3),
                sending=25,
            ),
            UTC,
        )
    )

    for words in ("25%", "100 an hour", "done about", "25 being added", "as of"):
        assert words in shown


def test_a_card_that_rests_shows_who_paused_it_and_no_pace() -> None:
    paused = campaign(state=State("paused", Source.HOST, NOW), asked=paused_by("UADA"))
    shown = sound(card.card(T, facts(paused, pace=pace(100)), UTC))

    assert "paused by <@UADA>" in shown
    assert "an hour" not in shown


def test_a_host_that_cannot_tell_has_all_buttons_and_says_so() -> None:
    old = campaign(capabilities=OLD, state=State())
    shown = sound(card.card(T, facts(old, covers_all=False, as_of=None), UTC))

    assert "cannot tell its state" in shown
    assert "counts cover the call jobs added here" in shown
    assert "Nothing was added here yet" in shown


def test_a_campaign_that_is_not_watched_says_why() -> None:
    shown = sound(card.card(T, facts(campaign(disabled_reason="Its <token> is wrong.")), UTC))
    assert "Its &lt;token&gt; is wrong." in shown


@pytest.mark.parametrize(("many", "more"), [(1, ""), (12, ""), (13, "1 more"), (200, "188 more")])
def test_a_channels_list_is_one_message_however_many_there_are(many: int, more: str) -> None:
    shown = sound(
        card.overview(
            T, [facts(campaign(f"spring-{n}", id=n + 1)) for n in range(many)], UTC, "/campaign"
        )
    )

    assert more in shown
    assert ("more campaign" in shown) == bool(more)


def test_a_change_outside_slack_is_named_as_such_and_nobody_here_is_blamed() -> None:
    later = NOW + timedelta(hours=1)
    resumed = campaign(
        state=State("inProgress", Source.HOST, later), asked=paused_by("UADA"), state_since=later
    )
    shown = sound(card.card(T, facts(resumed), UTC))

    assert "begun or resumed outside Slack 10:00" in shown
    assert "UADA" not in shown


def test_a_campaign_that_was_paused_when_it_was_connected_was_paused_by_nobody_we_know() -> None:
    paused = campaign(state=State("paused", Source.HOST, NOW), state_since=NOW)
    assert "outside" not in sound(card.card(T, facts(paused), UTC))


@pytest.mark.parametrize("word", ["finished", "deleted"])
def test_a_campaign_that_is_over_asks_for_no_numbers(word: str) -> None:
    over = campaign(state=State(word, Source.HOST, NOW))
    shown = sound(card.card(T, facts(over), UTC))
    assert "Report" in shown
    assert "Add phones" not in shown


def test_a_timed_pause_shows_when_it_ends() -> None:
    paused = campaign(state=State("paused", Source.HOST, NOW, "UADA"), asked=paused_by("UADA"))
    shown = sound(card.card(T, facts(paused, resumes_at=NOW + timedelta(minutes=30)), UTC))

    assert "resumes by itself Mon 2 Nov, 09:30" in shown
