"""The forms around adding, by their labels and within Slack's limits."""

from __future__ import annotations

from typing import Any

from bot.domain.batches import BatchState, RowState
from bot.domain.contacts import Column, ColumnGuess, Role
from bot.domain.policy import POLICY_CELLS
from bot.slack.blocks.add_form import POLICY_FIELDS, add_form
from bot.slack.blocks.adding import columns_form, confirm_undo, pick_campaign
from bot.slack.ids import Field
from bot.slack.message import Modal
from bot.slack.metadata import BatchRef, FileRef, Place
from bot.texts import texts_for
from simulators.slack.blocks import Features, view_faults
from tests.slack.blocks.batches import batch, campaign, progress

EN = texts_for("en")
HERE = Place(channel="C1", thread="1.2")


def inputs(modal: Modal) -> dict[str, dict[str, Any]]:
    """The inputs by label, of a view that Slack would take."""
    body = modal.body()
    assert not view_faults(body, "modal", Features())
    return {one["label"]["text"]: one for one in body["blocks"] if one["type"] == "input"}


def test_every_policy_item_has_a_field_named_as_in_the_calls_api() -> None:
    shown = inputs(add_form(EN, HERE, campaign()))
    assert list(shown) == ["Campaign", "Phones", "File", "Payload", *POLICY_CELLS]
    assert [str(field) for field in POLICY_FIELDS] == list(POLICY_CELLS)
    assert not shown["Campaign"].get("optional")
    assert all(shown[name]["optional"] for name in ("Phones", "File", *POLICY_CELLS))


def test_it_begins_with_what_is_known() -> None:
    shown = inputs(add_form(EN, HERE, campaign(), phones="+1 202-555-0100"))
    assert shown["Campaign"]["element"]["initial_option"]["value"] == "7"
    assert shown["Phones"]["element"]["initial_value"] == "+1 202-555-0100"
    assert "initial_option" not in inputs(add_form(EN, HERE, None))["Campaign"]["element"]


def test_a_messages_own_file_takes_the_place_of_numbers_and_file() -> None:
    modal = add_form(EN, Place(channel="C1", file="F1"), None, file_name="list.csv")
    assert {"Phones", "File"} & set(inputs(modal)) == set()
    assert "list.csv" in str(modal.body()["blocks"])
    modal = add_form(EN, Place(channel="C1", file="F1"), None, file_name="12025550100.csv")
    assert "•••00.csv" in str(modal.body()["blocks"])


def test_columns_show_what_they_were_taken_for() -> None:
    guess = ColumnGuess(
        (
            Column(0, "Телефон", Role.PHONE, ""),
            Column(1, "", Role.PAYLOAD, "column2"),
            Column(2, "gmtZone", Role.POLICY, "gmtZone"),
        )
    )
    shown = inputs(columns_form(EN, batch(file_name="l.csv"), guess, BatchRef(batch=3)))
    chosen = {label: one["element"]["initial_option"]["value"] for label, one in shown.items()}
    assert chosen == {"Телефон": "phone", "Column 2": "payload", "gmtZone": "policy:gmtZone"}


def test_the_widest_file_fits_one_form() -> None:
    columns = tuple(Column(i, f"{i} " + "h" * 200, Role.PAYLOAD, f"k{i}") for i in range(200))
    modal = columns_form(EN, batch(), ColumnGuess(columns), BatchRef(batch=3))
    assert len(inputs(modal)) == 90
    assert "stay as they are" in str(modal.body()["blocks"])


def test_an_undo_is_asked_about_with_the_count() -> None:
    shown = progress(BatchState.SENDING, {RowState.SENT: 100_000, RowState.READY: 5})
    body = confirm_undo(EN, shown, BatchRef(batch=3)).body()
    assert body["submit"]["text"] == "Undo 100000 call jobs"
    assert "100,000 call jobs are canceled" in str(body["blocks"])
    assert "5 are not sent any more" in str(body["blocks"])


def test_a_hundred_campaigns_can_be_chosen_from() -> None:
    ref = FileRef(campaign=1, channel="C0123456789", thread="1793610000.123456", file="F0123456789")
    every = [campaign(name="n" * 32)] * 150
    body = pick_campaign(EN, every, "list.csv", ref).body()
    (menu,) = body["blocks"][1]["elements"]
    assert len(menu["options"]) == 100
    assert all(len(one["value"]) <= 150 for one in menu["options"])
    assert Field.CAMPAIGN == "campaign"
