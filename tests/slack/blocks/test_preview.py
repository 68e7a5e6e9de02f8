"""A preview says whom it would add, whom not and why, and what will happen."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest

from bot.domain.batches import ListCounts, Preview
from bot.domain.contacts import PROBLEM_LABELS, WARNING_LABELS
from bot.domain.guards import Held, labels
from bot.slack.blocks.preview import preview as drawn
from bot.slack.ids import Act
from bot.slack.metadata import AddRef, BatchRef
from bot.texts import texts_for
from tests.slack.blocks.batches import AT, batch, campaign, preview

EN = texts_for("en")


def draw(shown: Preview) -> dict[str, Any]:
    return drawn(EN, shown, UTC, labels([])).body()


def text_of(body: dict[str, Any]) -> str:
    return "\n".join(str(block) for block in body["blocks"])


def buttons(body: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rows = [block["elements"] for block in body["blocks"] if block["type"] == "actions"]
    every = [element for row in rows for element in row if element["type"] == "button"]
    return {one["text"]["text"]: one for one in every}


def test_the_button_carries_the_number_in_plain_digits() -> None:
    body = draw(preview(ready=12_345))
    assert "12,345 people" in body["text"]
    add = buttons(body)["Add 12345"]
    assert AddRef.decode(add["value"]) == AddRef(batch=3, rows=12_345)
    assert add["action_id"] == Act.BATCH_ADD
    assert BatchRef.decode(buttons(body)["Discard"]["value"]) == BatchRef(batch=3)


def test_where_nobody_is_left_there_is_nothing_to_confirm() -> None:
    body = draw(preview(ready=0, held={Held.OPEN_JOB: 2}))
    assert "Nobody would be added" in body["text"]
    assert list(buttons(body)) == ["Discard"]


def test_whoever_is_left_out_is_counted_with_the_reason() -> None:
    counts = ListCounts(
        total=9, duplicates=2, bad={"too_short": 1, "no_phone": 3}, warnings={"window_over": 1}
    )
    body = draw(preview(counts=counts, held={Held.OPEN_JOB: 1, "opted_out": 4}))
    shown = text_of(body)
    assert "2 rows with a number that came before" in shown
    assert "4 bad rows are left out: 3 × no phone number, 1 × too short" in shown
    assert "1 person is left out: still to be called here" in shown
    assert "4 people are left out: opted_out" in shown
    assert "1 row to look at: the last moment to call has passed" in shown
    assert "Bad rows" in buttons(body)


def test_many_kinds_of_bad_rows_have_a_line_each_the_most_frequent_first() -> None:
    counts = ListCounts(total=9, bad={"too_short": 1, "no_phone": 3, "too_long": 2})
    body = draw(preview(counts=counts))
    lines = body["blocks"][1]["text"]["text"].splitlines()
    assert lines[0] == "• 6 bad rows are left out: "
    assert lines[1:] == [
        "\u2003◦ 3 × no phone number",
        "\u2003◦ 2 × too long",
        "\u2003◦ 1 × too short",
    ]


@pytest.mark.parametrize(
    ("word", "effect"),
    [
        ("inProgress", "calls begin at once"),
        ("paused", "before it is resumed"),
        ("new", "before it is started"),
        ("finished", "will not take more numbers"),
        ("hibernating", "it is hibernating"),
        (None, "Its state is not known here: calls may begin."),
    ],
)
def test_it_says_what_the_campaigns_state_means_for_them(word: str | None, effect: str) -> None:
    assert effect in text_of(draw(preview(campaign=campaign(word))))


def test_the_end_at_the_present_pace_stands_beside_it() -> None:
    body = draw(preview(expected_end=AT + timedelta(hours=5)))
    assert "Mon 2 Nov, 14:00" in text_of(body)


def test_the_tick_names_its_batch_also_when_it_is_taken_away() -> None:
    for shown in (
        preview(held={Held.BEING_ADDED: 1}),
        preview(batch=batch(add_again=True)),
    ):
        (box,) = [one for one in draw(shown)["blocks"] if "block_id" in one]
        assert BatchRef.decode(box["block_id"]) == BatchRef(batch=3)
        assert bool(box["elements"][0].get("initial_options")) is shown.batch.add_again
    assert not [one for one in draw(preview())["blocks"] if "block_id" in one]
    guarded = draw(preview(held={"opted_out": 1}))
    assert not [one for one in guarded["blocks"] if "block_id" in one]


def test_policy_and_sample_stand_in_small_print() -> None:
    policy = {"maxAttempts": 3, "allowedDays": ["mon"]}
    body = draw(preview(batch=batch(policy=policy), sample=("+7 •••-••-89",)))
    shown = text_of(body)
    assert 'maxAttempts 3; allowedDays ["mon"]' in shown
    assert "dialled before those without" in shown
    assert "+7 •••-••-89" in shown


def test_a_files_columns_can_be_put_right_and_its_name_is_harmless() -> None:
    body = draw(preview(batch=batch(file_name="<!channel>.csv"), columns=True))
    assert {"Columns", "Template"} <= set(buttons(body))
    assert "<!channel>" not in body["text"]


def test_what_a_files_columns_were_taken_for_can_be_seen() -> None:
    columns = [
        [0, "Телефон", "phone", ""],
        [1, "<!here>", "payload", "name"],
        [2, "", "payload", "column3"],
        [3, "gmtZone", "policy", "gmtZone"],
        *([at, f"x{at}", "ignored", ""] for at in range(4, 12)),
    ]
    listed = batch(file_name="l.csv", details={"columns": {"columns": columns}})
    shown = text_of(draw(preview(batch=listed, columns=True)))
    assert (
        "Columns — phone: `Телефон` · call policy: `gmtZone` · variables: `&lt;!here&gt;`, "
        "`Column 3` · not used: `x4`, `x5`, `x6`, `x7`, `x8`, `x9`, …" in shown
    )
    only = batch(file_name="l.csv", details={"columns": {"columns": columns[:1]}})
    assert "Columns — " not in text_of(draw(preview(batch=only, columns=True)))


def test_it_fits_slacks_limits_at_its_worst() -> None:
    counts = ListCounts(
        total=100_000,
        duplicates=100_000,
        bad={str(problem): 99_999 for problem in PROBLEM_LABELS},
        warnings={str(warned): 99_999 for warned in WARNING_LABELS},
    )
    held = {f"guard_{number}" * 8: 99_999 for number in range(20)}
    long = batch(file_name="f" * 400, policy={"externalCheckUrl": "https://h/" + "x" * 1_900})
    body = draw(preview(batch=long, counts=counts, held=held, columns=True, ready=100_000))
    assert all(len(str(block.get("text", ""))) < 3_100 for block in body["blocks"])
    assert len(body["blocks"]) <= 50


def test_it_reads_in_russian() -> None:
    body = drawn(texts_for("ru"), preview(), UTC, labels([])).body()
    assert buttons(body)
