"""A receipt tells how far a batch is, and everything that is not simply well."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from bot.domain.batches import BatchState, ChunkState, Progress, RowState
from bot.slack.blocks.receipt import listed, receipt
from bot.slack.ids import Act
from bot.slack.metadata import BatchRef
from bot.texts import texts_for
from tests.slack.blocks.batches import progress
from tests.slack.blocks.test_preview import buttons, text_of

EN = texts_for("en")
SENT = {RowState.SENT: 1_000}


def draw(shown: Progress) -> dict[str, Any]:
    return receipt(EN, shown).body()


def test_under_way_it_shows_a_bar() -> None:
    shown = progress(
        BatchState.SENDING,
        {RowState.SENT: 300, RowState.READY: 700},
        {ChunkState.SENT: 300, ChunkState.WAITING: 700},
    )
    body = draw(shown)
    assert "<@U2> adds 1,000 numbers to *spring*" in body["text"]
    assert "300 of 1,000 added" in text_of(body)
    assert list(buttons(body)) == ["Undo"]


def test_done_it_says_who_added_how_many() -> None:
    body = draw(progress(BatchState.DONE, SENT))
    assert body["text"] == ":white_check_mark: <@U2> added 1,000 numbers to *spring*."
    assert BatchRef.decode(buttons(body)["Undo"]["value"]) == BatchRef(batch=3)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("state:finished", "400 not sent: the campaign is finished."),
        ("state:hibernating", "the campaign is hibernating"),
        ("token", "knows no campaign with its token"),
        ("refused:odd.code", "refused all that was tried (odd.code)"),
        ("something", "400 not sent: something."),
        (None, "400 not sent."),
    ],
)
def test_what_was_not_sent_stands_there_with_the_reason(reason: str | None, words: str) -> None:
    rows = {RowState.SENT: 600, RowState.READY: 400}
    chunks = {ChunkState.SENT: 600, ChunkState.HALTED: 400}
    body = draw(progress(BatchState.HALTED, rows, chunks, halt_reason=reason))
    assert words in text_of(body)
    assert buttons(body)["Send 400"]["action_id"] == Act.BATCH_CONTINUE


def test_refused_rows_can_be_had_as_a_file() -> None:
    body = draw(progress(BatchState.DONE, {RowState.SENT: 9, RowState.REFUSED: 1}))
    assert "1 number was refused by the host" in text_of(body)
    assert set(buttons(body)) == {"Undo", "Bad rows"}
    skipped = progress(BatchState.DONE, SENT, counts={"total": 2, "duplicates": 1})
    assert "Bad rows" in buttons(draw(skipped))


def test_unknown_numbers_are_named_and_settled_by_a_person() -> None:
    shown = progress(
        BatchState.DONE,
        {RowState.SENT: 9, RowState.READY: 5},
        {ChunkState.SENT: 9, ChunkState.UNKNOWN: 5},
    )
    body = draw(shown)
    assert "unknown, 5 numbers" in text_of(body)
    assert buttons(body)["Adopt 5"]["action_id"] == Act.BATCH_SETTLE_ADOPT
    send = buttons(body)["Send 5"]
    assert send["action_id"] == Act.BATCH_SETTLE_SEND
    assert "called twice" in send["confirm"]["text"]["text"]


def test_lost_answers_are_not_hidden() -> None:
    shown = progress(BatchState.SENDING, {RowState.READY: 5}, {ChunkState.UNCLEAR: 5})
    assert "The answer for 5 numbers was lost" in text_of(draw(shown))


def test_an_undo_tells_what_it_came_to() -> None:
    undone = {"undo": {"canceled": 990, "finished": 3, "running": 5, "left": 2}}
    rows = {RowState.CANCELED: 990, RowState.SENT: 10}
    body = draw(progress(BatchState.UNDONE, rows, undone_by="U9", counts=undone))
    assert "<@U9> has undone" in body["text"]
    assert "990 canceled, 3 were over, 5 calls run on, 2 not canceled" in text_of(body)
    assert not buttons(body)
    under_way = progress(BatchState.UNDOING, SENT, undone_by="U9")
    assert "is undoing" in draw(under_way)["text"]
    failed = progress(BatchState.HALTED, SENT, halt_reason="undo")
    assert "The undo failed" in text_of(draw(failed))


def test_the_list_of_batches_fits_one_message() -> None:
    every = [progress(BatchState.DONE, SENT, file_name="list.csv")] * 10
    body = listed(EN, "spring", every, UTC).body()
    assert len(body["blocks"]) <= 50
    assert "Mon 2 Nov, 09:00 list.csv" in text_of(body)
    assert "Nothing was added to *spring*" in listed(EN, "spring", [], UTC).body()["text"]
